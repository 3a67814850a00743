#include <catch2/catch.hpp>

#include "sheetsplit/job.hpp"
#include "support/scratch.hpp"

using namespace sheetsplit;
using sheetsplit::test::Scratch;

TEST_CASE("a folder stands for its PDFs in the order of their names, whatever the case of the ending") {
    const Scratch scratch;
    scratch.write("in/b.PDF", "");
    scratch.write("in/a.pdf", "");
    scratch.write("in/notes.txt", "");
    scratch.write("in/.hidden.pdf", "");
    scratch.write("in/sub/c.pdf", "");
    const Inputs flat = find_inputs({scratch.path("in")}, false);
    CHECK(flat.paths == std::vector<std::string>{scratch.path("in/a.pdf"), scratch.path("in/b.PDF")});
    const Inputs deep = find_inputs({scratch.path("in")}, true);
    CHECK(deep.paths.back() == scratch.path("in/sub/c.pdf"));
    CHECK(deep.errors.empty());
}

TEST_CASE("results of an earlier run are not split again") {
    const Scratch scratch;
    scratch.write("a.pdf", "");
    scratch.write("SheetMusicOut/.sheetsplit/x/results", "");
    scratch.write("SheetMusicOut/Book/Song.pdf", "");
    CHECK(find_inputs({scratch.path()}, true).paths == std::vector<std::string>{scratch.path("a.pdf")});
}

TEST_CASE("a folder without a PDF is an error that tells what to do") {
    const Scratch scratch;
    scratch.write("sub/a.pdf", "");
    const Inputs found = find_inputs({scratch.path()}, false);
    REQUIRE(found.errors.size() == 1);
    CHECK(found.errors[0].code == ErrorCode::input_missing);
    CHECK(found.errors[0].remedy.find("--recursive") != std::string::npos);
}

TEST_CASE("a named file is taken as it is, also when there is none") {
    CHECK(find_inputs({"/nowhere/x"}, false).paths == std::vector<std::string>{"/nowhere/x"});
}
