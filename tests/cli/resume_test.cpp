// A run that is killed or interrupted loses nothing and leaves nothing half-done.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include <csignal>
#include <set>
#include <thread>

#include "cli/program.hpp"

using namespace sheetsplit::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

const std::vector<std::string> arguments{"run", "--no-cache", "--export", "csv", "-o", "out", "in"};

void put_books(const Program& program) {
    program.book("parlour-vector.pdf", "in/a.pdf");
    program.book("tunebook.pdf", "in/b.pdf");
    program.book("no-toc.pdf", "in/c.pdf");
}

// Whatever stands under a final name is whole: every manifest tells the truth.
void check_nothing_half_done(const std::string& out) {
    const auto files = files_below(out);
    for (const auto& [name, content] : files) {
        INFO(name);
        if (name.ends_with(".pdf")) CHECK(content.find("%%EOF") != std::string::npos);
        if (!name.ends_with("manifest.json")) continue;
        const json manifest = json::parse(content);
        for (const json& file : manifest["output"]["files"]) {
            REQUIRE(files.contains(file["file"]));
            CHECK(files.at(file["file"]).size() == file["bytes"]);
        }
    }
}

void check_equal(const std::map<std::string, std::string>& found,
                 const std::map<std::string, std::string>& expected) {
    for (const auto& [name, content] : expected) {
        INFO(name);
        REQUIRE(found.contains(name));
        CHECK(found.at(name) == content);
    }
    CHECK(found.size() == expected.size());
}

// What a killed run left half written is swept once nobody can be about to lock it: a minute later.
void let_a_minute_pass(const std::string& folder) {
    if (!fs::exists(folder)) return;
    for (const auto& item : fs::directory_iterator(folder))
        fs::last_write_time(item, fs::file_time_type::clock::now() - std::chrono::minutes(2));
}

}  // namespace

TEST_CASE("a batch that is killed at any moment is completed by the next run, byte for byte") {
    const Program undisturbed;
    put_books(undisturbed);
    const auto begin = std::chrono::steady_clock::now();
    undisturbed.run(arguments);
    const auto whole =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    const auto expected = comparable(undisturbed.path("out"));
    REQUIRE(expected.size() > 10);

    const Program program;
    put_books(program);
    constexpr int moments = 20;
    for (int i = 1; i <= moments; ++i) {
        if (i % 4 == 1) fs::remove_all(program.path("out"));
        program.run_and_kill({arguments}, static_cast<int>(whole.count() * i / (moments + 1)), SIGKILL);
        check_nothing_half_done(program.path("out"));
    }
    let_a_minute_pass(program.path("out/.sheetsplit/tmp"));
    program.run(arguments);
    check_equal(comparable(program.path("out")), expected);
    CHECK_FALSE(fs::exists(program.path("out/.sheetsplit/tmp")));
}

TEST_CASE("an interruption ends with 130 and says how to go on") {
    const Program program;
    put_books(program);
    program.book("parlour-scan.pdf", "in/0.pdf");  // slow enough to be interrupted
    for (const int signal : {SIGINT, SIGTERM}) {
        fs::remove_all(program.path("out"));
        const Ran ran = program.run_and_kill_when({arguments}, program.path("out/.sheetsplit"), signal);
        INFO(ran.error);
        CHECK(ran.exit_code == 130);
        CHECK(ran.error.find("Run the same command again") != std::string::npos);
        check_nothing_half_done(program.path("out"));
    }
}

TEST_CASE("a run goes on at the stage where the one before was killed") {
    const Program program;
    program.book("parlour-scan.pdf", "in/a.pdf");  // slow enough to be killed between two stages
    bool resumed = false;
    for (int wait = 20; wait < 20000 && !resumed; wait = wait * 6 / 5 + 10) {
        fs::remove_all(program.path("out"));
        program.run_and_kill({{"run", "--no-cache", "-o", "out", "in/a.pdf"}}, wait, SIGKILL);
        const std::string kept = program.path("out/.sheetsplit");
        bool has_values = false;
        if (fs::exists(kept))
            for (const auto& item : fs::recursive_directory_iterator(kept))
                if (item.path().filename() == "parse.json") has_values = true;
        if (!has_values) continue;
        const Ran again = program.run({"run", "--no-cache", "--log-format", "json", "-o", "out", "in/a.pdf"});
        std::set<std::string> stages;
        for (const std::string& line : lines_of(again.error)) {
            const json event = json::parse(line);
            if (event.contains("stage")) stages.insert(event["stage"]);
        }
        CHECK_FALSE(stages.contains("discover"));
        CHECK_FALSE(stages.contains("parse"));
        resumed = true;
    }
    CHECK(resumed);
}

TEST_CASE("two runs on one output folder do not harm each other") {
    const Program program;
    put_books(program);
    const Program alone;
    put_books(alone);
    alone.run(arguments);

    const Program& first = program;
    std::thread other([&] {
        // Its own standard files: the scratch folder of this test is shared.
        const std::string command = "cd '" + program.path("") + "' && HOME=/nonexistent '" +
                                    std::string(SHEETSPLIT_BINARY) +
                                    "' run --no-cache --export csv -o out in >/dev/null 2>&1";
        [[maybe_unused]] const int code = std::system(command.c_str());
    });
    first.run(arguments);
    other.join();
    check_equal(comparable(program.path("out")), comparable(alone.path("out")));
}

TEST_CASE("a folder of books that is done is passed over in no time") {
    const Program program;
    for (int i = 0; i < 10; ++i) {
        const std::string name = "in/" + std::to_string(i) + ".pdf";
        program.book("no-toc.pdf", name);
        // Another content each, still the same book to look at.
        std::ofstream(program.path(name), std::ios::app | std::ios::binary) << "\n% " << i << "\n";
    }
    program.run({"run", "in"});
    const auto begin = std::chrono::steady_clock::now();
    program.run({"run", "in"});
    const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const json summary = json::parse(content_of(program.path("SheetMusicOut/SUMMARY.json")));
    CHECK(summary["counts"]["books"] == 10);
    CHECK(summary["counts"]["skipped"] ==
          summary["counts"]["books"].get<int>() - summary["counts"]["failed"].get<int>());
    CHECK(seconds < 1);
}
