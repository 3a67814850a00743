// Which part of a page is seen, and which part is wanted.
//
// Boxes are in the page's own space (points, y grows upwards, before /Rotate);
// the parts are given as a reader sees the page (see geometry.hpp).  Pure,
// safe from any thread.
#pragma once

#include <optional>

#include "adapters/pdf/document.hpp"
#include "adapters/pdf/value.hpp"
#include "sheetsplit/pages.hpp"

namespace sheetsplit::pdf {

struct Box {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    bool operator==(const Box&) const = default;
    double width() const { return x1 - x0; }
    double height() const { return y1 - y0; }
};

struct Sheet {
    Box visible;      // of the page, in its own space
    int turned = 0;   // 0, 90, 180, 270 degrees clockwise when displayed
    double unit = 1;  // displayed points a unit of the page's space
};

// The box of a PDF array; nothing unless it is four numbers that enclose an area.
std::optional<Box> box_from(Document& document, const Value& value);
Value to_value(const Box& box);

// /Rotate as a whole number of quarter turns.
int turn_from(Document& document, const Value& value);

// What is visible of a page with these boxes.
Box visible_part(const std::optional<Box>& media, const std::optional<Box>& crop);

// The box of the leaf `half`, from `top` to `bottom` points below its upper edge.  Cuts that leave
// nothing are not made.
Box part_of(const Sheet& sheet, Half half, std::optional<double> top, std::optional<double> bottom);

}  // namespace sheetsplit::pdf
