// Headings that name no song, and titles that only look like them.
#include "core/furniture.hpp"

#include <catch2/catch.hpp>

using namespace sheetsplit;

TEST_CASE("charts of chords and explanations of signs are no songs") {
    CHECK(names_no_song("GUITAR CHORD FRAMES"));
    CHECK(names_no_song("Chord Chart"));
    CHECK(names_no_song("Guitar Notation Legend"));
}

TEST_CASE("songs about chords and keys are songs") {
    CHECK_FALSE(names_no_song("The Lost Chord"));
    CHECK_FALSE(names_no_song("The Key to Your Heart"));
    CHECK_FALSE(names_no_song("Strumming on the Old Banjo"));
}
