// The README is true: every command in it is run, in the order in which it stands.  Blocks marked `bash`
// rather than `sh` need the source tree or a container engine: the release suite does what they say.
#include <catch2/catch.hpp>

#include <cstdlib>

#include "cli/program.hpp"

using namespace sheetsplit::test;
namespace fs = std::filesystem;

namespace {

const std::string top = SHEETSPLIT_SOURCE_DIR;

struct Block {
    int line = 0;
    std::vector<std::string> lines;
};

std::vector<Block> shell_blocks() {
    std::vector<Block> blocks;
    bool inside = false;
    int number = 0;
    for (const std::string& line : lines_of(content_of(top + "/README.md"))) {
        ++number;
        if (line == "```sh") {
            blocks.push_back({number, {}});
            inside = true;
        } else if (line == "```") {
            inside = false;
        } else if (inside) {
            blocks.back().lines.push_back(line);
        }
    }
    return blocks;
}

// What README's reader has at hand.
void set_table(const Program& program) {
    program.book("parlour-vector.pdf", "book.pdf");
    program.book("tunebook.pdf", "Books/Tunes.pdf");
    program.book("no-toc.pdf", "Books/more/Winter.pdf");
    program.scratch().write("songs.csv", "# the songs of the book\nHome Sweet Home,1\n");
    fs::create_directories(program.path("bin"));
    const char* other = std::getenv("SHEETSPLIT");
    fs::create_symlink(fs::absolute(other && *other ? other : SHEETSPLIT_BINARY),
                       program.path("bin/sheetsplit"));
    for (const char* name : {"parallel", "sbatch"})
        if (std::system((std::string("command -v ") + name + " >/dev/null").c_str()) != 0)
            fs::create_symlink(top + "/tests/cli/stand-ins/" + name,
                               program.path("bin/" + std::string(name)));
}

// Exit code 3 asks for a look at a book and is no failure of the command.
int run_block(const Program& program, const Block& block, std::string& said) {
    std::string script =
        "export HOME='" + program.path("home") + "' PATH='" + program.path("bin") + "':$PATH\n";
    script += "cd '" + program.path("") + "'\n";
    script += "set -E; trap 'code=$?; [ $code = 3 ] || exit $code' ERR\n";
    for (const std::string& line : block.lines) script += line + "\n";
    program.scratch().write("block.sh", script);
    const int status =
        std::system(("bash '" + program.path("block.sh") + "' >'" + program.path("said") + "' 2>&1").c_str());
    said = content_of(program.path("said"));
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 255;
    return code == 3 ? 0 : code;
}

bool has_line(const std::string& text, const std::string& wanted) {
    for (const std::string& line : lines_of(text))
        if (line == wanted) return true;
    return false;
}

}  // namespace

TEST_CASE("the README's two first commands are there, and continuous integration calls the second") {
    const std::string readme = content_of(top + "/README.md");
    for (const char* script : {"./cmake/first-run", "./tests/run"}) {
        CHECK(has_line(readme, script));
        CHECK((fs::status(top + "/" + script).permissions() & fs::perms::owner_exec) != fs::perms::none);
    }
    CHECK(content_of(top + "/.ci/run").find("if ! ./tests/run; then") != std::string::npos);
}

TEST_CASE("every command of the README does what it says") {
    const Program program;
    set_table(program);
    const auto blocks = shell_blocks();
    REQUIRE(blocks.size() > 8);
    for (const Block& block : blocks) {
        if (block.lines.front() == "./cmake/first-run") continue;  // they run this test
        INFO("README.md, line " << block.line);
        // A person would have saved the plan from the review page.
        for (const auto& [name, content] : files_below(program.path("SheetMusicOut")))
            if (name.ends_with("plan.json")) program.scratch().write("plan.json", content);
        std::string said;
        const int code = run_block(program, block, said);
        INFO(said);
        CHECK(code == 0);
        CHECK(said.find("command not found") == std::string::npos);
    }
    for (const char* made : {"SheetMusicOut", "Songs/index.html", "Numbered", "sheetsplit.1",
                             "sheetsplit.bash", "_sheetsplit", "sheetsplit.fish", "manifest.json"})
        CHECK(fs::exists(program.path(made)));
}

TEST_CASE("the configuration that the README shows is accepted") {
    const Program program;
    std::string config;
    bool inside = false;
    for (const std::string& line : lines_of(content_of(top + "/README.md"))) {
        if (line == "```toml")
            inside = true;
        else if (line == "```")
            inside = false;
        else if (inside)
            config += line + "\n";
    }
    REQUIRE_FALSE(config.empty());
    program.scratch().write("c.toml", config);
    // Everything is read before the book is looked for.
    CHECK(program.run({"run", "--config", "c.toml", "-o", "out", "missing.pdf"}).exit_code == 2);
}
