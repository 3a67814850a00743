// The stages on the books of testdata, held against what their makers laid out.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "sheetsplit/job.hpp"
#include "sheetsplit/stages.hpp"

using namespace sheetsplit;

namespace {

const std::filesystem::path testdata = std::filesystem::path(SHEETSPLIT_SOURCE_DIR) / "testdata";

struct Read {
    OpenedBook opened;
    TocLocation location;
    Toc toc;
    PageMap page_map;
    Songs songs;
};

// Each book is read once, however many cases look at it.
const Read& read_book(const std::string& name) {
    static std::map<std::string, Read> known;
    if (const auto read = known.find(name); read != known.end()) return read->second;
    ReadingOptions options;
    options.jobs = 2;
    auto opened = system_ports().open_book((testdata / (name + ".pdf")).string(), options);
    if (!opened) FAIL(describe(opened.error()));
    Read result{std::move(*opened), {}, {}, {}, {}};
    const Book& book = *result.opened.book;
    result.location = discover(book);
    result.toc = parse(book, result.location);
    result.page_map = sheetsplit::map(book, result.toc);
    result.songs = verify(book, result.toc, result.page_map);
    return known.emplace(name, std::move(result)).first->second;
}

nlohmann::json truth_of(const std::string& name) {
    std::ifstream file(testdata / (name + ".truth.json"));
    REQUIRE(file.good());
    return nlohmann::json::parse(file);
}

int page_of(const Read& read, LeafIndex leaf) {
    return pdf_page(read.opened.book->leaves()[leaf.at()].page).value();
}

bool is_right(const Read& read, const Song& song, const nlohmann::json& truth) {
    const int end = truth.at("end").get<int>();
    const int end_max = truth.value("end_max", end);
    const int last = page_of(read, song.leaves.last);
    return likeness(song.title, truth.at("title").get<std::string>()) >= 0.75 &&
           page_of(read, song.leaves.first) == truth.at("start").get<int>() && last >= end && last <= end_max;
}

std::string artist_in(const nlohmann::json& truth) {
    return truth.at("artist").is_null() ? "" : truth.at("artist").get<std::string>();
}

// The song is cut right, with its artist if it has one of its own; returns how sure the program was.
std::optional<Verdict> verdict_on(const Read& read, const nlohmann::json& expected) {
    const auto& songs = read.songs.songs;
    const auto song =
        std::find_if(songs.begin(), songs.end(), [&](const Song& s) { return is_right(read, s, expected); });
    CHECK(song != songs.end());
    if (song == songs.end()) return std::nullopt;
    CHECK(song->artist == artist_in(expected));
    return song->verdict;
}

// One song of a book is cut right.
std::optional<Verdict> verdict_on(const std::string& name, const std::string& title) {
    const nlohmann::json truth = truth_of(name);
    const auto& songs = truth.at("songs");
    const auto expected = std::find_if(songs.begin(), songs.end(),
                                       [&](const nlohmann::json& song) { return song.at("title") == title; });
    REQUIRE(expected != songs.end());
    INFO(title);
    return verdict_on(read_book(name), *expected);
}

// Every song of the truth is cut right and nothing is invented.
void check_cuts(const std::string& name) {
    const Read& read = read_book(name);
    const nlohmann::json truth = truth_of(name);
    CHECK(read.songs.songs.size() == truth.at("songs").size());
    for (const auto& expected : truth.at("songs")) {
        INFO(expected.at("title").get<std::string>());
        verdict_on(read, expected);
    }
    for (const Song& song : read.songs.songs) {
        if (song.verdict != Verdict::confirmed) continue;
        INFO("confirmed: " << song.title);
        CHECK(std::any_of(truth.at("songs").begin(), truth.at("songs").end(),
                          [&](const nlohmann::json& expected) { return is_right(read, song, expected); }));
    }
}

int confirmed_in(const Songs& songs) {
    return static_cast<int>(std::count_if(songs.songs.begin(), songs.songs.end(), [](const Song& song) {
        return song.verdict == Verdict::confirmed;
    }));
}

}  // namespace

