// Days on which the machine fails the program: what it says, and what it leaves.
#include <catch2/catch.hpp>

#include "cli/program.hpp"

using namespace sheetsplit::test;

namespace {

bool has_manifest(const std::map<std::string, std::string>& files) {
    for (const auto& [name, content] : files)
        if (name.ends_with("manifest.json")) return true;
    return false;
}

}  // namespace

TEST_CASE("a summary that cannot be written: exit code 2, and the songs are there") {
    const Program program;
    program.book("parlour-vector.pdf");
    program.scratch().write("SheetMusicOut/SUMMARY.json/inside", "a folder has the name");
    const Ran ran = program.run({"run", "parlour-vector.pdf"});
    INFO(ran.error);
    CHECK(ran.exit_code == 2);
    CHECK(ran.error.find("SUMMARY.json: cannot be written") != std::string::npos);
    CHECK(has_manifest(files_below(program.path("SheetMusicOut"))));
}

TEST_CASE("a table that nobody can read: exit code 2, and the songs are there") {
    const Program program;
    program.book("parlour-vector.pdf");
    Call call{{"run", "parlour-vector.pdf"}};
    call.output = "/dev/full";
    const Ran ran = program.run(call);
    INFO(ran.error);
    CHECK(ran.exit_code == 2);
    CHECK(ran.error.find("standard output: cannot be written") != std::string::npos);
    CHECK(has_manifest(files_below(program.path("SheetMusicOut"))));

    // Who wants no table misses none.
    call.arguments.insert(call.arguments.begin() + 1, "--quiet");
    CHECK(program.run(call).exit_code != 2);
}

TEST_CASE(
    "a limit on the size of files is an error of the book that names it, and the next run completes it") {
    const Program program;
    program.book("parlour-vector.pdf");
    Call call{{"run", "--no-cache", "parlour-vector.pdf"}};
    call.largest_file = 3000;
    const Ran limited = program.run(call);
    INFO(limited.error);
    CHECK(limited.exit_code == 2);
    CHECK(limited.error.find("ulimit -f") != std::string::npos);
    for (const auto& [name, content] : files_below(program.path("SheetMusicOut")))
        CHECK_FALSE(name.ends_with(".pdf"));

    const Ran ran = program.run({"run", "--no-cache", "parlour-vector.pdf"});
    CHECK(ran.exit_code != 2);
    program.run({"run", "--no-cache", "-o", "other", "parlour-vector.pdf"});
    const auto completed = comparable(program.path("SheetMusicOut"));
    const auto usual = comparable(program.path("other"));
    CHECK(completed.size() == usual.size());
    for (const auto& [name, content] : usual)
        if (name.ends_with(".pdf")) CHECK((completed.contains(name) && completed.at(name) == content));
}
