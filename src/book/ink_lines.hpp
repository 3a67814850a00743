// Grouping small pieces of ink into lines of text and their runs.
#pragma once

#include <vector>

#include "book/bitmap.hpp"
#include "sheetsplit/page.hpp"
#include "sheetsplit/ports.hpp"

namespace sheetsplit {

// The lines of what looks like text in a levelled bitmap, top to bottom, leaving
// out what lies in or is joined to the systems.
std::vector<InkLine> find_ink_lines(const Bitmap& bitmap, const std::vector<System>& systems);

// The same from the words of a text layer.  The words of run r of line l are
// `members[l][r]`, subscripts of `words`.
struct WordLines {
    std::vector<InkLine> lines;
    std::vector<std::vector<std::vector<std::size_t>>> members;
};
WordLines lines_of_words(const std::vector<LayerWord>& words);

// Does the middle of the box lie among the staves of a system?
bool inside_system(const Rect& box, const std::vector<System>& systems);

}  // namespace sheetsplit
