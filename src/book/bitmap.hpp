// A two-level picture: 1 is ink.  Pixels count from the top left corner.
#pragma once

#include <cstdint>
#include <vector>

#include "sheetsplit/geometry.hpp"
#include "sheetsplit/ports.hpp"

namespace sheetsplit {

struct Bitmap {
    int width = 0;
    int height = 0;
    Resolution resolution;
    std::vector<std::uint8_t> ink;  // one byte a pixel, 0 or 1

    std::uint8_t at(int x, int y) const { return ink[index(x, y)]; }
    std::size_t index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
    }
};

// Halves the resolution `times` times, each pixel the mean of four.
GrayImage reduced(const GrayImage& image, int times);

// True when nearly all pixels are black or white, as in a fax-coded scan.
bool is_two_level(const GrayImage& image);

// Ink is what is darker than `threshold`, 1 to 255.
Bitmap thresholded(const GrayImage& image, int threshold);

// Turned by half a turn.
GrayImage turned(const GrayImage& image);

// Columns x0 <= x < x1 of the picture.
GrayImage columns(const GrayImage& image, int x0, int x1);

// Removes ink that is connected to the edges of the picture along a row or a
// column: scanner borders and the shadow of the gutter.
Bitmap without_borders(Bitmap bitmap);

// The angle by which lines fall to the right, in degrees, within +-3: the one
// that makes the row profile steepest (W. Postl's method, 1986).
double skew_of(const Bitmap& bitmap);

// Shifts columns so that lines which fell by `degrees` are level.  Exact enough
// for the few degrees a scan has, and it keeps columns where they are.
Bitmap levelled(Bitmap bitmap, double degrees);

}  // namespace sheetsplit
