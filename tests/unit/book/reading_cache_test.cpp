// What was read of a book comes back exactly, or not at all.
#include <catch2/catch.hpp>

#include <filesystem>

#include "book/reading_cache.hpp"
#include "support/scratch.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;
namespace fs = std::filesystem;

namespace {

const std::string sha(64, 'a');

ReadingOptions options_in(const std::string& folder) {
    ReadingOptions options;
    options.cache_folder = folder;
    return options;
}

InkLine ink_line() {
    return {{1.0 / 3, 2, 30, 4.5}, 7.25, {{{1.0 / 3, 2, 10, 4.5}, true}, {{20, 2, 30, 4.5}, false}}};
}

TextLine text_line(TextSource source) {
    TextLine line{{{"Gr\xC3\xBC\xC3\x9F", {1, 2, 3, 4}, 10.5, true, false, true, 0}},
                  {1, 2, 30, 4},
                  10.5,
                  0.875,
                  source};
    line.words.push_back({"7", {20, 2, 30, 4}, 10.5, false, true, false, 1});
    return line;
}

// Two pages: music that was scanned, and text from a sound layer.
LookedBook looked_book() {
    LookedBook looked;
    looked.scanned = true;
    looked.leaves = {{PageIndex(0), Half::whole}, {PageIndex(1), Half::whole}};
    LeafData music;
    music.layout.size = {595.25, 842};
    music.layout.kind = LeafKind::music;
    music.layout.systems = {{{50, 100, 500, 140}, {{{50, 100, 500, 120}, 5}, {{50, 130, 500, 140}, 6}}}};
    music.layout.lines = {ink_line(), ink_line()};
    music.layout.ink_share = 0.1;
    music.layout.skew_degrees = -0.3;
    music.layout.upside_down = true;
    music.crops.resize(2);
    music.dpi = 300;
    LeafData text;
    text.layout.kind = LeafKind::text;
    text.layout.lines = {ink_line()};
    text.text = {text_line(TextSource::text_layer)};
    text.text_sound = true;
    looked.data = {music, text};
    return looked;
}

KnownLines known_lines() {
    return {{{LineRef{LeafIndex(0), 0}, ReadAs::prose}, text_line(TextSource::ocr)},
            {{LineRef{LeafIndex(0), 1}, ReadAs::number}, text_line(TextSource::ocr)}};
}

void check_equal(const LookedBook& a, const LookedBook& b) {
    CHECK(a.two_up == b.two_up);
    CHECK(a.scanned == b.scanned);
    CHECK(a.leaves == b.leaves);
    REQUIRE(a.data.size() == b.data.size());
    for (std::size_t i = 0; i < a.data.size(); ++i) {
        CHECK(a.data[i].layout == b.data[i].layout);
        CHECK(a.data[i].text == b.data[i].text);
        CHECK(a.data[i].crops.size() == b.data[i].crops.size());
        CHECK(a.data[i].dpi == b.data[i].dpi);
        CHECK(a.data[i].text_sound == b.data[i].text_sound);
    }
}

}  // namespace

TEST_CASE("layouts and lines come back as they were") {
    const Scratch scratch;
    REQUIRE(ReadingCache(options_in(scratch.path()), sha).keep(looked_book()));
    REQUIRE(ReadingCache(options_in(scratch.path()), sha).keep(known_lines()));
    const ReadingCache later(options_in(scratch.path()), sha);
    const auto looked = later.looked(2);
    REQUIRE(looked);
    check_equal(*looked, looked_book());
    CHECK(later.lines(looked->data) == known_lines());
}

TEST_CASE("another book, other limits, another language find nothing of it") {
    const Scratch scratch;
    ReadingCache cache(options_in(scratch.path()), sha);
    REQUIRE(cache.keep(looked_book()));
    REQUIRE(cache.keep(known_lines()));
    const auto leaves = looked_book().data;
    const auto finds = [&](const ReadingOptions& options, const std::string& book) {
        const ReadingCache other(options, book);
        return std::pair{other.looked(2).has_value(), !other.lines(leaves).empty()};
    };
    ReadingOptions options = options_in(scratch.path());
    CHECK(finds(options, sha) == std::pair{true, true});
    CHECK(finds(options, std::string(64, 'b')) == std::pair{false, false});
    options.jobs = 7;
    options.cache_megabytes = 3;
    options.password = "secret";
    CHECK(finds(options, sha) == std::pair{true, true});
    options.page_megapixels = 1;
    CHECK(finds(options, sha) == std::pair{false, false});
    options = options_in(scratch.path());
    options.language = "deu";
    CHECK(finds(options, sha) == std::pair{true, false});
}