TEST_CASE("a born-digital book with a dotted table of contents is cut right and confirmed") {
    check_cuts("parlour-vector");
    const Read& read = read_book("parlour-vector");
    CHECK(confirmed_in(read.songs) == static_cast<int>(read.songs.songs.size()));
    CHECK(read.location.method == TocMethod::text_layer);
}

TEST_CASE("a scan whose unnumbered insert shifts the offset is cut right") {
    check_cuts("parlour-scan");
    const Read& read = read_book("parlour-scan");
    std::set<int> offsets;
    for (const FolioSegment& segment : read.page_map.segments)
        if (segment.numerals == Numerals::arabic) offsets.insert(segment.offset);
    CHECK(offsets.size() > 1);
    CHECK(read.location.method == TocMethod::ocr);
}

TEST_CASE("an entry whose page is not in the PDF is missing, never clamped to another page") {
    const Read& read = read_book("parlour-scan");
    const nlohmann::json truth = truth_of("parlour-scan");
    REQUIRE(read.songs.missing.size() == truth.at("missing").size());
    CHECK(likeness(read.songs.missing.front().title, truth.at("missing").front().get<std::string>()) > 0.8);
}

TEST_CASE("several tunes on a page are cut apart") {
    check_cuts("tunebook");
}

TEST_CASE("an index at the back with song numbers drives the split") {
    check_cuts("index-at-back");
    CHECK(read_book("index-at-back").toc.numbers == TocNumbers::song_numbers);
}

TEST_CASE("spreads are cut into leaves and their songs found") {
    check_cuts("two-up");
    CHECK(read_book("two-up").opened.book->facts().two_up);
}

TEST_CASE("garbage text layers, turned and upside-down pages do not mislead") {
    check_cuts("ocr-layers");
}

TEST_CASE("odd contents pages are understood") {
    check_cuts("odd-contents");
}

TEST_CASE("every song of a various-artists book has the artist that the contents give it") {
    std::set<std::string> artists;
    for (const Song& song : read_book("odd-contents").songs.songs) artists.insert(song.artist);
    CHECK(artists == std::set<std::string>{"", "The Marsh Larks", "Van Harrow", "Nell Ferris & the Ferrymen",
                                           "Ça Ira", "Zoë Bäcker"});
}

TEST_CASE("a song that the contents lack is cut as probable") {
    CHECK(verdict_on("odd-contents", "Three Mice (Unlisted)") == Verdict::probable);
}

TEST_CASE("composers and authors above the music are nobody's artists") {
    const Read& read = read_book("parlour-vector");
    REQUIRE(read.songs.songs.size() == 12);
    for (const Song& song : read.songs.songs) CHECK(song.artist.empty());
}

TEST_CASE("a song on skewed pages is cut right") {
    CHECK(verdict_on("bad-scans", "Cockles and Mussels") == Verdict::confirmed);
}

TEST_CASE("a song under noise is cut right") {
    CHECK(verdict_on("bad-scans", "Yankee Doodle") == Verdict::confirmed);
}

TEST_CASE("a song in the shadow of the binding is cut right") {
    CHECK(verdict_on("bad-scans", "Annie Laurie") == Verdict::confirmed);
}

TEST_CASE("a song of low contrast is cut right") {
    CHECK(verdict_on("bad-scans", "Camptown Races") == Verdict::confirmed);
}

TEST_CASE("a song with the next leaf's print showing through is cut right") {
    CHECK(verdict_on("bad-scans", "Greensleeves") == Verdict::confirmed);
}

TEST_CASE("a song whose first page stands on its head is cut right") {
    CHECK(verdict_on("bad-scans", "Clementine") == Verdict::confirmed);
}

TEST_CASE("pages with /Rotate 180 are read upright") {
    CHECK(verdict_on("bad-scans", "Home, Sweet Home") == Verdict::confirmed);
}

TEST_CASE("pages with /Rotate 270 are read upright") {
    CHECK(verdict_on("bad-scans", "Aura Lee") == Verdict::confirmed);
}

TEST_CASE("pages of another size than the rest of the book are read like the others") {
    CHECK(verdict_on("bad-scans", "Daisy Bell") == Verdict::confirmed);
}

