// The grammar of contents pages: one named case for each way of setting them.
#include "core/contents_page.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace sheetsplit;

namespace {

constexpr Size page{600, 800};
constexpr double size_of_type = 10;
constexpr double width_of_letter = 5;

// A stretch of text at x; `leader` leads on to the next one.
struct At {
    double x;
    std::string text;
    bool leader = false;
    bool italic = false;
    double size = size_of_type;
};

double width_of(const std::string& text, double size) {
    return static_cast<double>(text.size()) * width_of_letter * size / size_of_type;
}

// Text that ends at `right`.
At ending(double right, const std::string& text) {
    return {right - width_of(text, size_of_type), text};
}

TextLine line(double y, const std::vector<At>& parts) {
    TextLine result;
    int run = 0;
    for (const At& part : parts) {
        double x = part.x;
        std::string word;
        const auto finish = [&] {
            if (word.empty()) return;
            const double width = width_of(word, part.size);
            result.words.push_back(
                {word, {x, y, x + width, y + 0.7 * part.size}, part.size, part.italic, false, false, run});
            x += width + width_of(" ", part.size);
            word.clear();
        };
        for (const char c : part.text) {
            if (c == ' ')
                finish();
            else
                word += c;
        }
        finish();
        result.words.back().leader_after = part.leader;
        ++run;
    }
    result.size = parts.front().size;
    result.confidence = 0.95;
    result.source = TextSource::text_layer;
    result.box = result.words.front().box;
    for (const Word& word : result.words) result.box = united(result.box, word.box);
    return result;
}

// "title|artist|folio" of every entry, in order.
std::vector<std::string> entries_of(const std::vector<TextLine>& lines) {
    std::vector<std::string> rows;
    for (const TocEntry& entry : read_contents_page(lines, page).entries)
        rows.push_back(entry.title + "|" + entry.artist + "|" + (entry.folio ? to_text(*entry.folio) : ""));
    return rows;
}

using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("contents with dot leaders") {
    CHECK(entries_of({line(100, {{60, "Home Again", true}, ending(540, "4")}),
                      line(118, {{60, "Rolling River", true}, ending(540, "7")}),
                      line(136, {{60, "The Old Mill", true}, ending(540, "12")})}) ==
          Rows{"Home Again||4", "Rolling River||7", "The Old Mill||12"});
}

TEST_CASE("contents with numbers at the right and no leaders") {
    CHECK(entries_of({line(100, {{60, "Home Again"}, ending(540, "4")}),
                      line(118, {{60, "Rolling River"}, ending(540, "7")}),
                      line(136, {{60, "The Old Mill"}, ending(540, "112")})}) ==
          Rows{"Home Again||4", "Rolling River||7", "The Old Mill||112"});
}

TEST_CASE("contents with numbers before the titles") {
    CHECK(
        entries_of({line(100, {{60, "4"}, {90, "Home Again"}}), line(118, {{60, "7"}, {90, "Rolling River"}}),
                    line(136, {{60, "12"}, {90, "The Old Mill"}})}) ==
        Rows{"Home Again||4", "Rolling River||7", "The Old Mill||12"});
}

TEST_CASE("contents with numbers so close before the titles that no gap parts them") {
    CHECK(entries_of({line(100, {{65, "4 Home Again"}}), line(118, {{65, "7 Rolling River"}}),
                      line(136, {{60, "12 The Old Mill"}}), line(154, {{60, "15 Lantern"}})}) ==
          Rows{"Home Again||4", "Rolling River||7", "The Old Mill||12", "Lantern||15"});
}

TEST_CASE("numbers close before the titles of a table in large type are no heading") {
    constexpr double large = 13;
    std::vector<TextLine> lines{line(60, {{265, "INDEX", false, false, 22}})};
    const std::vector<std::string> rows{"4 Home Again", "7 Rolling River", "9 The Old Mill", "15 Lantern"};
    for (std::size_t i = 0; i < rows.size(); ++i)
        lines.push_back(line(100 + 20 * static_cast<double>(i),
                             {{65, rows[i], false, false, large}, {330, "Van Morrow", false, false, large}}));
    CHECK(read_contents_page(lines, page).heading == "INDEX");
    CHECK(entries_of(lines) == Rows{"Home Again|Van Morrow|4", "Rolling River|Van Morrow|7",
                                    "The Old Mill|Van Morrow|9", "Lantern|Van Morrow|15"});
}

TEST_CASE("contents in two columns are read column by column") {
    CHECK(entries_of(
              {line(100, {{40, "Home Again"}, ending(280, "4"), {320, "Sailor Boy"}, ending(560, "20")}),
               line(118, {{40, "Rolling River"}, ending(280, "7"), {320, "Tall Ship"}, ending(560, "22")}),
               line(136, {{40, "The Old Mill"}, ending(280, "12"), {320, "Willow"}, ending(560, "25")})}) ==
          Rows{"Home Again||4", "Rolling River||7", "The Old Mill||12", "Sailor Boy||20", "Tall Ship||22",
               "Willow||25"});
}

TEST_CASE("contents in three columns are read column by column") {
    std::vector<TextLine> lines;
    for (int row = 0; row < 4; ++row) {
        std::vector<At> parts;
        for (int column = 0; column < 3; ++column) {
            const std::string number = std::to_string(10 * (column + 1) + row);
            parts.push_back({20.0 + 195 * column, "Song of " + std::string(1, static_cast<char>('A' + row))});
            parts.push_back(ending(190.0 + 195 * column, number));
        }
        lines.push_back(line(100 + 18 * row, parts));
    }
    const auto rows = entries_of(lines);
    REQUIRE(rows.size() == 12);
    CHECK(rows.front() == "Song of A||10");
    CHECK(rows[4] == "Song of A||20");
    CHECK(rows.back() == "Song of D||33");
}

TEST_CASE("artists in smaller type below the titles belong to them") {
    std::vector<TextLine> lines;
    for (int i = 0; i < 4; ++i) {
        const std::string n = std::to_string(i + 1);
        lines.push_back(line(100 + 34 * i, {{60, "Song " + std::string(1, static_cast<char>('A' + i))},
                                            ending(540, std::to_string(4 + 3 * i))}));
        lines.push_back(line(112 + 34 * i, {{68, "The Singers of " + n, false, true, 8}}));
    }
    CHECK(entries_of(lines) == Rows{"Song A|The Singers of 1|4", "Song B|The Singers of 2|7",
                                    "Song C|The Singers of 3|10", "Song D|The Singers of 4|13"});
}

TEST_CASE("artists in capitals below the titles are known although capitals are high") {
    const auto small = [](const std::string& name, double size) { return At{66, name, false, false, size}; };
    CHECK(
        entries_of({line(100, {{60, "Home Again"}, ending(540, "4")}), line(111, {small("VAN MORROW", 8)}),
                    line(130, {{60, "Rolling River"}, ending(540, "7")}), line(141, {small("OTIS BECK", 8)}),
                    line(160, {{60, "The Old Mill"}, ending(540, "9")}), line(171, {small("LAVANA", 9.8)}),
                    line(190, {{60, "Willow"}, ending(540, "12")}), line(201, {small("THE REST", 8)})}) ==
        Rows{"Home Again|VAN MORROW|4", "Rolling River|OTIS BECK|7", "The Old Mill|LAVANA|9",
             "Willow|THE REST|12"});
}

TEST_CASE(
    "in a table the artist beside the first line of a title whose number is on the last is the song's") {
    CHECK(entries_of({line(100, {{60, "Home Again"}, {330, "Van Morrow"}, ending(540, "4")}),
                      line(124, {{60, "We Were Only Young When the"}, {330, "The Night Owls"}}),
                      line(136, {{68, "Golden Rain Began to Fall"}, ending(540, "7")}),
                      line(160, {{60, "The Old Mill"}, {330, "Otis Beck"}, ending(540, "12")}),
                      line(184, {{60, "Willow"}, {330, "Otis Beck"}, ending(540, "14")})}) ==
          Rows{"Home Again|Van Morrow|4",
               "We Were Only Young When the Golden Rain Began to Fall|The Night Owls|7",
               "The Old Mill|Otis Beck|12", "Willow|Otis Beck|14"});
}

TEST_CASE("composers in smaller type below the titles are no artists, where the lines say what they did") {
    const auto below = [](double y, const std::string& text) {
        return line(y, {{72, text, false, true, 8}});
    };
    CHECK(entries_of({line(100, {{60, "Home Again", true}, ending(540, "4")}),
                      below(112, "Words and Music by Nora Harlan"),
                      line(136, {{60, "Rolling River", true}, ending(540, "7")}),
                      below(148, "Words by Otis Beck, Music by Van Morrow"),
                      line(172, {{60, "The Old Mill", true}, ending(540, "12")}),
                      below(184, "Music by Otis Beck")}) ==
          Rows{"Home Again||4", "Rolling River||7", "The Old Mill||12"});
}

TEST_CASE("a table of title, artist and page") {
    CHECK(entries_of({line(100, {{60, "Home Again"}, {320, "Nora Harlan"}, ending(540, "4")}),
                      line(118, {{60, "Rolling River"}, {320, "The Tin Foxes"}, ending(540, "7")}),
                      line(136, {{60, "The Old Mill"}, {320, "Van Morrow"}, ending(540, "12")})}) ==
          Rows{"Home Again|Nora Harlan|4", "Rolling River|The Tin Foxes|7", "The Old Mill|Van Morrow|12"});
}

TEST_CASE("letters that head the alphabet are no entries") {
    CHECK(entries_of({line(100, {{60, "A"}}), line(118, {{60, "Alone"}, ending(540, "4")}),
                      line(136, {{60, "B"}}), line(154, {{60, "Bonny Lass"}, ending(540, "9")}),
                      line(172, {{60, "By the Sea"}, ending(540, "2")})}) ==
          Rows{"Alone||4", "Bonny Lass||9", "By the Sea||2"});
}

TEST_CASE("the album that heads some entries is carried to each of them") {
    const auto entries = read_contents_page({line(100, {{60, "First Album", false, false, 13}}),
                                             line(124, {{60, "Alone"}, ending(540, "4")}),
                                             line(142, {{60, "Bonny Lass"}, ending(540, "9")}),
                                             line(180, {{60, "Second Album", false, false, 13}}),
                                             line(204, {{60, "By the Sea"}, ending(540, "12")}),
                                             line(222, {{60, "Lantern"}, ending(540, "15")})},
                                            page)
                             .entries;
    REQUIRE(entries.size() == 4);
    CHECK(entries[2].section == "Second Album");
    CHECK(entries[3].section == "Second Album");
}

TEST_CASE("names that head groups of songs may stand further out than the numbers of their column") {
    const auto entries =
        read_contents_page({line(100, {{60, "Van Morrow"}, {330, "The Tin Foxes"}}),
                            line(118, {{80, "4"}, {100, "Alone"}, {350, "40"}, {370, "Lantern"}}),
                            line(136, {{80, "9"}, {100, "Milo"}, {350, "42"}, {370, "Mill Stream"}}),
                            line(154, {{80, "12"}, {100, "By the Sea"}, {330, "Eva Beck"}}),
                            line(172, {{60, "Otis Beck"}, {350, "45"}, {370, "Willow"}}),
                            line(190, {{80, "15"}, {100, "Home"}, {350, "48"}, {370, "Rain"}})},
                           page)
            .entries;
    Rows rows;
    for (const TocEntry& entry : entries) rows.push_back(entry.title + "|" + entry.section);
    CHECK(rows == Rows{"Alone|Van Morrow", "Milo|Van Morrow", "By the Sea|Van Morrow", "Home|Otis Beck",
                       "Lantern|The Tin Foxes", "Mill Stream|The Tin Foxes", "Willow|Eva Beck",
                       "Rain|Eva Beck"});
}

TEST_CASE("where wrapped titles hang, a line above another that does not hang is a heading") {
    const auto entries =
        read_contents_page(
            {line(100, {{60, "Midnight Mountains"}}), line(112, {{60, "New Kingdom"}, ending(540, "2")}),
             line(124, {{60, "We Were Only Young When"}}),
             line(136, {{70, "the Golden Rain Began"}, ending(540, "8")}),
             line(148, {{60, "Where the Mountain"}}),
             line(160, {{70, "Meets the Sparrow"}, ending(540, "20")}), line(172, {{60, "Sweet Willows"}}),
             line(184, {{60, "Crimson Sparrow"}, ending(540, "35")})},
            page)
            .entries;
    Rows rows;
    for (const TocEntry& entry : entries) rows.push_back(entry.title + "|" + entry.section);
    CHECK(rows == Rows{"New Kingdom|Midnight Mountains",
                       "We Were Only Young When the Golden Rain Began|Midnight Mountains",
                       "Where the Mountain Meets the Sparrow|Midnight Mountains",
                       "Crimson Sparrow|Sweet Willows"});
}

TEST_CASE("a number that the text before it touches is read") {
    CHECK(entries_of({line(100, {{60, "Home Again"}, {300, "Van Morrow"}, ending(540, "4")}),
                      line(118, {{60, "Rolling River"}, {300, "The Tin Foxes"}, ending(540, "8")}),
                      line(136, {{60, "Broken Willow"}, ending(540, "Blue Ridge Ramblers14")}),
                      line(154, {{60, "The Old Mill"}, {300, "Otis Beck"}, ending(540, "20")})}) ==
          Rows{"Home Again|Van Morrow|4", "Rolling River|The Tin Foxes|8",
               "Broken Willow|Blue Ridge Ramblers|14", "The Old Mill|Otis Beck|20"});
}

TEST_CASE("a title that runs over two lines is one entry") {
    CHECK(entries_of({line(100, {{60, "Home Again"}, ending(540, "4")}),
                      line(124, {{60, "We Were Only Young When the"}}),
                      line(136, {{68, "Golden Rain Began to Fall"}, ending(540, "7")}),
                      line(160, {{60, "The Old Mill"}, ending(540, "12")}),
                      line(184, {{60, "Willow"}, ending(540, "14")})}) ==
          Rows{"Home Again||4", "We Were Only Young When the Golden Rain Began to Fall||7",
               "The Old Mill||12", "Willow||14"});
}

TEST_CASE("a title whose number stands on the first of its two lines is one entry") {
    CHECK(entries_of({line(100, {{60, "4"}, {90, "Home Again"}}),
                      line(124, {{60, "7"}, {90, "We Were Only Young When the"}}),
                      line(136, {{98, "Golden Rain Began to Fall"}}),
                      line(160, {{60, "12"}, {90, "The Old Mill"}}),
                      line(184, {{60, "14"}, {90, "Willow"}})}) ==
          Rows{"Home Again||4", "We Were Only Young When the Golden Rain Began to Fall||7",
               "The Old Mill||12", "Willow||14"});
}

TEST_CASE("in a table the artist beside the second line of a title is no part of it") {
    CHECK(entries_of({line(100, {{60, "4"}, {90, "Home Again"}, {330, "Van Morrow"}}),
                      line(124, {{60, "7"}, {90, "We Were Only Young When the"}}),
                      line(136, {{98, "Golden Rain Began to Fall"}, {330, "The Night Owls"}}),
                      line(160, {{60, "12"}, {90, "The Old Mill"}, {330, "Otis Beck"}}),
                      line(184, {{60, "14"}, {90, "Willow"}, {330, "Otis Beck"}})}) ==
          Rows{"Home Again|Van Morrow|4",
               "We Were Only Young When the Golden Rain Began to Fall|The Night Owls|7",
               "The Old Mill|Otis Beck|12", "Willow|Otis Beck|14"});
}

TEST_CASE("articles behind the comma come to the front") {
    CHECK(entries_of({line(100, {{60, "Cowboy, The", true}, ending(540, "4")}),
                      line(118, {{60, "Maiden's Prayer, A", true}, ending(540, "7")}),
                      line(136, {{60, "Night, the Sea, and You", true}, ending(540, "12")})}) ==
          Rows{"The Cowboy||4", "A Maiden's Prayer||7", "Night, the Sea, and You||12"});
}

TEST_CASE("titles that begin or end with figures keep them") {
    CHECK(entries_of({line(100, {{60, "25 Miles to Go", true}, ending(540, "4")}),
                      line(118, {{60, "Summer of 69", true}, ending(540, "7")}),
                      line(136, {{60, "1979", true}, ending(540, "12")}),
                      line(154, {{60, "Route 66", true}, ending(540, "15")})}) ==
          Rows{"25 Miles to Go||4", "Summer of 69||7", "1979||12", "Route 66||15"});
}

TEST_CASE("an entry with two page numbers stands on both pages") {
    CHECK(entries_of({line(100, {{60, "Home Again", true}, ending(540, "4")}),
                      line(118, {{60, "Away in a Manger", true}, ending(540, "32, 33")}),
                      line(136, {{60, "The Old Mill", true}, ending(540, "12")})}) ==
          Rows{"Home Again||4", "Away in a Manger||32", "Away in a Manger||33", "The Old Mill||12"});
}

TEST_CASE("titles in other languages keep their letters") {
    CHECK(entries_of({line(100, {{60, "Frühlingsglaube", true}, ending(540, "4")}),
                      line(118, {{60, "À la claire fontaine", true}, ending(540, "7")}),
                      line(136, {{60, "Niño perdido", true}, ending(540, "12")})}) ==
          Rows{"Frühlingsglaube||4", "À la claire fontaine||7", "Niño perdido||12"});
}

TEST_CASE("a dash parts title and artist when most lines have one") {
    CHECK(entries_of({line(100, {{60, "Home Again - Nora Harlan", true}, ending(540, "4")}),
                      line(118, {{60, "Rolling River - The Tin Foxes", true}, ending(540, "7")}),
                      line(136, {{60, "The Old Mill - Van Morrow", true}, ending(540, "12")}),
                      line(154, {{60, "Willow - Otis Beck", true}, ending(540, "14")})}) ==
          Rows{"Home Again|Nora Harlan|4", "Rolling River|The Tin Foxes|7", "The Old Mill|Van Morrow|12",
               "Willow|Otis Beck|14"});
}

TEST_CASE("a stroke parts title and artist when most lines have one") {
    CHECK(entries_of({line(100, {{60, "Home Again / Van Morrow"}, ending(540, "4")}),
                      line(118, {{60, "Rolling River / The Tin Foxes"}, ending(540, "7")}),
                      line(136, {{60, "The Old Mill / Otis Beck"}, ending(540, "12")}),
                      line(154, {{60, "Willow / Eva & The Rest"}, ending(540, "15")})}) ==
          Rows{"Home Again|Van Morrow|4", "Rolling River|The Tin Foxes|7", "The Old Mill|Otis Beck|12",
               "Willow|Eva & The Rest|15"});
}

TEST_CASE("words that head a contents page are known in several languages") {
    for (const char* head :
         {"CONTENTS", "Contents", "Table of Contents", "Index", "Inhalt", "Inhaltsverzeichnis",
          "Table des matières", "Sommaire", "Índice", "Indice", "Alphabetical Index"}) {
        INFO(head);
        CHECK(is_contents_heading(head));
    }
    for (const char* other : {"Foreword", "Home Again", "Piano Vocal Guitar", "Contested Ground", ""}) {
        INFO(other);
        CHECK_FALSE(is_contents_heading(other));
    }
}

TEST_CASE("a page of prose is no contents page") {
    std::vector<TextLine> lines;
    for (int i = 0; i < 20; ++i)
        lines.push_back(
            line(100 + 15 * i, {{60, "songs were sung by the fire in those long winters of old"}}));
    const ContentsPage read = read_contents_page(lines, page);
    CHECK(read.numbered == 0);
}

TEST_CASE("numbers set close before the titles of three columns give every column") {
    std::vector<TextLine> lines;
    for (int i = 0; i < 8; ++i)
        lines.push_back(line(
            100 + 14 * i,
            {{40, std::to_string(1 + i) + " Alder Reel " + std::string(1, static_cast<char>('A' + i))},
             {220, std::to_string(11 + i) + " Birch Jig " + std::string(1, static_cast<char>('A' + i))},
             {400, std::to_string(21 + i) + " Cedar Air " + std::string(1, static_cast<char>('A' + i))}}));
    // Two numbers stand apart, as a smudge or a wide space makes them.
    lines.push_back(line(220, {{220, "19"}, {250, "Birch Jig X"}, {400, "29"}, {430, "Cedar Air X"}}));
    const std::vector<std::string> entries = entries_of(lines);
    REQUIRE(entries.size() == 26);
    CHECK(entries.front() == "Alder Reel A||1");
    CHECK(entries.back() == "Cedar Air X||29");
}

TEST_CASE("numbers that follow right after titles which may be numbers themselves") {
    CHECK(entries_of({line(100, {{50, "7 8"}}), line(118, {{50, "1979 11"}}), line(136, {{50, "Love Me 15"}}),
                      line(154, {{50, "Route 66 23"}}), line(172, {{50, "Highway 61 Blues No. 3 39"}}),
                      line(190, {{50, "Home 40"}}), line(208, {{50, "Opus 40 57"}})}) ==
          Rows{"7||8", "1979||11", "Love Me||15", "Route 66||23", "Highway 61 Blues No. 3||39", "Home||40",
               "Opus 40||57"});
}
