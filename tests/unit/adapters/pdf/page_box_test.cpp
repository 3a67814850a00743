#include "adapters/pdf/page_box.hpp"

#include <catch2/catch.hpp>

using namespace sheetsplit;
using namespace sheetsplit::pdf;

namespace {

// Lower left corner at (10, 20), 400 wide and 200 high before turning.
Sheet sheet(int turned, double unit = 1) {
    return {{10, 20, 410, 220}, turned, unit};
}

}  // namespace

TEST_CASE("the displayed halves of a page are found whichever way it is turned") {
    CHECK(part_of(sheet(0), Half::left, {}, {}) == Box{10, 20, 210, 220});
    CHECK(part_of(sheet(0), Half::right, {}, {}) == Box{210, 20, 410, 220});
    CHECK(part_of(sheet(90), Half::left, {}, {}) == Box{10, 20, 410, 120});
    CHECK(part_of(sheet(90), Half::right, {}, {}) == Box{10, 120, 410, 220});
    CHECK(part_of(sheet(180), Half::left, {}, {}) == Box{210, 20, 410, 220});
    CHECK(part_of(sheet(180), Half::right, {}, {}) == Box{10, 20, 210, 220});
    CHECK(part_of(sheet(270), Half::left, {}, {}) == Box{10, 120, 410, 220});
    CHECK(part_of(sheet(270), Half::right, {}, {}) == Box{10, 20, 410, 120});
}

TEST_CASE("cuts count from the displayed top") {
    CHECK(part_of(sheet(0), Half::whole, 50, 150) == Box{10, 70, 410, 170});
    CHECK(part_of(sheet(90), Half::whole, 50, 150) == Box{60, 20, 160, 220});
    CHECK(part_of(sheet(180), Half::whole, 50, 150) == Box{10, 70, 410, 170});
    CHECK(part_of(sheet(270), Half::whole, 50, 150) == Box{260, 20, 360, 220});
    CHECK(part_of(sheet(0), Half::right, 50, {}) == Box{210, 20, 410, 170});
    CHECK(part_of(sheet(0), Half::whole, {}, 30) == Box{10, 190, 410, 220});
}

TEST_CASE("cuts are in displayed points, whatever the page's unit") {
    CHECK(part_of(sheet(0, 2), Half::whole, 100, 300) == Box{10, 70, 410, 170});
}

TEST_CASE("a cut that leaves nothing is not made") {
    CHECK(part_of(sheet(0), Half::whole, 150, 50) == sheet(0).visible);
    CHECK(part_of(sheet(0), Half::whole, 500, {}) == sheet(0).visible);
    CHECK(part_of(sheet(0), Half::whole, -10, 1000) == sheet(0).visible);
}

TEST_CASE("only what lies in both boxes is visible, and a box outside does not count") {
    CHECK(visible_part(Box{0, 0, 100, 100}, Box{50, -50, 150, 80}) == Box{50, 0, 100, 80});
    CHECK(visible_part(Box{0, 0, 100, 100}, Box{200, 200, 300, 300}) == Box{0, 0, 100, 100});
    CHECK(visible_part({}, {}) == Box{0, 0, 612, 792});
}
