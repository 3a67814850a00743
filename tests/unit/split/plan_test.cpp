#include <catch2/catch.hpp>

#include "sheetsplit/stages.hpp"
#include "support/small_book.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;

namespace {

Song song_on(std::string title, int first_leaf, int last_leaf) {
    Song song;
    song.title = std::move(title);
    song.leaves = {LeafIndex(first_leaf), LeafIndex(last_leaf)};
    song.verdict = Verdict::confirmed;
    return song;
}

Songs songs_with(std::vector<Song> list, std::vector<LeafRole> roles) {
    Songs songs;
    songs.songs = std::move(list);
    songs.roles = std::move(roles);
    return songs;
}

SplitPlan planned(const Book& book, const Songs& songs, const SplitPolicy& policy = {},
                  const PageMap& map = {}) {
    return plan(book, {}, map, songs, {}, policy);
}

std::string shown(const std::vector<PlanPage>& pages) {
    std::string text;
    for (const PlanPage& page : pages) {
        if (!text.empty()) text += ' ';
        text += std::to_string(page.page.value());
        if (page.half != Half::whole) text += page.half == Half::left ? 'L' : 'R';
    }
    return text;
}

constexpr auto song = LeafRole::song, insert = LeafRole::insert, blank_page = LeafRole::blank,
               front = LeafRole::front, toc_page = LeafRole::toc, cover = LeafRole::cover,
               back = LeafRole::back;

}  // namespace

TEST_CASE("leaves become PDF pages from 1 with the book's facts beside them") {
    const SmallBook book("Ann Lee - Songs.pdf", 4);
    Songs songs = songs_with({song_on("Home", 1, 2)}, {cover, song, song, back});
    songs.songs[0].folio = Folio{7, Numerals::arabic};
    PageMap map;
    map.folios = {std::nullopt, Folio{7, Numerals::arabic}, std::nullopt, std::nullopt};
    const SplitPlan result = planned(book, songs, {}, map);
    CHECK(result.page_count == 4);
    CHECK(result.source_sha256 == book.facts().sha256);
    REQUIRE(result.songs.size() == 1);
    CHECK(result.songs[0].first_page == PdfPage(2));
    CHECK(result.songs[0].last_page == PdfPage(3));
    CHECK(result.songs[0].printed_page == "7");
    CHECK(result.songs[0].file == "Ann Lee/Songs/Ann Lee - Home.pdf");
    REQUIRE(result.pages.size() == 4);
    CHECK(result.pages[0].role == cover);
    CHECK(result.pages[1].songs == std::vector<std::size_t>{0});
    CHECK(result.pages[1].printed_page == "7");
    CHECK(result.pages[3].role == back);
    CHECK(shown(pages_of(result, result.songs[0])) == "2 3");
    CHECK(validate(result, 4).has_value());
}

TEST_CASE("a shared page stands in both songs, whole unless cropping is asked for") {
    const SmallBook book("b.pdf", 3);
    Songs songs = songs_with({song_on("One", 0, 1), song_on("Two", 1, 2)}, {song, song, song});
    songs.songs[0].bottom = 400;
    songs.songs[1].shares_first_leaf = true;
    songs.songs[1].top = 400;
    SplitPlan result = planned(book, songs);
    CHECK(result.pages[1].songs == std::vector<std::size_t>{0, 1});
    CHECK(result.songs[1].shares_first_page);
    CHECK(pages_of(result, result.songs[0]) ==
          std::vector<PlanPage>{{PdfPage(1), {}, {}, {}}, {PdfPage(2), {}, {}, {}}});
    SplitPolicy policy;
    policy.crop_shared_pages = true;
    result = planned(book, songs, policy);
    const auto one = pages_of(result, result.songs[0]), two = pages_of(result, result.songs[1]);
    CHECK_FALSE(one[0].crop_top);
    CHECK(one[1].crop_bottom == 400);
    CHECK(two[0].crop_top.value() == Approx(396));
    CHECK_FALSE(two[1].crop_bottom);
    CHECK(validate(result, 3).has_value());
}

TEST_CASE("inserts are dropped from a song, plates after it stay out") {
    const SmallBook book("b.pdf", 6);
    Songs songs = songs_with({song_on("One", 0, 2), song_on("Two", 5, 5)},
                             {song, insert, song, insert, blank_page, song});
    songs.songs[0].inserts = {LeafIndex(1)};
    const SplitPlan result = planned(book, songs);
    CHECK(shown(pages_of(result, result.songs[0])) == "1 3");
    CHECK(result.songs[0].dropped == std::vector<PdfPage>{PdfPage(2)});
    CHECK(result.pages[1].role == insert);
    CHECK(result.pages[1].songs.empty());
}

