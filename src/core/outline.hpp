// The PDF's outline as a list of songs, where it is one.
#pragma once

#include <vector>

#include "sheetsplit/book.hpp"

namespace sheetsplit {

// The bookmarks that look like song titles with a page each; empty when the outline is the work of a
// program ("Page 1", file names) or names less than a few places.
std::vector<OutlineItem> usable_outline(const BookFacts& facts);

}  // namespace sheetsplit
