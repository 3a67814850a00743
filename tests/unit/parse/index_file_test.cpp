#include <catch2/catch.hpp>

#include "sheetsplit/index.hpp"

using namespace sheetsplit;

namespace {

Toc read(const std::string& text) {
    const auto toc = toc_from_index(text, "book.csv");
    INFO((toc ? "" : describe(toc.error())));
    REQUIRE(toc.has_value());
    return *toc;
}

std::string fault(const std::string& text) {
    const auto toc = toc_from_index(text, "book.csv");
    REQUIRE_FALSE(toc.has_value());
    CHECK(toc.error().code == ErrorCode::invalid_index);
    CHECK(toc.error().file == "book.csv");
    CHECK_FALSE(toc.error().remedy.empty());
    return toc.error().detail;
}

std::string shown(const Toc& toc) {
    std::string text;
    for (const TocEntry& entry : toc.entries) {
        text += entry.title + " " + (entry.folio ? to_text(*entry.folio) : "?");
        if (entry.last_folio) text += "-" + to_text(*entry.last_folio);
        if (!entry.artist.empty()) text += " by " + entry.artist;
        text += "; ";
    }
    return text;
}

}  // namespace

TEST_CASE("a plain index has comments, empty lines, optional ends and inverted articles") {
    const Toc toc = read(
        "# My book\n"
        "\n"
        "Green Hills,13,14\n"
        "\"Night in the Valley, A\",20,\n"
        "\"Play \"\"Home\"\" Again\",22\r\n"
        "1979,24,25\n"
        "Raven (The),xii\n");
    CHECK(shown(toc) ==
          "Green Hills 13-14; A Night in the Valley 20; Play \"Home\" Again 22; 1979 24-25; The Raven xii; ");
    CHECK(toc.method == TocMethod::index_file);
    CHECK(toc.numbers == TocNumbers::folios);
}

TEST_CASE("a MobileSheets index has semicolons, page ranges and several artists in a field") {
    const Toc toc = read(
        "title;pages;sorttitles;artists;composers;collections;keys;years\n"
        "One, two;3-4;;Ann Lee|Bo;;Book;C;1979\n"
        "\"Semi;colon\";5;;;Cy;;;\n"
        "Parts;7-8,11;;;;;;\n");
    CHECK(shown(toc) == "One, two 3-4 by Ann Lee, Bo; Semi;colon 5 by Cy; Parts 7-11; ");
}

TEST_CASE("a forScore index names its columns in any order") {
    CHECK(shown(read("Composers,Start Page (Bookmark),End Page (Bookmark),Title\nAnn Lee,3,4,Home\n")) ==
          "Home 3-4 by Ann Lee; ");
    CHECK(shown(read("Title\tStart Page\tEnd Page\nHome\t3\t4\n")) == "Home 3-4; ");
    CHECK(shown(read("Title,Start Page,End Page\nHome,3,4\n")) == "Home 3-4; ");
}

TEST_CASE("columns that no header names are found by their content") {
    CHECK(shown(read("Home,BOOK.pdf,3,4\nAway,BOOK.pdf,5,5\n")) == "Home 3-4; Away 5-5; ");
    CHECK(shown(read("3,Home\n5,Away\n")) == "Home 3; Away 5; ");
    CHECK(shown(read("Song Title,Offset,,Key,Composer,Year\nHome,3,4,C,Ann Lee,1979\n")) ==
          "Home 3-4 by Ann Lee; ");
    CHECK(shown(read("Song Title,Page,Year\nHome,3,1979\n")) == "Home 3; ");
}

TEST_CASE("a last page before the first is ignored and said") {
    const Toc toc = read("Home,103,102\nAway,104,105\n");
    CHECK(shown(toc) == "Home 103; Away 104-105; ");
    CHECK(toc.notes.size() == 2);
}

TEST_CASE("text of a spreadsheet is read whatever its encoding and line ends") {
    CHECK(shown(read("\xEF\xBB\xBFtitle,start\r\nHome,3\r\n")) == "Home 3; ");
    CHECK(shown(read("Se\xF1or Don\x92t,3\n")) == "Se\u00f1or Don\u2019t 3; ");
    CHECK(shown(read("Home,3\rAway,5\r")) == "Home 3; Away 5; ");
}

TEST_CASE("an offset table is accepted beside the songs") {
    const Toc toc = read("The Book | (1, 13) (31, 12) \\\n    (63,-2)\nHome,3\nAway,5\n");
    CHECK(shown(toc) == "Home 3; Away 5; ");
    CHECK_THAT(toc.notes.back(), Catch::Contains("(31, 12)") && Catch::Contains("(63,-2)"));
}

TEST_CASE("broken rows are named by line, with what is accepted") {
    CHECK_THAT(fault("Home,3\nAway,5\nHere,6\nThere,7\n# note\nLost,abc\n"),
               Catch::Contains("line 6: \"abc\" is no page of \"Lost\""));
    CHECK_THAT(fault("Home,3\nAway,5\nHere,6\nThere,7\nLost\n"),
               Catch::Contains("line 5: \"Lost\" has no page"));
    CHECK_THAT(fault("Home,3\nAway,5\nHere,6\nThere,7\n,8\n"), Catch::Contains("line 5: has no title"));
    CHECK_THAT(fault("Home,3\nAway,5\nHere,6\nThere,7\n|,8\n"), Catch::Contains("line 5: has no title"));
    CHECK_THAT(fault("title,start,end\nHome,3,x y\n"), Catch::Contains("line 2: \"x y\" is no last page"));
    CHECK_THAT(fault("title,start,end\nHome,-3\nAway,0\n"),
               Catch::Contains("line 2: \"-3\" is no page") && Catch::Contains("1 more"));
    CHECK_THAT(fault("Home,3\n\"Away,5\n"), Catch::Contains("line 2: a quote is opened"));
}

TEST_CASE("files without songs are refused") {
    CHECK_THAT(fault(""), Catch::Contains("no songs"));
    CHECK_THAT(fault("# only a comment\n"), Catch::Contains("no songs"));
    CHECK_THAT(fault("title,start\n"), Catch::Contains("no songs"));
    CHECK_THAT(fault("Dear friend\nhow are you\n"), Catch::Contains("no column has page numbers"));
    CHECK_THAT(fault(std::string("a,1\0b", 5)), Catch::Contains("no text"));
    CHECK_THAT(fault("Book | (1, 0)\nOther | (2, 3)\n"), Catch::Contains("no songs"));
}
