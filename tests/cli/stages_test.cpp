// One stage at a time, from JSON that a person may have edited, and the edited plan.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "cli/program.hpp"

using namespace sheetsplit::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

// A program with a book, and the JSON of its stages.
struct Staged {
    Program program;
    std::string book = "parlour-vector.pdf";

    Staged() { program.book(book); }

    json stage(const std::string& name, std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments{name, book};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const Ran ran = program.run(arguments);
        INFO(name << ": " << ran.error);
        REQUIRE(ran.exit_code == 0);
        return json::parse(ran.out);
    }

    std::string save(const std::string& name, const json& value) const {
        program.scratch().write(name, value.dump(2));
        return name;
    }
};

json without_times(json manifest) {
    manifest.erase("processing_timestamp");
    manifest.erase("processing_duration_seconds");
    manifest.erase("timings");
    return manifest;
}

}  // namespace

TEST_CASE("every stage prints its value, and going on from it changes nothing") {
    const Staged staged;
    const json location = staged.stage("discover");
    CHECK(location["kind"] == "toc_location");
    const json toc = staged.stage("parse");
    CHECK(toc["kind"] == "toc");
    CHECK(staged.stage("parse", {"--from", staged.save("location.json", location)}) == toc);
    const json map = staged.stage("map");
    CHECK(staged.stage("map", {"--from", staged.save("toc.json", toc)}) == map);
    const json songs = staged.stage("verify");
    CHECK(staged.stage("verify", {"--from", staged.save("map.json", map)}) == songs);
    CHECK(staged.stage("verify", {"--from", "toc.json", "--from", "map.json"}) == songs);
    const json plan = staged.stage("plan");
    CHECK(staged.stage("plan", {"--from", staged.save("songs.json", songs)}) == plan);
    CHECK(plan["kind"] == "plan");
}

TEST_CASE("the manifest that is printed is the one that run leaves") {
    const Staged staged;
    const json printed = staged.stage("manifest");
    CHECK_FALSE(fs::exists(staged.program.path("SheetMusicOut")));
    staged.program.run({"run", "--review", "never", staged.book});
    json written;
    for (const auto& [name, content] : files_below(staged.program.path("SheetMusicOut")))
        if (name.ends_with("manifest.json")) written = json::parse(content);
    json expected = without_times(printed), found = without_times(written);
    expected["output"].erase("output_directory");
    found["output"].erase("output_directory");
    CHECK(found["songs"] == expected["songs"]);
    CHECK(found["output"] == expected["output"]);
    CHECK(found["status"] == expected["status"]);
}

TEST_CASE("an edited contents page counts: an entry that is taken out is no listed song") {
    const Staged staged;
    json toc = staged.stage("parse");
    const std::string title = toc["entries"][0]["title"];
    toc["entries"].erase(0);
    const json songs = staged.stage("verify", {"--from", staged.save("toc.json", toc)});
    for (const json& song : songs["songs"])
        if (song["title"] == title) CHECK(song["listed"] == false);
}

TEST_CASE("a value goes to a file with -o, and standard output stays empty") {
    const Staged staged;
    const Ran ran = staged.program.run({"discover", staged.book, "-o", "found.json"});
    CHECK(ran.exit_code == 0);
    CHECK(ran.out.empty());
    CHECK(json::parse(content_of(staged.program.path("found.json")))["kind"] == "toc_location");
    CHECK(staged.program.run({"discover", staged.book, "-o", "no/such/folder/x.json"}).exit_code == 2);
}

TEST_CASE("a broken or foreign value is refused with its file and place") {
    const Staged staged;
    staged.program.scratch().write("broken.json", "{\"kind\": \"toc\", ");
    Ran ran = staged.program.run({"map", staged.book, "--from", "broken.json"});
    CHECK(ran.exit_code == 2);
    CHECK(ran.error.starts_with("sheetsplit: broken.json"));
    json toc = staged.stage("parse");
    toc["source_sha256"] = std::string(64, '0');
    ran = staged.program.run({"map", staged.book, "--from", staged.save("other.json", toc)});
    CHECK(ran.exit_code == 2);
    CHECK(ran.error.find("another book") != std::string::npos);
}

TEST_CASE("an edited plan is applied: renamed, moved, dropped, confirmed, and only what changed is written") {
    const Staged staged;
    staged.program.run({"run", "--review", "never", staged.book});
    const std::string out = staged.program.path("SheetMusicOut");
    std::string folder;
    for (const auto& [name, content] : files_below(out))
        if (name.ends_with("plan.json"))
            folder = name.substr(0, name.size() - std::string("plan.json").size());
    json plan = json::parse(content_of(out + "/" + folder + "plan.json"));
    REQUIRE(plan["songs"].size() > 4);
    const std::string untouched = plan["songs"][0]["file"], renamed = plan["songs"][1]["file"],
                      dropped = plan["songs"][3]["file"];
    const auto written = fs::last_write_time(out + "/" + untouched);

    for (json& song : plan["songs"]) song["confirmed_by_person"] = true;
    plan["songs"][1]["title"] = "A Better Title";
    plan["songs"][1].erase("file");
    plan["songs"].erase(3);
    staged.save("edited.json", plan);
    const Ran ran = staged.program.run({"split", staged.book, "--from", "edited.json"});
    INFO(ran.error);
    CHECK((ran.exit_code == 0 || ran.exit_code == 3));
    CHECK(json::parse(ran.out)["files"].size() == plan["songs"].size());

    CHECK(fs::last_write_time(out + "/" + untouched) == written);
    CHECK_FALSE(fs::exists(out + "/" + renamed));
    CHECK_FALSE(fs::exists(out + "/" + dropped));
    const json manifest = json::parse(content_of(out + "/" + folder + "manifest.json"));
    CHECK(manifest["songs"][1]["title"] == "A Better Title");
    CHECK(manifest["songs"][1]["file"].get<std::string>().find("A Better Title") != std::string::npos);
    for (const json& song : manifest["songs"]) CHECK(song["verdict"] == "confirmed");
    CHECK(manifest["toc_discovery"]["entry_count"] > 0);  // what was found before is still told
}

TEST_CASE("a plan that cannot be carried out is refused, names the song, and changes nothing") {
    const Staged staged;
    staged.program.run({"run", staged.book});
    const auto before = files_below(staged.program.path("SheetMusicOut"));
    const json plan = staged.stage("plan");
    const auto refused = [&](json edited, const std::string& words) {
        const Ran ran = staged.program.run({"split", staged.book, "--from", staged.save("bad.json", edited)});
        INFO(ran.error);
        CHECK(ran.exit_code == 2);
        CHECK(ran.error.find(words) != std::string::npos);
        CHECK(files_below(staged.program.path("SheetMusicOut")) == before);
    };
    const std::string title = plan["songs"][0]["title"];
    json edited = plan;
    edited["songs"][0]["last_page"] = 999;
    refused(edited, title);
    edited = plan;
    edited["songs"][0]["last_page"] = edited["songs"][2]["last_page"];
    refused(edited, title);
    edited = plan;
    edited["songs"][1]["file"] = edited["songs"][0]["file"];
    refused(edited, title);
    edited = plan;
    edited["songs"][0]["file"] = "../../outside.pdf";
    refused(edited, title);
    edited = plan;
    edited["source_sha256"] = std::string(64, 'a');
    refused(edited, "another book");
}
