// A wide page or two pages side by side: what stands in the middle tells.
#include "book/layout.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace sheetsplit;

namespace {

constexpr int width = 1100;  // 792 x 576 points at 100 dpi
constexpr int height = 800;
constexpr double staff_top = 200;
constexpr double line_gap = 10;

GrayImage white() {
    GrayImage image{width, height, {100}, {}};
    image.pixels.assign(static_cast<std::size_t>(width) * height, 255);
    return image;
}

void blacken(GrayImage& image, int x, int y) {
    image.pixels[static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x)] = 0;
}

// Five lines from x0 to x1, rising by `slope` to the right.
void staff(GrayImage& image, int x0, int x1, double slope = 0) {
    for (int line = 0; line < 5; ++line)
        for (int x = x0; x < x1; ++x) {
            const int y =
                static_cast<int>(std::lround(staff_top + line * line_gap - slope * (x - width / 2.0)));
            blacken(image, x, y);
            blacken(image, x, y + 1);
        }
}

// What the layout says of it: one staff across the page, whatever stands in its middle.
PageLayout one_staff() {
    PageLayout layout;
    layout.size = {792, 576};
    const double top = staff_top * 0.72;
    const Rect box{60, top, 730, top + 4 * line_gap * 0.72};
    layout.systems.push_back({box, {{box, 5}}});
    return layout;
}

}  // namespace

TEST_CASE("staves that run on through the middle make a page wide, level or askew") {
    GrayImage level = white();
    staff(level, 80, 1020);
    CHECK(staves_cross_middle(level, one_staff()));
    GrayImage askew = white();
    staff(askew, 80, 1020, std::tan(2 * 3.14159 / 180));
    CHECK(staves_cross_middle(askew, one_staff()));
}

TEST_CASE("staves at one height with a margin between them are those of two pages") {
    GrayImage spread = white();
    staff(spread, 80, 520);
    staff(spread, 580, 1020);
    CHECK_FALSE(staves_cross_middle(spread, one_staff()));
}

TEST_CASE("the shadow of a binding between two pages is no staff") {
    GrayImage spread = white();
    staff(spread, 80, 520);
    staff(spread, 580, 1020);
    for (int y = 0; y < height; ++y)
        for (int x = 520; x < 580; ++x) blacken(spread, x, y);
    CHECK_FALSE(staves_cross_middle(spread, one_staff()));
}

TEST_CASE("staves of a page that stands on its head are looked for where they are") {
    GrayImage image = white();
    staff(image, 80, 1020);
    PageLayout layout = one_staff();
    layout.upside_down = true;
    CHECK_FALSE(staves_cross_middle(image, layout));
    CHECK(staves_cross_middle(turned(image), layout));
}
