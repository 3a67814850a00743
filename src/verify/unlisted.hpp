// Headings in the style of the book's titles that no entry claims: songs that the contents lack.
//
// Safe from any thread as far as the book is.
#pragma once

#include <set>
#include <vector>

#include "sheetsplit/songs.hpp"
#include "verify/numbered_headings.hpp"
#include "verify/start.hpp"
#include "verify/title_style.hpp"
#include "verify/view.hpp"

namespace sheetsplit {

// The starts of listed songs, then those of songs that have a heading only.  `claimed` are the headings that
// entries bear.
std::vector<Start> with_unlisted(const View& view, const TitleStyle& style, const NumberedHeadings& numbered,
                                 const std::set<std::size_t>& claimed, std::vector<Start> listed);

// A heading in the book's style that no start took: perhaps a song that the contents lack.
bool another_heading_in(const View& view, const TitleStyle& style, const std::set<std::size_t>& claimed,
                        const Song& song);

}  // namespace sheetsplit
