// From a drawn page to its layout.
#pragma once

#include <vector>

#include "book/bitmap.hpp"
#include "sheetsplit/page.hpp"
#include "sheetsplit/ports.hpp"

namespace sheetsplit {

// What a scanned page shows.
PageLayout analyse_scan(const GrayImage& image);

// What a page with sound text shows: staves and pictures from its drawing, lines from its words, which stand
// level and upright as they are.
PageLayout analyse_drawn(const GrayImage& image, std::vector<InkLine> lines);

// The kind of leaf that systems, lines and pictures make.
LeafKind kind_of(const PageLayout& layout);

}  // namespace sheetsplit
