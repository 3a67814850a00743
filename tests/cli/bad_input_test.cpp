// What cannot be split: one clear line on standard error, the right exit code, and nothing half-written.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace sheetsplit::test;
namespace fs = std::filesystem;

namespace {

// The lines that tell of errors, which begin with the program's name.
std::vector<std::string> complaints(const Ran& ran) {
    std::vector<std::string> lines;
    for (const std::string& line : lines_of(ran.error))
        if (line.starts_with("sheetsplit: ")) lines.push_back(line);
    return lines;
}

void check_one_complaint(const Ran& ran, const std::string& file, const std::string& words) {
    INFO(ran.error);
    const auto lines = complaints(ran);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].starts_with("sheetsplit: " + file + ": "));
    CHECK(lines[0].find(words) != std::string::npos);
    CHECK(lines[0].find(". ") != std::string::npos);  // a remedy follows
}

// A manifest that says why, and no song.
void check_failed_manifest(const std::string& out, const std::string& code) {
    int manifests = 0;
    for (const auto& [name, content] : files_below(out)) {
        CHECK_FALSE(name.ends_with(".pdf"));
        if (!name.ends_with("manifest.json")) continue;
        ++manifests;
        const auto manifest = nlohmann::json::parse(content);
        CHECK(manifest["status"] == "failed");
        REQUIRE(manifest["errors"].size() == 1);
        CHECK(manifest["errors"][0]["code"] == code);
        CHECK(manifest["cost_estimate"] == 0);
    }
    CHECK(manifests == 1);
}

}  // namespace

TEST_CASE("a file that does not exist: exit code 2, and no folder is made") {
    const Program program;
    const Ran ran = program.run({"run", "missing.pdf"});
    CHECK(ran.exit_code == 2);
    check_one_complaint(ran, "missing.pdf", "there is no such file");
    CHECK_FALSE(fs::exists(program.path("SheetMusicOut")));
}

TEST_CASE("a file that may not be read: exit code 2") {
    if (passes_over_rights()) return;
    const Program program;
    const std::string book = program.book("parlour-vector.pdf");
    fs::permissions(book, fs::perms::none);
    const Ran ran = program.run({"run", "parlour-vector.pdf"});
    CHECK(ran.exit_code == 2);
    check_one_complaint(ran, "parlour-vector.pdf", "cannot be read");
    CHECK_FALSE(fs::exists(program.path("SheetMusicOut")));
}

TEST_CASE("something else with the name of a PDF: exit code 2 and a manifest that says so") {
    const Program program;
    for (const char* name : {"not-a-pdf.pdf", "empty.pdf"}) {
        program.book(name);
        const Ran ran = program.run({"run", "-o", std::string("out-") + name, name});
        CHECK(ran.exit_code == 2);
        check_one_complaint(ran, name, "");
        check_failed_manifest(program.path(std::string("out-") + name), "not_a_pdf");
    }
}

TEST_CASE("a PDF without a page: exit code 2") {
    const Program program;
    program.book("zero-pages.pdf");
    const Ran ran = program.run({"run", "zero-pages.pdf"});
    CHECK(ran.exit_code == 2);
    check_one_complaint(ran, "zero-pages.pdf", "page");
    check_failed_manifest(program.path("SheetMusicOut"), "no_pages");
}

TEST_CASE("an encrypted book whose password is not known: exit code 2, and the remedy names --password") {
    const Program program;
    program.book("encrypted-password.pdf");
    const Ran ran = program.run({"run", "encrypted-password.pdf"});
    CHECK(ran.exit_code == 2);
    check_one_complaint(ran, "encrypted-password.pdf", "--password");
    check_failed_manifest(program.path("SheetMusicOut"), "encrypted");
}

