// Letters of several heights brought to one, so that they can be read.
//
// Old type sets titles in small capitals and numbers in old-style figures.  Text recognition takes small
// capitals for lower-case letters ("Tor Hanp" for TOP HAND) and misses figures that are as low as an x;
// stretched to one height both are read well.  Pure; columns stay where they are; pixels count from the top
// left corner; safe from any thread.
#pragma once

#include <optional>

#include "sheetsplit/ports.hpp"

namespace sheetsplit {

// The line with its small capitals stretched upwards to the height of its large ones.  Nothing when the line
// does not look as if it were set in capitals of two sizes.  `line` holds one line of dark text on white,
// level.
std::optional<GrayImage> with_full_capitals(const GrayImage& line);

// The line with each of its figures stretched to the height of the tallest and put on one baseline.  `line`
// as above.
GrayImage with_lining_figures(const GrayImage& line);

}  // namespace sheetsplit