TEST_CASE("a page wider than high among others is one page") {
    CHECK(verdict_on("bad-scans", "Row, Row, Row Your Boat") == Verdict::confirmed);
    CHECK_FALSE(read_book("bad-scans").opened.book->facts().two_up);
}

TEST_CASE("a book of pages wider than high has no spreads") {
    check_cuts("oblong");
    const Read& read = read_book("oblong");
    CHECK_FALSE(read.opened.book->facts().two_up);
    CHECK(confirmed_in(read.songs) == static_cast<int>(read.songs.songs.size()));
}

TEST_CASE("a book whose letters are shapes is read by its looks") {
    check_cuts("outlines");
    const Read& read = read_book("outlines");
    CHECK(read.location.method == TocMethod::ocr);
    CHECK(confirmed_in(read.songs) == static_cast<int>(read.songs.songs.size()));
}

TEST_CASE("a scan in layers, a mask of ink over a coarse picture of paper, is read at the ink's resolution") {
    check_cuts("layered-scan");
    const Read& read = read_book("layered-scan");
    CHECK(confirmed_in(read.songs) == static_cast<int>(read.songs.songs.size()));
}

TEST_CASE("titles whose ligatures the text layer leaves out are found, and read from the page") {
    check_cuts("ligatures");
    const Read& read = read_book("ligatures");
    CHECK(read.location.method == TocMethod::text_layer);
    std::vector<std::string> titles;
    for (const Song& song : read.songs.songs) titles.push_back(song.title);
    CHECK(titles == std::vector<std::string>{"The Fifth Flower", "Baffled by the Firefly",
                                             "A Trifle Before the Flood", "Office Waltz", "Flights of Fancy",
                                             "Fields of Fine Flax"});
}

TEST_CASE("titles and contents in a decorative face are read") {
    check_cuts("chancery");
    const Read& read = read_book("chancery");
    CHECK(confirmed_in(read.songs) * 10 >= static_cast<int>(read.songs.songs.size()) * 8);
}

TEST_CASE("a damaged book is mended and cut right") {
    check_cuts("damaged");
}

TEST_CASE("a book encrypted with an empty password is read like any other") {
    check_cuts("encrypted-empty-password");
}

TEST_CASE("without contents the songs are found but never confirmed") {
    check_cuts("no-toc");
    CHECK(confirmed_in(read_book("no-toc").songs) == 0);
}

TEST_CASE("a book without songs gives none") {
    const Read& read = read_book("no-songs");
    CHECK(read.songs.songs.empty());
}

TEST_CASE("every leaf has a role and every song's leaves are the song's or its inserts") {
    for (const char* name : {"parlour-vector", "parlour-scan", "tunebook", "two-up"}) {
        INFO(name);
        const Read& read = read_book(name);
        REQUIRE(read.songs.roles.size() == read.opened.book->leaves().size());
        for (const Song& song : read.songs.songs) {
            CHECK(song.leaves.first <= song.leaves.last);
            for (LeafIndex leaf = song.leaves.first; leaf <= song.leaves.last; ++leaf) {
                const LeafRole role = read.songs.roles[leaf.at()];
                CHECK((role == LeafRole::song || role == LeafRole::insert));
            }
        }
    }
}

TEST_CASE("the stages give the same values on one thread and on four") {
    for (const char* name : {"parlour-scan", "tunebook"}) {
        ReadingOptions one;
        one.jobs = 1;
        ReadingOptions four;
        four.jobs = 4;
        const std::string path = (testdata / (std::string(name) + ".pdf")).string();
        auto a = system_ports().open_book(path, one);
        auto b = system_ports().open_book(path, four);
        REQUIRE(a);
        REQUIRE(b);
        const Toc toc_a = parse(*a->book, discover(*a->book));
        const Toc toc_b = parse(*b->book, discover(*b->book));
        CHECK(toc_a == toc_b);
        const PageMap map_a = sheetsplit::map(*a->book, toc_a);
        const PageMap map_b = sheetsplit::map(*b->book, toc_b);
        CHECK(map_a == map_b);
        CHECK(verify(*a->book, toc_a, map_a) == verify(*b->book, toc_b, map_b));
    }
}
