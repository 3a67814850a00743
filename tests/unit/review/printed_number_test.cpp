#include "review/printed_number.hpp"

#include <catch2/catch.hpp>

using namespace sheetsplit;

namespace {

const Rect letter{0, 0, 612, 792};

// A letter page at 72 dpi with black boxes on it.
GrayImage page_with(const std::vector<Rect>& boxes) {
    GrayImage image{612, 792, Resolution{72}, std::vector<std::uint8_t>(612 * 792, 255)};
    for (const Rect& box : boxes)
        for (int y = static_cast<int>(box.y0); y < static_cast<int>(box.y1); ++y)
            for (int x = static_cast<int>(box.x0); x < static_cast<int>(box.x1); ++x)
                image.pixels[static_cast<std::size_t>(y * 612 + x)] = 0;
    return image;
}

LayerWord word(std::string text, Rect box) {
    return {std::move(text), box, 10, false, false, false};
}

}  // namespace

TEST_CASE("the printed number is found among the words of head and foot") {
    const std::vector<LayerWord> words{word("12", {300, 400, 312, 410}), word("Home", {280, 40, 330, 60}),
                                       word("- 12 -", {295, 750, 320, 760}), word("13", {40, 750, 52, 760})};
    CHECK(number_among_words(words, letter, "12") == Rect{295, 750, 320, 760});
    CHECK_FALSE(number_among_words(words, letter, "14"));
}

TEST_CASE("the number of a two-up page's half is looked for in that half") {
    const std::vector<LayerWord> words{word("12", {40, 750, 52, 760}), word("12", {570, 750, 582, 760})};
    CHECK(number_among_words(words, {306, 0, 612, 792}, "12") == Rect{570, 750, 582, 760});
}

TEST_CASE("a lone small mark in the foot is taken for the number, two digits for one mark") {
    const auto found = number_by_ink(page_with({{300, 750, 305, 760}, {308, 750, 313, 760}}), letter);
    REQUIRE(found);
    CHECK(found->x0 == Approx(300));
    CHECK(found->x1 == Approx(313));
}

TEST_CASE("lines of text, staves and scan borders are no numbers") {
    CHECK_FALSE(number_by_ink(page_with({{100, 740, 400, 750}}), letter));  // a line of text
    CHECK_FALSE(number_by_ink(page_with({{200, 750, 230, 760}, {250, 750, 280, 760}}), letter));  // its words
    CHECK_FALSE(number_by_ink(page_with({{0, 0, 612, 9}, {0, 0, 8, 792}}), letter));              // a border
    CHECK_FALSE(number_by_ink(page_with({{300, 400, 312, 410}}), letter));  // the page's middle
    CHECK_FALSE(number_by_ink({}, letter));
}