TEST_CASE("an encrypted book opens with its password, from the command line or the environment") {
    const Program program;
    program.book("encrypted-password.pdf");
    const Ran said = program.run({"run", "-o", "a", "--password", "parlour", "encrypted-password.pdf"});
    const Ran set = program.run({.arguments = {"run", "-o", "b", "encrypted-password.pdf"},
                                 .environment = {{"SHEETSPLIT_PASSWORD", "parlour"}}});
    for (const Ran* ran : {&said, &set}) {
        INFO(ran->error);
        CHECK((ran->exit_code == 0 || ran->exit_code == 3));
    }
    for (const auto& [name, content] : files_below(program.path("a")))
        if (name.ends_with(".json")) CHECK(content.find("parlour\"") == std::string::npos);
}

TEST_CASE("an encrypted book with an empty password needs no word from the user") {
    const Program program;
    program.book("encrypted-empty-password.pdf");
    const Ran ran = program.run({"run", "encrypted-empty-password.pdf"});
    INFO(ran.error);
    CHECK((ran.exit_code == 0 || ran.exit_code == 3));
}

TEST_CASE("a damaged book is mended, and never called a success in silence") {
    const Program program;
    program.book("damaged.pdf");
    const Ran ran = program.run({"run", "-o", "out", "damaged.pdf"});
    INFO(ran.error);
    CHECK(ran.exit_code == 3);
    const auto manifest = nlohmann::json::parse(content_of(program.path("out/damaged/manifest.json")));
    CHECK(manifest["status"] == "manual_review");
    CHECK(manifest["songs"].size() == 3);
}

TEST_CASE("a book cut off in the middle: exit code 2 and a manifest that says so") {
    const Program program;
    program.book("truncated.pdf");
    const Ran ran = program.run({"run", "-o", "out", "truncated.pdf"});
    CHECK(ran.exit_code == 2);
    CHECK(complaints(ran).size() == 1);
    check_failed_manifest(program.path("out"), "no_pages");
}

TEST_CASE("a book in which no song is found is no success") {
    const Program program;
    program.book("no-songs.pdf");
    const Ran ran = program.run({"run", "no-songs.pdf"});
    INFO(ran.error);
    CHECK((ran.exit_code == 2 || ran.exit_code == 3));
    CHECK(complaints(ran).size() == 1);
}

TEST_CASE("an output folder that cannot be written: exit code 2, and nothing is left") {
    const Program program;
    program.book("parlour-vector.pdf");
    program.scratch().write("occupied", "a file");
    const Ran on_file = program.run({"run", "-o", "occupied", "parlour-vector.pdf"});
    CHECK(on_file.exit_code == 2);
    check_one_complaint(on_file, "occupied", "cannot be written");
    CHECK(content_of(program.path("occupied")) == "a file");

    if (passes_over_rights()) return;
    fs::create_directory(program.path("locked"));
    fs::permissions(program.path("locked"), fs::perms::owner_read | fs::perms::owner_exec);
    const Ran in_locked = program.run({"run", "-o", "locked", "parlour-vector.pdf"});
    CHECK(in_locked.exit_code == 2);
    CHECK(complaints(in_locked).size() == 1);
    CHECK(files_below(program.path("locked")).empty());
}

TEST_CASE("one bad book does not stop the others, and decides the exit code") {
    const Program program;
    program.book("not-a-pdf.pdf", "in/a.pdf");
    program.book("parlour-vector.pdf", "in/b.pdf");
    const Ran ran = program.run({"run", "in"});
    INFO(ran.error);
    CHECK(ran.exit_code == 2);
    const auto summary = nlohmann::json::parse(content_of(program.path("SheetMusicOut/SUMMARY.json")));
    REQUIRE(summary["books"].size() == 2);
    CHECK(summary["books"][0]["status"] == "failed");
    CHECK(summary["books"][1]["songs"] > 0);
    CHECK(summary["counts"]["books"] == 2);
}

TEST_CASE("a folder without a PDF is told, and the other inputs are run") {
    const Program program;
    fs::create_directory(program.path("nothing"));
    program.book("parlour-vector.pdf");
    const Ran ran = program.run({"run", "nothing", "parlour-vector.pdf"});
    CHECK(ran.exit_code == 2);
    CHECK(ran.error.find("sheetsplit: nothing: there is no PDF in this folder") != std::string::npos);
    CHECK(fs::exists(program.path("SheetMusicOut/SUMMARY.json")));
}
