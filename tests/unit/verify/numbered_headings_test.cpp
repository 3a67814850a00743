// Which headings are numbered one after the other, and which numbers are an accident.
#include "verify/numbered_headings.hpp"

#include <catch2/catch.hpp>

using namespace sheetsplit;

namespace {

using Members = std::set<std::size_t>;

Heading numbered(int leaf, int number, const std::string& title) {
    Heading heading;
    heading.leaf = LeafIndex(leaf);
    heading.top = 80;
    heading.title = title;
    heading.song_number = number;
    heading.size = 12;
    heading.confidence = 0.9;
    return heading;
}

std::vector<Heading> tunes(const std::vector<int>& numbers) {
    std::vector<Heading> headings;
    for (const int number : numbers)
        headings.push_back(numbered(static_cast<int>(headings.size()), number,
                                    std::to_string(number) + ". The Miller's Daughter"));
    return headings;
}

}  // namespace

TEST_CASE("four headings numbered one after the other are no accident, three may be") {
    CHECK(numbered_one_by_one(tunes({1, 2, 3, 4})).members == Members{0, 1, 2, 3});
    CHECK(numbered_one_by_one(tunes({1, 2, 3})).members.empty());
}

TEST_CASE("a number out of the row is left out of it") {
    CHECK(numbered_one_by_one(tunes({1, 2, 90, 3, 4})).members == Members{0, 1, 3, 4});
}

TEST_CASE("a row that skips a number is still one") {
    CHECK(numbered_one_by_one(tunes({1, 2, 3, 5, 6})).members == Members{0, 1, 2, 3, 4});
}

TEST_CASE("numbers that stand for titles are told from titles with a number") {
    CHECK_FALSE(numbered_one_by_one(tunes({1, 2, 3, 4})).numbers_only);
    CHECK(numbered_one_by_one(
              {numbered(0, 1, "1"), numbered(1, 2, "2"), numbered(2, 3, "3"), numbered(3, 4, "4")})
              .numbers_only);
}

TEST_CASE("a mark beside the staff whose number could not be read fills the gap in the row") {
    std::vector<Heading> headings = tunes({1, 2, 3, 0, 5});
    for (std::size_t i = 0; i < headings.size(); ++i) {
        headings[i].title = std::to_string(i + 1);
        headings[i].beside_staff = true;
    }
    headings[3].song_number.reset();
    CHECK(numbered_one_by_one(headings).members == Members{0, 1, 2, 3, 4});
    headings[3].beside_staff = false;
    CHECK(numbered_one_by_one(headings).members == Members{0, 1, 2, 4});
}

TEST_CASE("a heading loses its number, but not when nothing else is left") {
    CHECK(without_number(numbered(0, 7, "7 Barbara Allen")) == "Barbara Allen");
    CHECK(without_number(numbered(0, 7, "7")) == "7");
    CHECK(without_number(numbered(0, 7, "Seven Days")) == "Seven Days");
}