TEST_CASE("inserts inside and after a song stay with it where that is asked for") {
    const SmallBook book("b.pdf", 6);
    Songs songs = songs_with({song_on("One", 0, 2), song_on("Two", 5, 5)},
                             {song, insert, song, insert, blank_page, song});
    songs.songs[0].inserts = {LeafIndex(1)};
    SplitPolicy policy;
    policy.keep_inserts = true;
    const SplitPlan result = planned(book, songs, policy);
    CHECK(shown(pages_of(result, result.songs[0])) == "1 2 3 4 5");
    CHECK(result.pages[3].role == insert);
    CHECK(result.pages[3].songs == std::vector<std::size_t>{0});
    CHECK(shown(pages_of(result, result.songs[1])) == "6");
}

TEST_CASE("plates go to the last of the songs that share the page before them") {
    const SmallBook book("b.pdf", 3);
    Songs songs = songs_with({song_on("One", 0, 0), song_on("Two", 0, 0)}, {song, insert, back});
    songs.songs[1].shares_first_leaf = true;
    SplitPolicy policy;
    policy.keep_inserts = true;
    const SplitPlan result = planned(book, songs, policy);
    CHECK(result.songs[0].last_page == PdfPage(1));
    CHECK(result.songs[1].last_page == PdfPage(2));
}

TEST_CASE("songs in no table of contents are cut or only reported, and never lost without a word") {
    const SmallBook book("b.pdf", 3);
    Songs songs =
        songs_with({song_on("One", 0, 0), song_on("Stray", 1, 1), song_on("Two", 2, 2)}, {song, song, song});
    songs.songs[1].listed = false;
    CHECK(planned(book, songs).songs.size() == 3);
    SplitPolicy policy;
    policy.cut_unlisted = false;
    const SplitPlan result = planned(book, songs, policy);
    REQUIRE(result.songs.size() == 2);
    CHECK(result.pages[2].songs == std::vector<std::size_t>{1});
    CHECK(result.pages[1].role == insert);
    REQUIRE(result.warnings.size() == 1);
    CHECK_THAT(result.warnings[0], Catch::Contains("\"Stray\" on pages 2-2"));
}

TEST_CASE("in a two-up book a song starts and ends on halves") {
    const SmallBook book("b.pdf", 3, true);
    Songs songs =
        songs_with({song_on("One", 1, 2), song_on("Two", 3, 5)}, {toc_page, song, song, song, song, song});
    PageMap map;
    map.folios = {std::nullopt,
                  Folio{1, Numerals::arabic},
                  Folio{2, Numerals::arabic},
                  Folio{3, Numerals::arabic},
                  {},
                  {}};
    const SplitPlan result = planned(book, songs, {}, map);
    CHECK(result.two_up);
    CHECK(shown(pages_of(result, result.songs[0])) == "1R 2L");
    CHECK(shown(pages_of(result, result.songs[1])) == "2R 3L 3R");
    CHECK(result.pages[0].role == song);  // a song wins over the contents on the other half
    CHECK(result.pages[1].songs == std::vector<std::size_t>{0, 1});
    CHECK(result.pages[0].printed_page == "|1");
    CHECK(result.pages[1].printed_page == "2|3");
    CHECK_FALSE(result.pages[2].printed_page);
    CHECK_FALSE(result.songs[1].shares_first_page);
    CHECK(validate(result, 3).has_value());
}

TEST_CASE("a page is dropped from a two-up song only when both its halves are inserts") {
    const SmallBook book("b.pdf", 3, true);
    Songs songs = songs_with({song_on("One", 0, 5)}, {song, song, insert, insert, song, insert});
    songs.songs[0].inserts = {LeafIndex(2), LeafIndex(3), LeafIndex(5)};
    const SplitPlan result = planned(book, songs);
    CHECK(shown(pages_of(result, result.songs[0])) == "1L 1R 3L 3R");
}

TEST_CASE("a page that is one leaf in a two-up book is never cut in halves") {
    SplitPlan result;
    result.two_up = true;
    result.page_count = 2;
    result.pages = {{PdfPage(1), song, {0}, {}, true}, {PdfPage(2), song, {0}, {}, false}};
    PlannedSong one;
    one.title = "One";
    one.first_page = PdfPage(1);
    one.last_page = PdfPage(2);
    one.first_half = Half::right;
    CHECK(shown(pages_of(result, one)) == "1R 2");
}

