// What one book may cost.
#include <catch2/catch.hpp>

#include "cli/program.hpp"

using namespace sheetsplit::test;

TEST_CASE("pages too large to draw are named, and a book of nothing else is no success") {
    const Program program;
    program.book("parlour-vector.pdf", "in/a.pdf");
    const Ran ran = program.run({"run", "--no-cache", "--pixel-limit", "1", "-o", "out", "in"});
    INFO(ran.error);
    CHECK(ran.exit_code == 2);
    bool named = false;
    for (const auto& [name, content] : files_below(program.path("out")))
        named = named || (name.ends_with("manifest.json") && content.find("page 1") != std::string::npos);
    CHECK(named);
}

TEST_CASE("a book gives the same files with and without a process of its own") {
    const Program program;
    program.book("tunebook.pdf", "in/a.pdf");
    const Ran own = program.run({"run", "--no-cache", "-o", "own", "in"});
    const Ran shared = program.run({"run", "--no-cache", "--in-process", "-o", "shared", "in"});
    CHECK(own.exit_code == shared.exit_code);
    auto expected = files_below(program.path("own"));
    auto observed = files_below(program.path("shared"));
    REQUIRE(expected.size() > 3);
    for (const auto& [name, content] : expected) {
        INFO(name);
        REQUIRE(observed.contains(name));
        if (name.ends_with(".pdf")) CHECK(observed[name] == content);
    }
}
