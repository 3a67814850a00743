// How a song's title is worded, when the contents and the page have it differently.
//
// Safe from any thread as far as the book is.
#pragma once

#include <string>

#include "verify/start.hpp"
#include "verify/title_style.hpp"
#include "verify/view.hpp"

namespace sheetsplit {

// The contents' wording, but not its capitals or its misreadings.  Need: the start is an entry's.
std::string best_title(const View& view, const TitleStyle& style, const Start& start);

}  // namespace sheetsplit
