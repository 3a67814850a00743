// The command line itself: help, mistakes, configuration, environment.
#include <catch2/catch.hpp>

#include "cli/program.hpp"

using namespace sheetsplit::test;
namespace fs = std::filesystem;

namespace {

void check_mistake(const Ran& ran, const std::string& words) {
    INFO(ran.error);
    CHECK(ran.exit_code == 1);
    CHECK(ran.out.empty());
    CHECK(lines_of(ran.error).size() == 1);
    CHECK(ran.error.starts_with("sheetsplit: "));
    CHECK(ran.error.find(words) != std::string::npos);
}

}  // namespace

TEST_CASE("help and version are answers: standard output, exit code 0") {
    const Program program;
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{"--help"},
                                                      {"-h"},
                                                      {"run", "--help"},
                                                      {"status", "--help"},
                                                      {"plan", "-h"}}) {
        const Ran ran = program.run(arguments);
        CHECK(ran.exit_code == 0);
        CHECK(ran.error.empty());
        CHECK(ran.out.find("Usage: sheetsplit") != std::string::npos);
        CHECK(ran.out.find("Examples:") != std::string::npos);
    }
    CHECK(program.run({"--version"}).out.starts_with("sheetsplit "));
}

TEST_CASE("help fits a screen of 100 columns") {
    const Program program;
    for (const char* command :
         {"run", "split", "status", "discover", "parse", "map", "verify", "plan", "manifest"})
        for (const std::string& line : lines_of(program.run({command, "--help"}).out)) {
            INFO(line);
            CHECK(line.size() <= 100);
        }
}

TEST_CASE("without a command the help is shown, as a mistake") {
    const Program program;
    const Ran ran = program.run(std::vector<std::string>{});
    CHECK(ran.exit_code == 1);
    CHECK(ran.out.empty());
    CHECK(ran.error.find("Usage: sheetsplit") != std::string::npos);
}

TEST_CASE("a forgotten command, a misspelt one, a misspelt option: the remedy is named") {
    const Program program;
    program.scratch().write("book.pdf", "");
    check_mistake(program.run({"book.pdf"}), "sheetsplit run book.pdf");
    check_mistake(program.run({"stauts"}), "Did you mean 'status'?");
    check_mistake(program.run({"run", "--recursiv", "book.pdf"}), "Did you mean '--recursive'?");
    check_mistake(program.run({"run"}), "BOOK is required");
    check_mistake(program.run({"discover", "a.pdf", "b.pdf"}), "one argument too many");
}

TEST_CASE("a value that is not accepted: the accepted ones are named") {
    const Program program;
    check_mistake(program.run({"run", "--shared-pages", "both", "b.pdf"}), "{duplicate,crop}");
    check_mistake(program.run({"run", "--jobs", "many", "b.pdf"}), "--jobs");
    check_mistake(program.run({"run", "--min-verified", "101", "b.pdf"}), "--min-verified");
    check_mistake(program.run({"run", "--export", "csv,word", "b.pdf"}), "word");
    check_mistake(program.run({"run", "--template", "{artist}/{songname}", "b.pdf"}), "{title}");
}

TEST_CASE("options that contradict each other are refused before anything is done") {
    const Program program;
    check_mistake(program.run({"run", "--dry-run", "--force", "b.pdf"}), "contradict");
    check_mistake(program.run({"run", "--progress", "bar", "--log-format", "json", "b.pdf"}), "contradict");
    check_mistake(program.run({"parse", "--index", "i.csv", "--from", "t.json", "b.pdf"}), "contradict");
    check_mistake(program.run({"run", "-o", "-", "b.pdf"}), "--output");
    CHECK_FALSE(fs::exists(program.path("SheetMusicOut")));
}

TEST_CASE("an empty list of books is a mistake") {
    const Program program;
    const Ran ran = program.run({"run", "-"});
    CHECK(ran.exit_code == 1);
    CHECK(ran.error.find("the list of books is empty") != std::string::npos);
}