TEST_CASE("a song without a title is called by its page") {
    const SmallBook book("b.pdf", 1);
    CHECK(planned(book, songs_with({song_on("", 0, 0)}, {song})).songs[0].title == "Untitled (page 1)");
}

// ---------------------------------------------------------------- validate

namespace {

SplitPlan edited() {
    SplitPlan plan;
    plan.page_count = 9;
    plan.folder = "Book";
    for (int i = 0; i < 3; ++i) {
        PlannedSong one;
        one.title = "Song " + std::string(1, static_cast<char>('A' + i));
        one.first_page = PdfPage(1 + 3 * i);
        one.last_page = PdfPage(3 + 3 * i);
        one.file = "Book/" + one.title + ".pdf";
        plan.songs.push_back(one);
    }
    return plan;
}

void check_refused(const SplitPlan& plan, const std::string& reason) {
    const Status status = validate(plan, 9);
    REQUIRE_FALSE(status.has_value());
    CHECK(status.error().code == ErrorCode::invalid_json);
    CHECK_THAT(status.error().detail, Catch::Contains(reason));
}

}  // namespace

TEST_CASE("a sound plan passes") {
    CHECK(validate(edited(), 9).has_value());
}

TEST_CASE("a plan for another number of pages is refused") {
    SplitPlan plan = edited();
    plan.page_count = 8;
    check_refused(plan, "8 pages, the book has 9");
}

TEST_CASE("pages outside the book are refused with the song's title") {
    SplitPlan plan = edited();
    plan.songs[2].last_page = PdfPage(10);
    check_refused(plan, "\"Song C\" has pages 7-10, the book has pages 1-9");
}

TEST_CASE("a song that ends before it starts is refused") {
    SplitPlan plan = edited();
    plan.songs[0].last_page = PdfPage(0);
    check_refused(plan, "\"Song A\" ends on page 0, before it starts");
    plan = edited();
    plan.two_up = true;
    plan.songs[0].last_page = PdfPage(1);
    plan.songs[0].first_half = Half::right;
    plan.songs[0].last_half = Half::left;
    check_refused(plan, "left half of page 1");
}

TEST_CASE("songs may meet on a page but not overlap") {
    SplitPlan plan = edited();
    plan.songs[1].first_page = PdfPage(3);
    CHECK(validate(plan, 9).has_value());
    plan.songs[1].first_page = PdfPage(2);
    check_refused(plan, "\"Song A\" (pages 1-3) and \"Song B\" (pages 2-6) overlap");
}

TEST_CASE("several songs may lie on one page") {
    SplitPlan plan = edited();
    plan.songs[0].first_page = plan.songs[0].last_page = PdfPage(4);
    plan.songs[1].shares_first_page = true;
    plan.songs[1].top = 300;
    CHECK(validate(plan, 9).has_value());
}

TEST_CASE("missing titles, foreign or all dropped pages are refused") {
    SplitPlan plan = edited();
    plan.songs[1].title = "  ";
    check_refused(plan, "song 2 (page 4) has no title");
    plan = edited();
    plan.songs[1].dropped = {PdfPage(8)};
    check_refused(plan, "\"Song B\" drops page 8");
    plan.songs[1].dropped = {PdfPage(4), PdfPage(5), PdfPage(6)};
    check_refused(plan, "\"Song B\" drops all its pages");
}

TEST_CASE("a file name may not leave the output folder nor break on another system") {
    for (const char* file :
         {"../x.pdf", "/etc/x.pdf", "a/../../x.pdf", "a//x.pdf", "a\\x.pdf", "C:x.pdf", "a/./x.pdf",
          "con.pdf", "x", "x.pdf ", "a\nb.pdf", "a./x.pdf", "x.PDF/", "e\u0301.pdf"}) {
        INFO(file);
        SplitPlan plan = edited();
        plan.songs[1].file = file;
        check_refused(plan, "\"Song B\": the file name");
    }
    SplitPlan plan = edited();
    plan.songs[1].file.clear();
    check_refused(plan, "\"Song B\" has no file name");
    plan = edited();
    plan.folder = "../Book";
    check_refused(plan, "the folder \"../Book\"");
}

TEST_CASE("two songs may not have one file name, whatever the letter case") {
    SplitPlan plan = edited();
    plan.songs[1].file = "book/SONG a.pdf";
    check_refused(plan, "\"Song A\" (page 1) and \"Song B\" (page 4) have the same file name");
}
