// Letters of several heights are brought to one, and text that is fine as it is stays so.
#include "book/even_letters.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace sheetsplit;

namespace {

// A letter as a black box: where it stands and how far it reaches above and below the baseline.
struct Box {
    int x0;
    int above;
    int below = 0;
};

constexpr int width_of_letter = 12;
constexpr int baseline = 50;

GrayImage line_of(const std::vector<Box>& boxes) {
    GrayImage image{400, 80, {300}, std::vector<std::uint8_t>(400 * 80, 255)};
    for (const Box& box : boxes)
        for (int y = baseline - box.above; y < baseline + box.below; ++y)
            for (int x = box.x0; x < box.x0 + width_of_letter; ++x)
                image.pixels[static_cast<std::size_t>(y * image.width + x)] = 0;
    return image;
}

int top_at(const GrayImage& image, int x) {
    for (int y = 0; y < image.height; ++y)
        if (image.at(x, y) < 128) return y;
    return image.height;
}

int bottom_at(const GrayImage& image, int x) {
    for (int y = image.height - 1; y >= 0; --y)
        if (image.at(x, y) < 128) return y + 1;
    return 0;
}

}  // namespace

TEST_CASE("small capitals grow to the height of the large ones") {
    const auto even = with_full_capitals(
        line_of({{10, 30}, {26, 22}, {42, 22}, {58, 22}, {90, 30}, {106, 22}, {122, 22}, {138, 22}}));
    REQUIRE(even);
    for (const int x : {16, 32, 64, 96, 112, 144}) {
        INFO("column " << x);
        CHECK(std::abs(top_at(*even, x) - 20) <= 1);
        CHECK(std::abs(bottom_at(*even, x) - baseline) <= 1);
    }
}

TEST_CASE("lower-case text with letters that rise within its words is left alone") {
    CHECK_FALSE(with_full_capitals(
        line_of({{10, 30}, {26, 20}, {42, 30}, {58, 20}, {74, 30}, {90, 20}, {106, 30}, {122, 20}})));
}

TEST_CASE("lower-case text with letters below the line is left alone") {
    CHECK_FALSE(with_full_capitals(
        line_of({{10, 30}, {26, 20}, {42, 20, 9}, {58, 20}, {90, 30}, {106, 20}, {122, 20, 9}, {138, 20}})));
}

TEST_CASE("plain capitals are left alone") {
    CHECK_FALSE(with_full_capitals(line_of({{10, 30}, {26, 30}, {42, 30}, {58, 30}, {90, 30}, {106, 30}})));
}

TEST_CASE("old-style figures become as high as one another") {
    // 1 as low as an x, 3 below the line, 8 above it.
    const GrayImage lining = with_lining_figures(line_of({{10, 20}, {30, 20, 10}, {50, 30}}));
    const int height = bottom_at(lining, 56) - top_at(lining, 56);
    for (const int x : {16, 36}) {
        INFO("column " << x);
        CHECK(std::abs(top_at(lining, x) - top_at(lining, 56)) <= 1);
        CHECK(std::abs(bottom_at(lining, x) - top_at(lining, x) - height) <= 1);
    }
}
