// How the titles of a book look, learnt from those that the contents confirm.
#include "verify/title_style.hpp"

#include <catch2/catch.hpp>

using namespace sheetsplit;

namespace {

Heading heading_of(double size, double prominence, const std::string& title = "Barbara Allen") {
    Heading heading;
    heading.title = title;
    heading.size = size;
    heading.prominence = prominence;
    return heading;
}

TitleStyle style_with(double size) {
    TitleStyle style;
    style.size = size;
    style.from_contents = true;
    return style;
}

}  // namespace

TEST_CASE("a heading about as large as the titles is in their style, a much smaller one is not") {
    CHECK(in_style(style_with(20), heading_of(18, 0.1)));
    CHECK_FALSE(in_style(style_with(20), heading_of(14, 0.9)));
}

TEST_CASE("while no size is known a heading must be prominent to be in style") {
    CHECK(in_style(style_with(0), heading_of(9, 0.6)));
    CHECK_FALSE(in_style(style_with(0), heading_of(30, 0.4)));
    CHECK_FALSE(in_same_letters(style_with(0), heading_of(30, 0.4)));
}

TEST_CASE("without contents a prominent heading may be set smaller to fit its line") {
    TitleStyle style = style_with(20);
    style.from_contents = false;
    CHECK(in_style(style, heading_of(12, 0.6)));
    CHECK_FALSE(in_style(style, heading_of(12, 0.4)));
}

TEST_CASE("only a long title may be smaller than the titles and stand like one") {
    CHECK(
        stands_like_title(style_with(20), heading_of(12, 0.6, "The Lass That Loved a Sailor and His Ship")));
    CHECK_FALSE(stands_like_title(style_with(20), heading_of(12, 0.6)));
}

TEST_CASE("a second size that several confirmed titles have stands like a title too") {
    TitleStyle style = style_with(20);
    style.sizes = {20, 20, 20, 20, 16, 16, 16};
    CHECK(stands_like_title(style, heading_of(16, 0.6)));
    style.sizes = {20, 20, 20, 20, 20, 16, 16};
    CHECK_FALSE(stands_like_title(style, heading_of(16, 0.6)));
}
