// The cache as a user meets it: faster the second time, and nothing else.
#include <catch2/catch.hpp>

#include <algorithm>

#include "cli/program.hpp"

using namespace sheetsplit::test;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> run_into(const std::string& out, const std::vector<std::string>& more) {
    std::vector<std::string> arguments{"run", "--review", "never", "--force", "-o", out, "in"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

void break_every_file(const std::string& folder) {
    for (const auto& file : fs::directory_iterator(folder)) {
        std::string bytes = content_of(file.path().string());
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        std::ofstream(file.path(), std::ios::binary) << bytes;
    }
}

std::size_t files_in(const std::string& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("the result is the same without a cache, with an empty, a full and a broken one") {
    const Program program;
    program.book("parlour-scan.pdf", "in/scan.pdf");
    program.book("parlour-vector.pdf", "in/vector.pdf");
    program.book("two-up.pdf", "in/two-up.pdf");
    const std::string cache = program.path("cache");
    const Ran plain = program.run(run_into("out", {"--no-cache"}));
    CHECK_FALSE(fs::exists(cache));
    const auto expected = comparable(program.path("out"));
    REQUIRE_FALSE(expected.empty());

    for (const char* state : {"empty", "full", "broken"}) {
        INFO(state);
        if (std::string(state) == "broken") break_every_file(cache);
        const Ran ran = program.run(run_into("out", {"--cache", "cache"}));
        INFO(ran.error);
        CHECK(ran.exit_code == plain.exit_code);
        CHECK(comparable(program.path("out")) == expected);
        CHECK(files_in(cache) >= 3);
    }
}

TEST_CASE(
    "without an option the cache lies where the user's caches are; a dry run and --no-cache leave none") {
    const Program program;
    program.book("parlour-vector.pdf", "in/vector.pdf");
    const std::map<std::string, std::string> home{{"XDG_CACHE_HOME", program.path("caches")}};
    program.run(Call{run_into("out", {"--no-cache"}), "", home, ""});
    program.run(Call{{"run", "--dry-run", "in"}, "", home, ""});
    CHECK_FALSE(fs::exists(program.path("caches")));
    program.run(Call{run_into("out", {}), "", home, ""});
    CHECK(files_in(program.path("caches/sheetsplit")) >= 1);
}

TEST_CASE("a cache that cannot be written costs a warning and nothing else") {
    const Program program;
    program.book("parlour-vector.pdf", "in/vector.pdf");
    program.scratch().write("file", "no folder");
    const Ran ran = program.run(run_into("out", {"--cache", "file/cache"}));
    INFO(ran.error);
    CHECK(ran.exit_code == program.run(run_into("other", {"--no-cache"})).exit_code);
    bool said = false;
    for (const auto& [name, content] : files_below(program.path("out")))
        if (name.ends_with("manifest.json"))
            said = content.find("cannot be kept for later runs") != std::string::npos;
    CHECK(said);
}
