// Places on a leaf.
//
// Unit: PDF points (1/72 inch).  Origin: top left corner of the leaf as a
// reader holds it (after /Rotate, deskewing and turning upside-down pages), y
// grows downwards.  Plain values, safe from any thread.
#pragma once

#include <algorithm>

namespace sheetsplit {

struct Size {
    double width = 0;
    double height = 0;
    bool operator==(const Size&) const = default;
};

struct Rect {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;

    bool operator==(const Rect&) const = default;
    double width() const { return x1 - x0; }
    double height() const { return y1 - y0; }
    double middle_x() const { return (x0 + x1) / 2; }
    double middle_y() const { return (y0 + y1) / 2; }
    bool empty() const { return x1 <= x0 || y1 <= y0; }
};

inline Rect united(const Rect& a, const Rect& b) {
    return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

// Length of the common part of two intervals; negative is the gap between them.
inline double overlap(double a0, double a1, double b0, double b1) {
    return std::min(a1, b1) - std::max(a0, b0);
}

// Dots per inch of a raster.
struct Resolution {
    double dpi = 72;
    double points(double pixels) const { return pixels * 72 / dpi; }
    double pixels(double points) const { return points * dpi / 72; }
};

}  // namespace sheetsplit
