// Names behind the titles of a table are told from titles by what most lines have in common.
#include "core/credits.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace sheetsplit;

namespace {

std::vector<std::string> apart(const std::vector<std::string>& titles) {
    std::vector<TocEntry> entries;
    for (const std::string& title : titles) {
        entries.emplace_back();
        entries.back().title = title;
    }
    std::vector<std::string> rows;
    for (const TocEntry& entry : with_credits_apart(std::move(entries)))
        rows.push_back(entry.title + "|" + entry.artist);
    return rows;
}

using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("what stands behind a dash on most lines is the artist") {
    CHECK(apart({"Home Again - Nora Harlan", "Hide-and-Seek - The Tin Foxes", "Willow - Otis Beck",
                 "Ashes - Otis Beck"}) == Rows{"Home Again|Nora Harlan", "Hide-and-Seek|The Tin Foxes",
                                               "Willow|Otis Beck", "Ashes|Otis Beck"});
}

TEST_CASE("one dash among titles is part of its title") {
    const Rows titles{"Home Again", "Rolling River - Part 1", "Willow", "Ashes", "The Old Mill"};
    for (const std::string& row : apart(titles)) CHECK(row.ends_with("|"));
}

TEST_CASE("names in brackets on most lines are artists, with a misread dot behind too") {
    CHECK(apart({"Wohin? (R. Immer)y", "Erlenhain (Clara Linde)", "Stille (Clara Linde)",
                 "Das Wandern (R. Immer)"}) ==
          Rows{"Wohin?|R. Immer", "Erlenhain|Clara Linde", "Stille|Clara Linde", "Das Wandern|R. Immer"});
}

TEST_CASE("a few titles with brackets keep them") {
    const Rows titles{"Home (Reprise)", "Home",         "Willow (Theme from \"Ashes\")",
                      "Ashes",          "The Old Mill", "River"};
    for (const std::string& row : apart(titles)) CHECK(row.ends_with("|"));
}

TEST_CASE("names that come back behind the titles are artists though nothing parts them") {
    CHECK(apart({"Plaisir Nora Harlan", "Chanson Otis Beck", "La mer Nora Harlan", "Extase Otis Beck",
                 "Mandoline Otis Bcck", "Le furet Nora Harlan"}) ==
          Rows{"Plaisir|Nora Harlan", "Chanson|Otis Beck", "La mer|Nora Harlan", "Extase|Otis Beck",
               "Mandoline|Otis Bcck", "Le furet|Nora Harlan"});
}

TEST_CASE("keys that come back behind the titles are no names") {
    const Rows titles{"Prelude in C Major", "Fugue in C Major",   "Prelude in G Minor",
                      "Fugue in G Minor",   "Prelude in C Major", "Fugue in G Minor"};
    for (const std::string& row : apart(titles)) CHECK(row.ends_with("|"));
}

TEST_CASE("names behind the titles that only wrote the songs are no artists") {
    CHECK(apart({"Home Again - Music by Nora Harlan", "Hide! - Words by Otis Beck", "Willow - arr. Otis Beck",
                 "Ashes - as sung by The Tin Foxes"}) ==
          Rows{"Home Again|", "Hide!|", "Willow|", "Ashes|The Tin Foxes"});
}