TEST_CASE("the configuration file: standard place, --config, and who goes before whom") {
    const Program program;
    program.scratch().write("home/.config/sheetsplit/config.toml", "output = 'from-file'\n");
    const std::vector<std::string> arguments{"run", "missing.pdf", "--dry-run"};
    // The help of an unknown file is not needed: what counts is seen where results would go.
    program.book("parlour-vector.pdf");
    CHECK(program.run({"run", "parlour-vector.pdf"}).exit_code != 1);
    CHECK(fs::exists(program.path("from-file")));
    program.run({.arguments = {"run", "parlour-vector.pdf"},
                 .environment = {{"SHEETSPLIT_OUTPUT", "from-variable"}}});
    CHECK(fs::exists(program.path("from-variable")));
    program.run({.arguments = {"run", "-o", "from-line", "parlour-vector.pdf"},
                 .environment = {{"SHEETSPLIT_OUTPUT", "not-this"}}});
    CHECK(fs::exists(program.path("from-line")));
    CHECK_FALSE(fs::exists(program.path("not-this")));
    program.scratch().write("mine.toml", "output = 'not-this'\n[run]\noutput = 'from-table'\n");
    program.run({"run", "--config", "mine.toml", "parlour-vector.pdf"});
    CHECK(fs::exists(program.path("from-table")));
    CHECK_FALSE(fs::exists(program.path("not-this")));
}

TEST_CASE("a mistake in the configuration is told with file, line and what is known") {
    const Program program;
    program.scratch().write("c.toml", "jobs = 2\nartits = 'X'\n");
    check_mistake(program.run({"run", "--config", "c.toml", "b.pdf"}),
                  "c.toml, line 2: unknown option 'artits'");
    check_mistake(program.run({"run", "--config", "c.toml", "b.pdf"}), "artist, book,");
    program.scratch().write("c.toml", "[rum]\njobs = 2\n");
    check_mistake(program.run({"run", "--config", "c.toml", "b.pdf"}), "c.toml, line 2: unknown table [rum]");
    program.scratch().write("c.toml", "\n\njobs = 'many'\n");
    check_mistake(program.run({"run", "--config", "c.toml", "b.pdf"}), "c.toml, line 3: ");
    program.scratch().write("c.toml", "jobs = 2 3\n");
    check_mistake(program.run({"run", "--config", "c.toml", "b.pdf"}), "c.toml, line 1: ");
    check_mistake(program.run({"run", "--config", "nowhere.toml", "b.pdf"}), "nowhere.toml");
}

TEST_CASE("an index with broken rows is refused with file and line, and nothing is written") {
    const Program program;
    program.book("parlour-vector.pdf");
    program.scratch().write("songs.csv", "# title,start,end\nHome Sweet Home,1\nBroken,not a page\n");
    const Ran ran = program.run({"run", "--index", "songs.csv", "parlour-vector.pdf"});
    check_mistake(ran, "songs.csv");
    CHECK(ran.error.find('3') != std::string::npos);
    CHECK_FALSE(fs::exists(program.path("SheetMusicOut")));
}

TEST_CASE("the schemas are JSON and need no book") {
    const Program program;
    for (const char* command : {"manifest", "plan"}) {
        const Ran ran = program.run({command, "--schema"});
        CHECK(ran.exit_code == 0);
        CHECK(ran.error.empty());
        CHECK(ran.out.find("\"$schema\"") != std::string::npos);
    }
}

TEST_CASE("man page and completions come from the same description") {
    const Program program;
    for (const char* what : {"man", "bash", "zsh", "fish"}) {
        const Ran ran = program.run({"generate", what});
        INFO(what);
        CHECK(ran.exit_code == 0);
        for (const char* option : {"shared", "recursive", "schema"})
            CHECK(ran.out.find(option) != std::string::npos);
        CHECK(ran.out.find("generate ") == std::string::npos);  // itself it does not advertise
    }
    CHECK(program.run({"generate", "perl"}).exit_code == 1);
}