TEST_CASE("OCR data replaced under the same name reads anew") {
    const Scratch scratch;
    ReadingOptions options = options_in(scratch.path("c"));
    options.tessdata = scratch.path("data");
    options.language = "deu+eng";
    scratch.write("data/deu.traineddata", "one");
    scratch.write("data/eng.traineddata", "one");
    REQUIRE(ReadingCache(options, sha).keep(known_lines()));
    CHECK_FALSE(ReadingCache(options, sha).lines(looked_book().data).empty());
    scratch.write("data/eng.traineddata", "other");
    CHECK(ReadingCache(options, sha).lines(looked_book().data).empty());
}

TEST_CASE("without a folder nothing is kept and nothing fails") {
    ReadingCache cache(ReadingOptions{}, sha);
    CHECK(cache.keep(looked_book()));
    CHECK_FALSE(cache.looked(2));
    CHECK(cache.lines(looked_book().data).empty());
}

TEST_CASE("values that fit no book are not taken, though their digest is right") {
    const Scratch scratch;
    ReadingCache cache(options_in(scratch.path()), sha);
    const auto taken = [&](auto change) {
        LookedBook looked = looked_book();
        change(looked);
        REQUIRE(cache.keep(looked));
        return cache.looked(2).has_value();
    };
    CHECK(taken([](LookedBook&) {}));
    CHECK_FALSE(taken([](LookedBook& l) { l.leaves[1].page = PageIndex(2); }));
    CHECK_FALSE(taken([](LookedBook& l) { l.leaves.pop_back(); }));
    CHECK_FALSE(taken([](LookedBook& l) { l.data[0].layout.systems.clear(); }));
    CHECK_FALSE(taken([](LookedBook& l) { l.data[0].layout.systems[0].staves.clear(); }));
    CHECK_FALSE(taken([](LookedBook& l) { l.data[0].layout.lines[0].runs.clear(); }));
    CHECK_FALSE(taken([](LookedBook& l) { l.data[1].text.clear(); }));
    CHECK_FALSE(taken([](LookedBook& l) { l.data[1].layout.kind = static_cast<LeafKind>(17); }));

    const auto lines_taken = [&](auto change) {
        KnownLines lines = known_lines();
        change(lines);
        REQUIRE(cache.keep(lines));
        return !cache.lines(looked_book().data).empty();
    };
    CHECK(lines_taken([](KnownLines&) {}));
    CHECK_FALSE(lines_taken([](KnownLines& l) { l[{LineRef{LeafIndex(2), 0}, ReadAs::prose}] = {}; }));
    CHECK_FALSE(lines_taken([](KnownLines& l) { l[{LineRef{LeafIndex(0), 9}, ReadAs::prose}] = {}; }));
    CHECK_FALSE(lines_taken([](KnownLines& l) { l.begin()->second.words[0].run = 5; }));
}

TEST_CASE("a length that promises more than there is ends the reading") {
    const Scratch scratch;
    ReadingCache cache(options_in(scratch.path()), sha);
    REQUIRE(cache.keep(looked_book()));
    std::string name;
    for (const auto& file : fs::directory_iterator(scratch.path())) {
        const std::string found = file.path().filename().string();
        name = found.substr(0, found.find(".sheetsplit-cache"));
    }
    const auto files = open_disk_cache(scratch.path(), 1 << 20);
    const auto whole = files->get(name);
    REQUIRE(whole);
    for (std::size_t i = 0; i < whole->size(); ++i) {
        REQUIRE(files->put(name, std::span(*whole).first(std::max<std::size_t>(i, 1))));
        CHECK_FALSE(cache.looked(2));
        Bytes wild = *whole;
        wild[i] = std::byte{0xff};
        REQUIRE(files->put(name, wild));
        [[maybe_unused]] const auto no_crash = cache.looked(2);
    }
}
