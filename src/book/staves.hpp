// Finding staves and systems in a levelled bitmap.  Results in points.
#pragma once

#include <vector>

#include "book/bitmap.hpp"
#include "sheetsplit/page.hpp"

namespace sheetsplit {

// Systems from top to bottom.  Staves are sought as groups of evenly spaced dark
// rows in narrow vertical strips, linked across strips: a bent or broken staff
// is found as long as most strips see it.
std::vector<System> find_systems(const Bitmap& bitmap);

// How much more ink the right ends of the staves carry than the left ends, -1..1.
// Clefs and key signatures stand at the left, so a page that is upside down is
// clearly above 0.
double right_heaviness(const Bitmap& bitmap, const std::vector<System>& systems);

}  // namespace sheetsplit
