#include "job/settle.hpp"

#include <catch2/catch.hpp>

#include "sheetsplit/ports.hpp"
#include "support/scratch.hpp"

using namespace sheetsplit;
using sheetsplit::test::Scratch;

namespace {

constexpr const char* one_book = "0123456789abcdef";
constexpr const char* other_book = "fedcba9876543210";

SplitPlan plan_with(std::vector<std::string> files) {
    SplitPlan plan;
    plan.folder = "Artist/Book";
    for (std::string& file : files) {
        PlannedSong song;
        song.title = file;
        song.file = std::move(file);
        plan.songs.push_back(std::move(song));
    }
    return plan;
}

std::vector<std::string> files_of(const SplitPlan& plan) {
    std::vector<std::string> files;
    for (const PlannedSong& song : plan.songs) files.push_back(song.file);
    return files;
}

}  // namespace

TEST_CASE("a number goes before the ending and never makes a name too long") {
    CHECK(numbered("A/Song.pdf", 2) == "A/Song (2).pdf");
    CHECK(numbered("A.B/Song", 3) == "A.B/Song (3)");
    CHECK(numbered("Song.PDF", 2) == "Song (2).PDF");
    const std::string longest = std::string(250, 'x') + "\xC3\xA9.PDF";
    CHECK(numbered("A/" + longest, 12).size() - 2 <= 255);
    CHECK(numbered("A/" + std::string(248, 'x') + "\xC3\xA9\xC3\xA9.pdf", 2) ==
          "A/" + std::string(247, 'x') + " (2).pdf");
}

TEST_CASE("a book gets its folder again, and another book gets another one") {
    const Scratch scratch;
    const auto store = open_folder_store(scratch.path("out"));
    // While somebody works on the first book its claim stands, though nothing is written yet.
    const auto working = store->try_lock(std::string(".sheetsplit/") + one_book + "/lock");
    REQUIRE(working);
    REQUIRE(*working);
    CHECK(*claim_folder(*store, "Artist/Book", one_book) == "Artist/Book");
    CHECK(*claim_folder(*store, "Artist/Book", one_book) == "Artist/Book");
    CHECK(*claim_folder(*store, "Artist/Book", other_book) == "Artist/Book (2)");
    CHECK(*claim_folder(*store, "ARTIST/book", other_book) == "ARTIST/book (2)");
    CHECK(*claim_folder(*store, "Artist/Book", other_book) == "Artist/Book (2)");
}

TEST_CASE("a claim without results and without a worker is void") {
    const Scratch scratch;
    const auto store = open_folder_store(scratch.path("out"));
    CHECK(*claim_folder(*store, "Book", one_book) == "Book");
    CHECK(*claim_folder(*store, "Book", other_book) == "Book");
}

TEST_CASE("a plan moves to another folder with all its files") {
    const SplitPlan moved =
        in_folder(plan_with({"Artist/Book/a.pdf", "Artist/Book/sub/b.pdf"}), "Artist/Book (2)");
    CHECK(moved.folder == "Artist/Book (2)");
    CHECK(files_of(moved) == std::vector<std::string>{"Artist/Book (2)/a.pdf", "Artist/Book (2)/sub/b.pdf"});
}

TEST_CASE("a file of somebody else is not overwritten, one of ours is") {
    const Scratch scratch;
    const auto store = open_folder_store(scratch.path("out"));
    REQUIRE(store->put("Artist/Book/a.pdf", bytes_of("somebody's")));
    REQUIRE(store->put("Artist/Book/b.pdf", bytes_of("ours")));
    const SplitPlan plan = plan_with({"Artist/Book/a.pdf", "Artist/Book/A (2).pdf", "Artist/Book/b.pdf"});
    CHECK(files_of(*beside_foreign_files(plan, *store, {"Artist/Book/b.pdf"})) ==
          std::vector<std::string>{"Artist/Book/a (3).pdf", "Artist/Book/A (2).pdf", "Artist/Book/b.pdf"});
}
