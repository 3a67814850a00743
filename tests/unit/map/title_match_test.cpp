// Which heading is which title.
#include "map/title_match.hpp"

#include <catch2/catch.hpp>

using namespace sheetsplit;

namespace {

double likeness_of(const char* title, const char* seen) {
    return TitleForms(title).match(TitleForms(seen)).likeness;
}

}  // namespace

TEST_CASE("capitals, accents, articles and typography make no other title") {
    CHECK(likeness_of("The Old Mill", "THE OLD MILL") == Approx(1.0));
    CHECK(likeness_of("Élégie d’automne", "Elegie d'automne") == Approx(1.0));
    CHECK(likeness_of("Rock & Roll", "Rock and Roll") == Approx(1.0));
}

TEST_CASE("broken ligatures and a few misread letters are borne") {
    CHECK(likeness_of("Fields of Affection", "Fields of Aection") > 0.8);
    CHECK(likeness_of("Rolling River", "Roliing Rlver") > 0.8);
}

TEST_CASE("the reprise is more like its own heading than like the song") {
    CHECK(likeness_of("Golden Rain (Reprise)", "Golden Rain (Reprise)") >
          likeness_of("Golden Rain (Reprise)", "Golden Rain"));
    CHECK(likeness_of("Golden Rain", "Golden Rain") > likeness_of("Golden Rain", "Golden Rain (Reprise)"));
}

TEST_CASE("part 1 is more like its own heading than like part 2") {
    CHECK(likeness_of("Golden Rain Part 1", "Golden Rain Part 1") >
          likeness_of("Golden Rain Part 1", "Golden Rain Part 2"));
}

TEST_CASE("a song number before the heading is told from the title") {
    const TitleMatch match = TitleForms("Abide with Me").match(TitleForms("27. Abide with Me"));
    CHECK(match.likeness > 0.95);
    CHECK(match.song_number == 27);
}

TEST_CASE("a title that is a figure is itself and no song number") {
    CHECK(likeness_of("1979", "1979") == Approx(1.0));
    CHECK(likeness_of("7", "7") == Approx(1.0));
    CHECK(likeness_of("25 or 6 to 4", "25 or 6 to 4") == Approx(1.0));
}

TEST_CASE("other titles are not alike") {
    CHECK(likeness_of("Golden Rain", "Silver Moon") < 0.5);
    CHECK(likeness_of("Home", "Hope and Glory") < 0.72);
}
