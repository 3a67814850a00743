#include <catch2/catch.hpp>

#include "sheetsplit/index.hpp"

using namespace sheetsplit;

namespace {

PlannedSong song(const std::string& title, int first, int last, const std::string& file) {
    PlannedSong result;
    result.title = title;
    result.first_page = PdfPage(first);
    result.last_page = PdfPage(last);
    result.file = file;
    return result;
}

SplitPlan small_plan() {
    SplitPlan plan;
    plan.page_count = 9;
    plan.artist = "Ann Lee";
    plan.book_name = "Songs; of Home";
    plan.genre = "Folk";
    plan.songs = {song("A Night, in \"May\"", 3, 4, "Ann Lee/Songs/Ann Lee - Night.pdf"),
                  song("Home", 5, 5, "Songs/Home.pdf"), song("HOME", 6, 8, "")};
    plan.songs[1].artist = "Bo|Cy";
    plan.songs[2].dropped = {PdfPage(7)};
    plan.pages = {{PdfPage(3), LeafRole::song, {0}, "xii", false},
                  {PdfPage(5), LeafRole::song, {1}, "1", false}};
    return plan;
}

}  // namespace

TEST_CASE("the MobileSheets index of a book has the columns that MobileSheets reads") {
    CHECK(index_of_book(small_plan(), IndexFormat::mobilesheets) ==
          "title;pages;sorttitles;artists;composers;collections;keys;years\n"
          "\"A Night, in \"\"May\"\"\";3-4;\"Night, in \"\"May\"\", A\";Ann Lee;;\"Songs; of Home\";;\n"
          "Home;5;;Bo/Cy;;\"Songs; of Home\";;\n"
          "HOME;6-8;;Ann Lee;;\"Songs; of Home\";;\n");
}

TEST_CASE("the forScore index of a book has no title twice") {
    CHECK(index_of_book(small_plan(), IndexFormat::forscore) ==
          "Title,Start Page,End Page,Composers,Genres,Tags\n"
          "\"A Night, in \"\"May\"\"\",3,4,Ann Lee,Folk,Songs; of Home\n"
          "Home,5,5,Bo|Cy,Folk,Songs; of Home\n"
          "HOME (2),6,8,Ann Lee,Folk,Songs; of Home\n");
}

TEST_CASE("the plain index has inverted articles and a comment that says which pages") {
    CHECK(index_of_book(small_plan(), IndexFormat::plain) ==
          "# Songs; of Home\n"
          "# title,start,end: pages of the PDF, from 1\n"
          "\"Night, in \"\"May\"\", A\",3,4\n"
          "Home,5,5\n"
          "HOME,6,8\n");
}

TEST_CASE("the index of the files counts each file's own pages and leaves out songs without one") {
    CHECK(index_of_files(small_plan(), IndexFormat::mobilesheets) ==
          "title;pages;sorttitles;artists;composers;collections;keys;years;file\n"
          "\"A Night, in \"\"May\"\"\";1-2;\"Night, in \"\"May\"\", A\";Ann Lee;;\"Songs; of Home\";;;"
          "Ann Lee/Songs/Ann Lee - Night.pdf\n"
          "Home;1;;Bo/Cy;;\"Songs; of Home\";;;Songs/Home.pdf\n");
    CHECK(index_of_files(small_plan(), IndexFormat::forscore) ==
          "Filename,Title,Start Page (Bookmark),End Page "
          "(Bookmark),Composers,Genres,Tags,Labels,Reference,Rating,"
          "Difficulty,Minutes,Seconds,keysf,keymi\n"
          "Ann Lee - Night.pdf,\"A Night, in \"\"May\"\"\",,,Ann Lee,Folk,Songs; of Home,,,,,,,,\n"
          "Home.pdf,Home,,,Bo|Cy,Folk,Songs; of Home,,,,,,,,\n");
}

TEST_CASE("what we export for a book we read again") {
    const SplitPlan plan = small_plan();
    for (const IndexFormat format : {IndexFormat::plain, IndexFormat::mobilesheets, IndexFormat::forscore}) {
        INFO(name_of(format));
        const auto toc = toc_from_index(index_of_book(plan, format), "x");
        REQUIRE(toc.has_value());
        REQUIRE(toc->entries.size() == 3);
        CHECK(toc->entries[0].title == "A Night, in \"May\"");
        CHECK(toc->entries[0].folio == Folio{3, Numerals::arabic});
        CHECK(toc->entries[0].last_folio == Folio{4, Numerals::arabic});
        CHECK(toc->entries[2].folio == Folio{6, Numerals::arabic});
        CHECK(toc->entries[2].last_folio == Folio{8, Numerals::arabic});
    }
}

TEST_CASE("a copy of the book gets a bookmark a song and a label a page") {
    const SplitPlan plan = small_plan();
    const auto outline = outline_of(plan);
    REQUIRE(outline.size() == 3);
    CHECK(outline[1].title == "Home");
    CHECK(outline[1].page == PageIndex(4));
    const auto labels = page_labels_of(plan);
    REQUIRE(labels.size() == 9);
    CHECK(labels[2] == "xii");
    CHECK(labels[3].empty());
    CHECK(labels[4] == "1");
}

TEST_CASE("formats are found by their names") {
    CHECK(index_format_from("forscore") == IndexFormat::forscore);
    CHECK_FALSE(index_format_from("excel").has_value());
}
