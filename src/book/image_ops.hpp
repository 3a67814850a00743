// Picture operations that a library does for us.
#pragma once

#include <vector>

#include "book/bitmap.hpp"
#include "sheetsplit/ports.hpp"

namespace sheetsplit {

// Evens out the lighting: paper becomes white under shadow, gutter and yellowing.
GrayImage flattened(const GrayImage& image);

// A connected piece of ink, in pixels, right and bottom exclusive.
struct Blob {
    int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    int width() const { return x1 - x0; }
    int height() const { return y1 - y0; }
};

// All 8-connected pieces of ink, in reading order of their top left corners.
std::vector<Blob> blobs(const Bitmap& bitmap);

}  // namespace sheetsplit
