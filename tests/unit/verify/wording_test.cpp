// Whose wording a title gets when contents and page differ.
#include "verify/wording.hpp"

#include <catch2/catch.hpp>

#include "support/fake_book.hpp"

using namespace sheetsplit;
using fake::FakeBook;

namespace {

struct Titles {
    TocEntry contents;
    Heading page;
    TocNumbers numbers = TocNumbers::folios;
};

Titles titles(const std::string& contents, const std::string& page) {
    Titles both;
    both.contents.title = contents;
    both.contents.confidence = 0.95;
    both.contents.folio = Folio{7, Numerals::arabic};
    both.page.title = page;
    both.page.confidence = 0.95;
    return both;
}

std::string worded(const Titles& titles) {
    Toc toc;
    toc.entries = {titles.contents};
    toc.numbers = titles.numbers;
    PageMap map;
    map.headings = {titles.page};
    Placement place;
    place.heading = 0;
    map.placements = {place};
    const FakeBook book({});
    return best_title(View{book, toc, map}, TitleStyle{}, Start{LeafIndex(0), 80, 0, 0});
}

}  // namespace

TEST_CASE("the contents word the title where the page says nearly the same") {
    CHECK(worded(titles("Barbara Allen", "Barbara Allan")) == "Barbara Allen");
}

TEST_CASE("capitals of the contents give way to the page's small letters") {
    CHECK(worded(titles("BARBARA ALLEN", "Barbara Allen")) == "Barbara Allen");
}

TEST_CASE("letters that the contents lost are taken from the page") {
    CHECK(worded(titles("Of the Bufalo", "Off the Buffalo")) == "Off the Buffalo");
}

TEST_CASE("a page number that sticks to the title in the contents is left off") {
    Titles both = titles("John Garner's Trail Herd it4", "John Garner's Trail Herd");
    both.contents.folio.reset();
    CHECK(worded(both) == "John Garner's Trail Herd");
    both.numbers = TocNumbers::none;
    CHECK(worded(both) == "John Garner's Trail Herd it4");
}

TEST_CASE("contents that were hardly read give way to a page that was read well") {
    Titles both = titles("Barhara A1len", "Barbara Allen");
    both.contents.confidence = 0.6;
    CHECK(worded(both) == "Barbara Allen");
}
