// How sure it is that a song begins where it was found.
//
// Safe from any thread as far as the book is.
#pragma once

#include "verify/start.hpp"
#include "verify/title_style.hpp"
#include "verify/view.hpp"

namespace sheetsplit {

// What the number that the page prints says of the one in the contents.
enum class FolioSays { agrees, differs, nothing };

FolioSays folio_says(const Placement& place);

// The title was read where the song starts, and nothing speaks against it.
bool is_sure(const View& view, const TitleStyle& style, const Start& start);

}  // namespace sheetsplit
