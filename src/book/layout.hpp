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

// Do most staves of the layout, which is that of the image, run on through the image's middle from left to
// right? Line by line, that is: the shadow of a binding is no staff.
bool staves_cross_middle(const GrayImage& image, const PageLayout& layout);

// The kind of leaf that systems, lines and pictures make.
LeafKind kind_of(const PageLayout& layout);

}  // namespace sheetsplit
