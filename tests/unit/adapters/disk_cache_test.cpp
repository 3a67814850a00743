// What the cache on disk promises: whole or not there, never too large, never in the way.
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "sheetsplit/cache.hpp"
#include "support/scratch.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;
namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t plenty = 1 << 20;

std::string text_under(const Cache& cache, const std::string& name) {
    const auto bytes = cache.get(name);
    return bytes ? text_of(*bytes) : "(nothing)";
}

fs::path only_file(const std::string& folder) {
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator(folder)) files.push_back(file.path());
    REQUIRE(files.size() == 1);
    return files.front();
}

void make_older(const std::string& folder, const std::string& name, int hours) {
    for (const auto& file : fs::directory_iterator(folder))
        if (file.path().filename().string().starts_with(name))
            fs::last_write_time(file.path(), fs::file_time_type::clock::now() - std::chrono::hours(hours));
}

}  // namespace

TEST_CASE("what was put is there for the next program, under its own name only") {
    const Scratch scratch;
    CHECK(text_under(*open_disk_cache(scratch.path("deep/cache"), plenty), "a.x") == "(nothing)");
    CHECK_FALSE(fs::exists(scratch.path("deep")));
    REQUIRE(open_disk_cache(scratch.path("deep/cache"), plenty)->put("a.x", bytes_of("content")));
    const auto next = open_disk_cache(scratch.path("deep/cache"), plenty);
    CHECK(text_under(*next, "a.x") == "content");
    CHECK(text_under(*next, "b.x") == "(nothing)");
    REQUIRE(next->put("a.x", bytes_of("other")));
    CHECK(text_under(*next, "a.x") == "other");
}

TEST_CASE("nobody else may read what is kept") {
    const Scratch scratch;
    REQUIRE(open_disk_cache(scratch.path("c"), plenty)->put("a.x", bytes_of("lyrics")));
    struct stat facts {};
    REQUIRE(::stat(only_file(scratch.path("c")).c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777) == 0600);
}

TEST_CASE("an entry that was cut, changed anywhere, or belongs to another name is not there, and goes") {
    const Scratch scratch;
    const auto cache = open_disk_cache(scratch.path("c"), plenty);
    REQUIRE(cache->put("a.x", bytes_of("some content")));
    const fs::path file = only_file(scratch.path("c"));
    const std::string whole = content_of(file.string());
    const auto damaged = [&](const std::string& bytes) {
        scratch.write("c/" + file.filename().string(), bytes);
        const bool there = cache->get("a.x").has_value();
        return !there && !fs::exists(file);
    };
    for (std::size_t i = 0; i < whole.size(); ++i) {
        INFO("byte " << i);
        CHECK(damaged(whole.substr(0, i)));
        std::string flipped = whole;
        flipped[i] = static_cast<char>(flipped[i] ^ 0x10);
        CHECK(damaged(flipped));
    }
    CHECK(damaged(whole + "x"));
    REQUIRE(cache->put("b.x", bytes_of("some content")));
    CHECK(damaged(content_of(only_file(scratch.path("c")).string())));
    scratch.write("c/" + file.filename().string(), whole);
    CHECK(text_under(*cache, "a.x") == "some content");
}

TEST_CASE("what was not used for the longest time makes room, and foreign files stay") {
    const Scratch scratch;
    const std::string folder = scratch.path("c");
    scratch.write("c/notes.txt", std::string(5000, 'x'));
    const auto cache = open_disk_cache(folder, 4000);
    for (const char* name : {"one", "two", "three"})
        REQUIRE(cache->put(name, bytes_of(std::string(1000, 'x'))));
    make_older(folder, "one", 3);
    make_older(folder, "two", 2);
    make_older(folder, "three", 1);
    CHECK(cache->get("one"));  // used now, and so the youngest
    REQUIRE(cache->put("four", bytes_of(std::string(1000, 'x'))));
    CHECK(cache->get("one"));
    CHECK_FALSE(cache->get("two"));
    CHECK(cache->get("three"));
    CHECK(cache->get("four"));
    CHECK(fs::exists(folder + "/notes.txt"));
}

TEST_CASE("what is larger than the whole cache is not kept and drives nothing out") {
    const Scratch scratch;
    const auto cache = open_disk_cache(scratch.path("c"), 1000);
    REQUIRE(cache->put("small", bytes_of("x")));
    CHECK(cache->put("large", bytes_of(std::string(2000, 'x'))));
    CHECK_FALSE(cache->get("large"));
    CHECK(cache->get("small"));
}

TEST_CASE("what a killed program left half-written is swept away in time, not under a living one's hands") {
    const Scratch scratch;
    scratch.write("c/old-1-0.sheetsplit-unfinished", "x");
    scratch.write("c/new-1-0.sheetsplit-unfinished", "x");
    make_older(scratch.path("c"), "old", 2);
    REQUIRE(open_disk_cache(scratch.path("c"), plenty)->put("a", bytes_of("x")));
    CHECK_FALSE(fs::exists(scratch.path("c/old-1-0.sheetsplit-unfinished")));
    CHECK(fs::exists(scratch.path("c/new-1-0.sheetsplit-unfinished")));
}

TEST_CASE("a cache that cannot be written says so and names the remedy") {
    const Scratch scratch;
    scratch.write("file", "x");
    const Status put = open_disk_cache(scratch.path("file/c"), plenty)->put("a", bytes_of("x"));
    REQUIRE_FALSE(put);
    CHECK(put.error().code == ErrorCode::output_unwritable);
    CHECK(put.error().remedy.find("--no-cache") != std::string::npos);
}

TEST_CASE("many writers and readers of one name see whole entries") {
    const Scratch scratch;
    std::vector<std::jthread> team;
    std::atomic<int> torn{0};
    for (int t = 0; t < 4; ++t)
        team.emplace_back([&, t] {
            const auto cache = open_disk_cache(scratch.path("c"), 20000);
            const std::string content(static_cast<std::size_t>(2000 + t), static_cast<char>('a' + t));
            for (int i = 0; i < 50; ++i) {
                if (!cache->put("same", bytes_of(content))) ++torn;
                const auto got = cache->get("same");
                if (got && *got != Bytes(got->size(), got->front())) ++torn;
            }
        });
    team.clear();
    CHECK(torn == 0);
    CHECK(open_disk_cache(scratch.path("c"), 20000)->get("same"));
}
