// What belongs to whom, and when it may be called confirmed: one named case for each way to be wrong.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sheetsplit/stages.hpp"
#include "support/fake_book.hpp"

using namespace sheetsplit;
using fake::centred;
using fake::FakeBook;
using fake::FakeLeaf;
using fake::Text;

namespace {

constexpr double title_size = 18;
constexpr double word_size = 10;

const std::vector<double> full_page{100, 180, 260, 340, 420, 500, 580, 660};

// Words under every staff.
FakeLeaf with_lyrics(FakeLeaf leaf) {
    for (const System& system : std::vector(leaf.layout.systems))
        leaf.line(Text{80, system.box.y1 + 15, "down by the water and over the hill", word_size});
    return leaf;
}

// Music that goes on from the page before.
FakeLeaf music() {
    return with_lyrics(FakeLeaf().staves(full_page));
}

// The first page of a song.
FakeLeaf song(const std::string& title) {
    return with_lyrics(FakeLeaf().staves({180, 260, 340, 420, 500, 580, 660}))
        .line(centred(80, title, title_size));
}

void number(FakeLeaf& leaf, int folio) {
    leaf.line(Text{560, 760, std::to_string(folio), 9});
}

// Verses of one song from this height on.
void verses(FakeLeaf& leaf, double y, int count, const std::string& words) {
    for (int i = 0; i < count; ++i)
        leaf.line(
            Text{60, y + 16 * i, words + " and " + std::string(1, static_cast<char>('a' + i)), word_size});
}

TocEntry entry(const std::string& title, int folio) {
    TocEntry result;
    result.title = title;
    result.folio = Folio{folio, Numerals::arabic};
    result.confidence = 0.95;
    return result;
}

Toc toc_of(std::vector<TocEntry> entries) {
    Toc toc;
    toc.entries = std::move(entries);
    toc.numbers = TocNumbers::folios;
    toc.method = TocMethod::text_layer;
    toc.confidence = 0.9;
    return toc;
}

// A book whose pages bear the folios 1, 2, 3 ...
std::vector<FakeLeaf> numbered(std::vector<FakeLeaf> leaves) {
    for (std::size_t i = 0; i < leaves.size(); ++i) number(leaves[i], static_cast<int>(i) + 1);
    return leaves;
}

// "title first-last verdict" of every song, leaves counted from 1.
std::vector<std::string> songs_of(const Songs& songs) {
    std::vector<std::string> rows;
    for (const Song& song : songs.songs)
        rows.push_back(song.title + " " + std::to_string(song.leaves.first.value() + 1) + "-" +
                       std::to_string(song.leaves.last.value() + 1) + " " +
                       std::string(name_of(song.verdict)));
    return rows;
}

Songs verified(const Book& book, const Toc& toc) {
    return verify(book, toc, map(book, toc));
}

using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("songs whose titles and numbers agree are confirmed, each up to the next") {
    const FakeBook book(
        numbered({song("Home Again"), music(), song("Rolling River"), song("The Old Mill"), music()}));
    CHECK(songs_of(verified(
              book, toc_of({entry("Home Again", 1), entry("Rolling River", 3), entry("The Old Mill", 4)}))) ==
          Rows{"Home Again 1-2 confirmed", "Rolling River 3-3 confirmed", "The Old Mill 4-5 confirmed"});
}

TEST_CASE("a composer's name beside the title is no part of it") {
    const auto with_name = [](const std::string& title, const std::string& name) {
        return FakeLeaf()
            .staves({180, 260, 340, 420, 500, 580, 660})
            .line({centred(80, title, title_size), Text{470, 84, name, word_size}});
    };
    const FakeBook book(
        numbered({with_name("Home Again", "Nora Harlan"), music(), with_name("Hide!", "Van Morrow"),
                  with_name("The Old Mill", "Clement Ashby Jessup")}));
    const Songs songs =
        verified(book, toc_of({entry("Home Again", 1), entry("Hide!", 3), entry("The Old Mill", 4)}));
    CHECK(songs_of(songs) ==
          Rows{"Home Again 1-2 confirmed", "Hide! 3-3 confirmed", "The Old Mill 4-4 confirmed"});
}

TEST_CASE("a song next to an entry that was not found on its page is not confirmed") {
    // Page 3 bears a title, but not the one that the contents give; the song before might end there.
    std::vector<FakeLeaf> leaves =
        numbered({song("Home Again"), music(), song("Rolling River"), song("The Old Mill")});
    const Songs songs =
        verified(FakeBook(std::move(leaves)),
                 toc_of({entry("Home Again", 1), entry("Zanzibar", 2), entry("Rolling River", 3),
                         entry("Copper Kettle", 3), entry("The Old Mill", 4)}));
    for (const Song& song : songs.songs)
        if (song.title == "Rolling River") CHECK(song.verdict != Verdict::confirmed);
    CHECK(std::any_of(songs.missing.begin(), songs.missing.end(),
                      [](const MissingEntry& entry) { return entry.title == "Copper Kettle"; }));
}

TEST_CASE("music in front of the first song that no song has is not passed over") {
    const FakeBook book(numbered({song("Lost Lamb"), music(), song("Home Again"), song("Rolling River")}));
    const Songs songs = verified(book, toc_of({entry("Home Again", 3), entry("Rolling River", 4)}));
    CHECK(songs.roles[0] == LeafRole::song);
    CHECK(songs.roles[1] == LeafRole::song);
    CHECK(songs.songs.front().leaves.first == LeafIndex(2));
}

TEST_CASE("a page of signs explained in front of the songs is front matter") {
    FakeLeaf legend =
        FakeLeaf().staves({200, 400, 600}).line(centred(60, "Guitar Notation Legend", title_size));
    const FakeBook book(numbered({legend, song("Home Again"), song("Rolling River")}));
    const Songs songs = verified(book, toc_of({entry("Home Again", 2), entry("Rolling River", 3)}));
    CHECK(songs.roles[0] == LeafRole::cover);
}

TEST_CASE("a chart of chords behind the songs is no song") {
    FakeLeaf chart = FakeLeaf().staves({180, 400, 600}).line(centred(80, "GUITAR CHORD CHART", title_size));
    const FakeBook book(numbered({song("Home Again"), song("Rolling River"), song("The Old Mill"), chart}));
    const Songs songs =
        verified(book, toc_of({entry("Home Again", 1), entry("Rolling River", 2), entry("The Old Mill", 3)}));
    CHECK(songs.songs.size() == 3);
    CHECK(songs.songs.back().leaves.last == LeafIndex(2));
    CHECK(songs.roles[3] == LeafRole::back);
}

TEST_CASE("words that run over to the top of the next page belong to their song") {
    // One line only, on a page that goes on with words ...
    FakeLeaf first;
    first.line(Text{60, 80, "Home Again", title_size});
    verses(first, 110, 30, "Long true leave remember shine");
    FakeLeaf second;
    second.line(Text{60, 50, "and low away for time golden", word_size});
    second.line(Text{60, 110, "Rolling River", title_size});
    verses(second, 140, 20, "Path each see close again");
    // ... and some above music.
    FakeLeaf third =
        FakeLeaf().staves({260, 340, 420, 500, 580, 660}).line(centred(200, "The Old Mill", title_size));
    verses(third, 60, 4, "Gone way keep day wait");
    const FakeBook book(numbered({first, second, third, song("Willow")}));
    const Songs songs = verified(book, toc_of({entry("Home Again", 1), entry("Rolling River", 2),
                                               entry("The Old Mill", 3), entry("Willow", 4)}));
    REQUIRE(songs.songs.size() == 4);
    CHECK(songs.songs[0].leaves.last == LeafIndex(1));
    CHECK(songs.songs[1].leaves.last == LeafIndex(2));
    CHECK(songs.songs[1].shares_first_leaf);
    CHECK(songs.songs[2].shares_first_leaf);
}

TEST_CASE("a running head above the first title of a page belongs to nobody") {
    const auto page = [](const std::string& title, const std::string& head) {
        FakeLeaf leaf;
        leaf.line(Text{60, 50, head, word_size});
        leaf.line(Text{60, 110, title, title_size});
        verses(leaf, 140, 20, "Path each see close again");
        return leaf;
    };
    const FakeBook book(numbered({page("Home Again", "Songs of the Open Road"),
                                  page("Rolling River", "Songs of the Open Road"),
                                  page("The Old Mill", "Songs of the Open Road")}));
    const Songs songs =
        verified(book, toc_of({entry("Home Again", 1), entry("Rolling River", 2), entry("The Old Mill", 3)}));
    CHECK(songs_of(songs) ==
          Rows{"Home Again 1-1 confirmed", "Rolling River 2-2 confirmed", "The Old Mill 3-3 confirmed"});
}

TEST_CASE("a number in the letters of a title inside a song casts doubt on its end") {
    FakeLeaf ninety_nine = FakeLeaf().staves({180, 260, 340, 420}).line(centred(80, "99", title_size));
    const FakeBook book(
        numbered({song("Home Again"), ninety_nine, song("Rolling River"), song("The Old Mill")}));
    const Songs songs =
        verified(book, toc_of({entry("Home Again", 1), entry("Rolling River", 3), entry("The Old Mill", 4)}));
    CHECK(songs.songs.front().verdict == Verdict::probable);
}

TEST_CASE("songs on a spread that stands on its head are not confirmed, and it is said") {
    std::vector<FakeLeaf> leaves =
        numbered({song("Home Again"), song("Rolling River"), song("The Old Mill"), song("Willow")});
    leaves[2].layout.upside_down = leaves[3].layout.upside_down = true;
    const FakeBook book = FakeBook::two_up(std::move(leaves));
    const Songs songs = verified(book, toc_of({entry("Home Again", 1), entry("Rolling River", 2),
                                               entry("The Old Mill", 3), entry("Willow", 4)}));
    REQUIRE(songs.songs.size() == 4);
    CHECK(songs.songs[0].verdict == Verdict::confirmed);
    CHECK(songs.songs[2].verdict != Verdict::confirmed);
    CHECK(songs.songs[3].verdict != Verdict::confirmed);
    REQUIRE(songs.warnings.size() == 1);
    CHECK(songs.warnings.front().find("Page 2") != std::string::npos);
}

TEST_CASE("a first line that stands in the lyrics starts no song of its own") {
    TocEntry alias = entry("When the morning comes along", 1);
    alias.first_line = true;
    FakeLeaf first = song("Home Again");
    first.line(Text{60, 225, "When the morning comes along", word_size});
    const FakeBook book(numbered(
        {first, music(), song("Rolling River"), song("The Old Mill"), song("Willow"), song("Ashes")}));
    const Songs songs =
        verified(book, toc_of({entry("Home Again", 1), alias, entry("Rolling River", 3),
                               entry("The Old Mill", 4), entry("Willow", 5), entry("Ashes", 6)}));
    CHECK(songs.songs.size() == 5);
    CHECK(songs.songs.front().leaves.last == LeafIndex(1));
}

TEST_CASE("lyrics headed with the song's title behind its music are part of the song") {
    FakeLeaf lyrics;
    lyrics.line(Text{60, 60, "Home Again", 14});
    verses(lyrics, 110, 12, "Long true leave remember shine");
    const FakeBook book(
        numbered({song("Home Again"), music(), lyrics, song("Rolling River"), song("Willow")}));
    const Songs songs =
        verified(book, toc_of({entry("Home Again", 1), entry("Rolling River", 4), entry("Willow", 5)}));
    CHECK(songs_of(songs).front() == "Home Again 1-3 confirmed");
}

TEST_CASE("a page of words with a heading of its own between two songs is an insert") {
    FakeLeaf notes;
    notes.line(Text{60, 60, "About the Singers", 16});
    verses(notes, 110, 12, "In that winter the band went north");
    const FakeBook book(
        numbered({song("Home Again"), music(), notes, song("Rolling River"), song("Willow")}));
    const Songs songs =
        verified(book, toc_of({entry("Home Again", 1), entry("Rolling River", 4), entry("Willow", 5)}));
    CHECK(songs_of(songs).front() == "Home Again 1-2 confirmed");
    CHECK(songs.roles[2] == LeafRole::insert);
}

TEST_CASE("a page of words without a heading leaves the end of the song before it in doubt") {
    FakeLeaf words;
    verses(words, 60, 14, "Gone way keep day wait for me");
    const FakeBook book(
        numbered({song("Home Again"), music(), words, song("Rolling River"), song("Willow")}));
    const Songs songs =
        verified(book, toc_of({entry("Home Again", 1), entry("Rolling River", 4), entry("Willow", 5)}));
    CHECK(songs.songs.front().verdict == Verdict::probable);
}

TEST_CASE(
    "a title page before the music is the song's first page, though the title stands again above the music") {
    const auto title_page = [](const std::string& title) {
        return FakeLeaf().line(centred(300, title, 28)).line(centred(360, "for voice and piano", word_size));
    };
    // Nothing is printed on these pages but titles and music: no folios.
    const FakeBook book({title_page("Home Again"), song("Home Again"), music(), title_page("Rolling River"),
                         song("Rolling River"), title_page("The Old Mill"), song("The Old Mill")});
    const Songs songs =
        verified(book, toc_of({entry("Home Again", 1), entry("Rolling River", 4), entry("The Old Mill", 6)}));
    CHECK(songs_of(songs) ==
          Rows{"Home Again 1-3 confirmed", "Rolling River 4-5 confirmed", "The Old Mill 6-7 confirmed"});
}

TEST_CASE("titles on pages of their own, and titles above the music, may both be a book's") {
    const auto title_page = [](const std::string& title) {
        return FakeLeaf().line(centred(300, title, 1.3 * title_size));
    };
    // No folios: the titles alone must do.
    std::vector<FakeLeaf> leaves;
    std::vector<TocEntry> entries;
    int folio = 1;
    const auto add = [&](const std::string& title, bool has_title_page) {
        entries.push_back(entry(title, folio));
        if (has_title_page) leaves.push_back(title_page(title));
        leaves.push_back(song(title));
        folio += has_title_page ? 2 : 1;
    };
    for (const char* title : {"Home Again", "Willow", "Rolling River", "Ashes", "Lost Lamb"})
        add(title, true);
    for (const char* title : {"Copper Kettle", "Morning Train", "The Old Mill"}) add(title, false);
    const Songs songs = verified(FakeBook(leaves), toc_of(entries));
    REQUIRE(songs.songs.size() == entries.size());
    for (const Song& song : songs.songs) CHECK(song.verdict == Verdict::confirmed);
}

TEST_CASE("a running head that repeats the title in smaller letters casts no doubt on it") {
    const auto headed = [](const std::string& title) {
        return music().line(centred(30, title, 0.7 * title_size));
    };
    const FakeBook book({song("Home Again"), headed("Home Again"), song("Rolling River"),
                         headed("Rolling River"), song("The Old Mill"), headed("The Old Mill")});
    const Songs songs =
        verified(book, toc_of({entry("Home Again", 1), entry("Rolling River", 3), entry("The Old Mill", 5)}));
    CHECK(songs_of(songs) ==
          Rows{"Home Again 1-2 confirmed", "Rolling River 3-4 confirmed", "The Old Mill 5-6 confirmed"});
}

TEST_CASE("a song that the contents lack is cut as probable, and not left in its neighbour") {
    const FakeBook book(numbered({song("Home Again"), music(), song("Zanzibar"), music(),
                                  song("Rolling River"), song("Willow"), song("The Old Mill")}));
    const Songs songs = verified(book, toc_of({entry("Home Again", 1), entry("Rolling River", 5),
                                               entry("Willow", 6), entry("The Old Mill", 7)}));
    CHECK(songs_of(songs) == Rows{"Home Again 1-2 probable", "Zanzibar 3-4 probable",
                                  "Rolling River 5-5 confirmed", "Willow 6-6 confirmed",
                                  "The Old Mill 7-7 confirmed"});
}

TEST_CASE("a song that begins below the end of another shares its page") {
    FakeLeaf shared = with_lyrics(FakeLeaf().staves({100, 180, 420, 500, 580, 660}))
                          .line(centred(320, "Rolling River", title_size));
    const FakeBook book(numbered({song("Home Again"), shared, song("Willow"), song("The Old Mill")}));
    const Songs songs = verified(book, toc_of({entry("Home Again", 1), entry("Rolling River", 2),
                                               entry("Willow", 3), entry("The Old Mill", 4)}));
    CHECK(songs_of(songs) == Rows{"Home Again 1-2 confirmed", "Rolling River 2-2 confirmed",
                                  "Willow 3-3 confirmed", "The Old Mill 4-4 confirmed"});
    CHECK(songs.songs[1].shares_first_leaf);
}

TEST_CASE("titles that contain one another keep their own pages") {
    const FakeBook book(numbered({song("Valentine"), song("My Valentine"), song("Valentine (Reprise)"),
                                  song("My Valentine, Part 2"), music()}));
    CHECK(songs_of(
              verified(book, toc_of({entry("Valentine", 1), entry("My Valentine", 2),
                                     entry("Valentine (Reprise)", 3), entry("My Valentine, Part 2", 4)}))) ==
          Rows{"Valentine 1-1 confirmed", "My Valentine 2-2 confirmed", "Valentine (Reprise) 3-3 confirmed",
               "My Valentine, Part 2 4-5 confirmed"});
}

TEST_CASE("the same title twice is two songs, told apart by their numbers") {
    const FakeBook book(numbered({song("Valentine"), music(), song("Willow"), song("Valentine"), music()}));
    const Songs songs =
        verified(book, toc_of({entry("Valentine", 1), entry("Willow", 3), entry("Valentine", 4)}));
    CHECK(songs_of(songs) ==
          Rows{"Valentine 1-2 confirmed", "Willow 3-3 confirmed", "Valentine 4-5 confirmed"});
}

TEST_CASE("an entry whose page is not in the book is missing, and its neighbours are not called sure") {
    std::vector<FakeLeaf> leaves{song("Home Again"), music(), song("Willow"), song("The Old Mill")};
    for (const auto& [leaf, folio] : {std::pair{0, 1}, {1, 2}, {2, 5}, {3, 6}})
        number(leaves[static_cast<std::size_t>(leaf)], folio);
    const Songs songs =
        verified(FakeBook(std::move(leaves)), toc_of({entry("Home Again", 1), entry("Rolling River", 3),
                                                      entry("Willow", 5), entry("The Old Mill", 6)}));
    REQUIRE(songs.missing.size() == 1);
    CHECK(songs.missing.front().title == "Rolling River");
    CHECK(songs.songs.front().verdict != Verdict::confirmed);
}

TEST_CASE("photographs, blanks and adverts behind the last song are not part of it") {
    FakeLeaf photo;
    photo.layout.kind = LeafKind::picture;
    FakeLeaf blank;
    blank.layout.kind = LeafKind::blank;
    FakeLeaf advert;
    advert.line(Text{60, 60, "More Books to Own", 20});
    verses(advert, 120, 10, "One hundred songs for voice");
    const FakeBook book(
        numbered({song("Home Again"), music(), song("Willow"), music(), photo, blank, advert}));
    const Songs songs = verified(book, toc_of({entry("Home Again", 1), entry("Willow", 3)}));
    CHECK(songs_of(songs) == Rows{"Home Again 1-2 confirmed", "Willow 3-4 confirmed"});
    CHECK(songs.roles[4] == LeafRole::back);
    CHECK(songs.roles[5] == LeafRole::blank);
    CHECK(songs.roles[6] == LeafRole::back);
}

TEST_CASE("a picture page inside a song is an insert, and the song goes on behind it") {
    FakeLeaf photo;
    photo.layout.kind = LeafKind::picture;
    const FakeBook book(numbered({song("Home Again"), music(), song("Rolling River"), photo, music(),
                                  song("Willow"), song("The Old Mill")}));
    const Songs songs = verified(book, toc_of({entry("Home Again", 1), entry("Rolling River", 3),
                                               entry("Willow", 6), entry("The Old Mill", 7)}));
    // Whose the music behind the picture is no title says, so the song is not called sure.
    CHECK(songs_of(songs) == Rows{"Home Again 1-2 confirmed", "Rolling River 3-5 probable",
                                  "Willow 6-6 confirmed", "The Old Mill 7-7 confirmed"});
    CHECK(songs.songs[1].inserts == std::vector{LeafIndex(3)});
    CHECK(songs.roles[3] == LeafRole::insert);
    CHECK(songs.roles[4] == LeafRole::song);
}

TEST_CASE("a number of the contents that is wrong by more than one does not move the song") {
    const FakeBook book(numbered({song("Home Again"), music(), song("Rolling River"), music(), song("Willow"),
                                  song("The Old Mill"), music(), song("Ashes")}));
    // Once it is a page inside another song, once the first page of another song, once none of the book.
    for (const int wrong : {2, 8, 44}) {
        INFO(wrong);
        const Songs songs =
            verified(book, toc_of({entry("Home Again", 1), entry("Rolling River", 3), entry("Willow", wrong),
                                   entry("The Old Mill", 6), entry("Ashes", 8)}));
        const std::vector<std::string> rows = songs_of(songs);
        REQUIRE(rows.size() == 5);
        CHECK(rows[0] == "Home Again 1-2 confirmed");
        CHECK(rows[1].starts_with("Rolling River 3-4 "));
        CHECK(rows[2].starts_with("Willow 5-5 "));
        CHECK(rows[3].starts_with("The Old Mill 6-7 "));
        CHECK(rows[4] == "Ashes 8-8 confirmed");
        CHECK(songs.songs[2].adjusted);
        CHECK(songs.missing.empty());
    }
}
