// The stages on the books of testdata, held against what their makers laid out.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

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

Read read_book(const std::string& name) {
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
    return result;
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

// Every song of the truth is cut right and nothing is invented.
void check_cuts(const std::string& name) {
    const Read read = read_book(name);
    const nlohmann::json truth = truth_of(name);
    CHECK(read.songs.songs.size() == truth.at("songs").size());
    for (const auto& expected : truth.at("songs")) {
        INFO(expected.at("title").get<std::string>());
        CHECK(std::any_of(read.songs.songs.begin(), read.songs.songs.end(),
                          [&](const Song& song) { return is_right(read, song, expected); }));
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
    const Read read = read_book("parlour-vector");
    CHECK(confirmed_in(read.songs) == static_cast<int>(read.songs.songs.size()));
    CHECK(read.location.method == TocMethod::text_layer);
}

TEST_CASE("a scan whose unnumbered insert shifts the offset is cut right") {
    check_cuts("parlour-scan");
    const Read read = read_book("parlour-scan");
    std::set<int> offsets;
    for (const FolioSegment& segment : read.page_map.segments)
        if (segment.numerals == Numerals::arabic) offsets.insert(segment.offset);
    CHECK(offsets.size() > 1);
    CHECK(read.location.method == TocMethod::ocr);
}

TEST_CASE("an entry whose page is not in the PDF is missing, never clamped to another page") {
    const Read read = read_book("parlour-scan");
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
    const Read read = read_book("no-songs");
    CHECK(read.songs.songs.empty());
}

TEST_CASE("every leaf has a role and every song's leaves are the song's or its inserts") {
    for (const char* name : {"parlour-vector", "parlour-scan", "tunebook", "two-up"}) {
        INFO(name);
        const Read read = read_book(name);
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
