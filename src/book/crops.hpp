// Cutting a line of text out of a page picture, ready for OCR.
#pragma once

#include "sheetsplit/ports.hpp"

namespace sheetsplit {

// A picture of one run and how to get from its pixels back to the leaf's points.
struct Crop {
    GrayImage image;
    double left = 0;   // points of pixel column 0
    double top = 0;    // points of pixel row 0
    double scale = 1;  // points a pixel
};

// The part of `page` (a leaf as it stands, not levelled) around `box` (of the levelled leaf), levelled,
// with a white margin, its capitals `cap` points high brought to a height that suits OCR.
Crop crop_run(const GrayImage& page, const Rect& box, double cap, double skew_degrees);

}  // namespace sheetsplit
