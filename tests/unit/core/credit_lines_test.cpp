// Credits name singers and authors; only the singers are artists.
#include "core/credit_lines.hpp"

#include <catch2/catch.hpp>

using namespace sheetsplit;

TEST_CASE("words that say who performs are known, with or without 'as'") {
    CHECK(performer_in("As recorded by The Tin Foxes") == "The Tin Foxes");
    CHECK(performer_in("Recorded by VAN MORROW") == "VAN MORROW");
    CHECK(performer_in("as originally performed by Eva & The Rest") == "Eva & The Rest");
    CHECK(performer_in("Recorded and performed by Otis Beck") == "Otis Beck");
    CHECK(performer_in("Made famous by Otis Beck") == "Otis Beck");
    CHECK(performer_in("As sung by") == "");
}

TEST_CASE("a composer's credit is no performer") {
    for (const char* credit : {"Words and Music by Otis Beck", "Music by Otis Beck", "Arranged by Otis Beck",
                               "Otis Beck", "By Otis Beck", "As the evening fell", "Recorded in 1964", ""})
        CHECK(performer_in(credit) == std::nullopt);
}

TEST_CASE("who wrote a song is not its artist") {
    for (const char* credit :
         {"Words and Music by Nora Harlan", "Music by Nora Harlan",
          "Words by Otis Beck, Music by Nora Harlan", "Written by Nora Harlan", "Lyrics: Otis Beck",
          "Arranged by Nora Harlan", "arr. Nora Harlan", "Words & Music: Nora Harlan",
          "Composed by Nora Harlan", "Paroles et musique de Nora Harlan"}) {
        INFO(credit);
        CHECK(artist_in(credit).empty());
    }
}

TEST_CASE("who sings or plays a song is its artist, without the words that say so") {
    for (const char* credit :
         {"as sung by The Tin Foxes", "Recorded by The Tin Foxes", "Performed by The Tin Foxes",
          "as recorded by The Tin Foxes", "by The Tin Foxes", "The Tin Foxes"}) {
        INFO(credit);
        CHECK(artist_in(credit) == "The Tin Foxes");
    }
}

TEST_CASE("artists whose names begin like a credit keep their names") {
    for (const char* name : {"Music Box Trio", "The Written Word", "Lyric Sisters", "Words of Wonder",
                             "Arrow and Bow", "By the River Band", "Composers Anonymous"}) {
        INFO(name);
        CHECK(artist_in(name) == name);
    }
}
