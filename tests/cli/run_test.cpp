// `run` on books that can be split: what stands in the output folder, once and again.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "cli/program.hpp"
#include "support/json_schema.hpp"

using namespace sheetsplit::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

json manifest_in(const std::string& out) {
    for (const auto& [name, content] : files_below(out))
        if (name.ends_with("manifest.json")) return json::parse(content);
    FAIL("no manifest in " << out);
    return {};
}

std::vector<std::string> names_of(const std::map<std::string, std::string>& files) {
    std::vector<std::string> names;
    for (const auto& [name, content] : files) names.push_back(name);
    return names;
}

bool went_well(const Ran& ran) {
    UNSCOPED_INFO(ran.error);
    return ran.exit_code == 0 || ran.exit_code == 3;
}

}  // namespace

TEST_CASE("run needs no option: songs, plan and manifest in ./SheetMusicOut") {
    const Program program;
    program.book("parlour-vector.pdf");
    const Ran ran = program.run({"run", "parlour-vector.pdf"});
    REQUIRE(went_well(ran));
    const json manifest = manifest_in(program.path("SheetMusicOut"));
    CHECK(manifest["source_pdf"] == "parlour-vector.pdf");
    CHECK(manifest["status"] == (ran.exit_code == 0 ? "success" : "manual_review"));
    CHECK(manifest["cost_estimate"] == 0);
    REQUIRE(manifest["songs"].size() > 5);
    const auto files = files_below(program.path("SheetMusicOut"));
    for (const json& song : manifest["songs"]) {
        REQUIRE(files.contains(song["file"]));
        const std::string& pdf = files.at(song["file"]);
        CHECK(pdf.size() == song["bytes"]);
        CHECK(pdf.starts_with("%PDF-"));
    }
    // Nothing but the book's results lies about.
    CHECK(fs::exists(program.path("SheetMusicOut/SUMMARY.json")));
    for (const std::string& name : names_of(files)) CHECK(name.find(".part") == std::string::npos);
}

TEST_CASE("standard output is the table, standard error the talk") {
    const Program program;
    program.book("parlour-vector.pdf");
    const Ran ran = program.run({"run", "parlour-vector.pdf"});
    const auto lines = lines_of(ran.out);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].starts_with("BOOK"));
    CHECK(lines[1].starts_with("parlour-vector.pdf"));
    CHECK(ran.error.find("[1/1] parlour-vector.pdf:") != std::string::npos);
    CHECK((ran.out + ran.error).find('\x1b') == std::string::npos);  // no terminal, no colours

    const Ran quiet = program.run({"run", "--quiet", "--force", "parlour-vector.pdf"});
    CHECK(quiet.out.empty());
    CHECK(quiet.error.empty());
}

TEST_CASE("the table names a book by the end of its path, however deep its folder") {
    const Program program;
    const std::string deep = std::string(40, 'a') + "/" + std::string(40, 'b');
    program.book("parlour-vector.pdf", deep + "/Évening Songs.pdf");
    const auto lines = lines_of(program.run({"run", deep + "/Évening Songs.pdf"}).out);
    REQUIRE(lines.size() == 2);
    CHECK(lines[1].starts_with("…"));
    CHECK(lines[1].find("bb/Évening Songs.pdf  ") != std::string::npos);
    CHECK(lines[1].find('a') > lines[1].find(".pdf"));
}

TEST_CASE("log lines are JSON, one an event, and name their book") {
    const Program program;
    program.book("parlour-vector.pdf");
    program.book("not-a-pdf.pdf");
    const Ran ran =
        program.run({"run", "--log-format", "json", "--timings", "parlour-vector.pdf", "not-a-pdf.pdf"});
    std::set<std::string> ids, stages;
    int errors = 0;
    for (const std::string& line : lines_of(ran.error)) {
        INFO(line);
        const json event = json::parse(line);
        CHECK(event.contains("time"));
        CHECK(event.contains("level"));
        ids.insert(event.at("correlation_id"));
        if (event.contains("stage")) stages.insert(event["stage"]);
        if (event["level"] == "error") ++errors;
        if (event["event"] == "book_finished")
            CHECK(event["toc_entries"] == (event["source_pdf"] == "not-a-pdf.pdf" ? 0 : 12));
    }
    CHECK(ids.size() == 2);
    CHECK(stages.contains("discover"));
    CHECK(stages.contains("commit"));
    CHECK(errors == 1);
}

TEST_CASE("equal input gives equal bytes whatever the number of threads") {
    const Program program;
    for (const char* name : {"parlour-vector.pdf", "tunebook.pdf", "ocr-layers.pdf"}) {
        program.book(name);
        const std::string one = std::string("one-") + name, four = std::string("four-") + name;
        const std::vector<std::string> more{"--export", "mobilesheets,forscore,csv,bookmarks",
                                            "--review", "always",
                                            "--matter", "--no-cache"};
        std::vector<std::string> arguments{"run", "--jobs", "1", "-o", "out", name};
        arguments.insert(arguments.end(), more.begin(), more.end());
        REQUIRE(went_well(program.run(arguments)));
        fs::rename(program.path("out"), program.path(one));
        arguments[2] = "4";
        REQUIRE(went_well(program.run(arguments)));
        fs::rename(program.path("out"), program.path(four));
        const auto a = comparable(program.path(one)), b = comparable(program.path(four));
        CHECK(names_of(a) == names_of(b));
        for (const auto& [file, content] : a) {
            INFO(file);
            CHECK((b.contains(file) && b.at(file) == content));
        }
    }
}

TEST_CASE("a book that is done is skipped; --force, other options or a lost song run it again") {
    const Program program;
    program.book("parlour-vector.pdf");
    const std::vector<std::string> arguments{"run", "parlour-vector.pdf"};
    const Ran first = program.run(arguments);
    REQUIRE(went_well(first));
    const auto before = files_below(program.path("SheetMusicOut"));
    const auto skipped = [&](const std::vector<std::string>& again) {
        program.run(again);
        return json::parse(content_of(program.path("SheetMusicOut/SUMMARY.json")))["books"][0]["skipped"]
            .get<bool>();
    };
    CHECK(skipped(arguments));
    CHECK(program.run(arguments).exit_code == first.exit_code);  // a book in review stays one
    CHECK_FALSE(skipped({"run", "--force", "parlour-vector.pdf"}));
    CHECK_FALSE(skipped({"run", "--genre", "Parlour", "parlour-vector.pdf"}));
    CHECK_FALSE(skipped(arguments));
    CHECK(skipped({"run", "--jobs", "1", "parlour-vector.pdf"}));

    const json manifest = manifest_in(program.path("SheetMusicOut"));
    const std::string song = program.path("SheetMusicOut/" + manifest["songs"][0]["file"].get<std::string>());
    fs::remove(song);
    CHECK_FALSE(skipped(arguments));
    CHECK(fs::exists(song));
    CHECK(names_of(files_below(program.path("SheetMusicOut"))) == names_of(before));
}

TEST_CASE("a lost export or plan is no result that is done: the next run makes it again") {
    const Program program;
    program.book("parlour-vector.pdf");
    const std::vector<std::string> arguments{"run", "--export", "csv,bookmarks", "parlour-vector.pdf"};
    REQUIRE(went_well(program.run(arguments)));
    const auto before = comparable(program.path("SheetMusicOut"));
    int lost = 0;
    for (const auto& [name, content] : before) {
        if (name.find("/exports/") == std::string::npos && !name.ends_with("plan.json")) continue;
        CAPTURE(name);
        fs::remove(program.path("SheetMusicOut/" + name));
        program.run(arguments);
        CHECK(comparable(program.path("SheetMusicOut")) == before);
        ++lost;
    }
    CHECK(lost == 4);
}

TEST_CASE("the same content under two names is one book") {
    const Program program;
    program.book("no-toc.pdf", "in/first.pdf");
    program.book("no-toc.pdf", "in/second.pdf");
    program.run({"run", "in"});
    const json summary = json::parse(content_of(program.path("SheetMusicOut/SUMMARY.json")));
    REQUIRE(summary["books"].size() == 2);
    CHECK(summary["books"][1]["same_as"] == "in/first.pdf");
    CHECK(summary["books"][0]["book_id"] == summary["books"][1]["book_id"]);
    int manifests = 0;
    for (const auto& [name, content] : files_below(program.path("SheetMusicOut")))
        manifests += name.ends_with("manifest.json") ? 1 : 0;
    CHECK(manifests == 1);

    // Also when the other name comes in a later run.
    const Ran later = program.run({"run", "in/second.pdf"});
    CHECK(later.error.find("same content as in/first.pdf") != std::string::npos);
}

TEST_CASE("books come from folders, from folders of folders, and from a list") {
    const Program program;
    program.book("no-toc.pdf", "in/a.pdf");
    program.book("no-songs.pdf", "in/deep/b.PDF");
    const auto sources = [&](const Call& call) {
        program.run(call);
        std::vector<std::string> list;
        const json summary = json::parse(content_of(program.path("out/SUMMARY.json")));
        for (const json& book : summary["books"]) list.push_back(book["source_pdf"]);
        return list;
    };
    CHECK(sources({{"run", "-o", "out", "in"}}) == std::vector<std::string>{"in/a.pdf"});
    CHECK(sources({{"run", "-o", "out", "--recursive", "in"}}) ==
          std::vector<std::string>{"in/a.pdf", "in/deep/b.PDF"});
    CHECK(sources({.arguments = {"run", "-o", "out", "-"}, .input = "in/deep/b.PDF\r\n\nin/a.pdf"}) ==
          std::vector<std::string>{"in/deep/b.PDF", "in/a.pdf"});
    CHECK(sources({.arguments = {"run", "-o", "out", "-"}, .input = std::string("in/a.pdf\0", 9)}) ==
          std::vector<std::string>{"in/a.pdf"});
    CHECK(fs::exists(program.path("out/index.html")));
}

TEST_CASE("a dry run prints the plan and writes nothing at all") {
    const Program program;
    program.book("parlour-vector.pdf");
    const auto before = files_below(program.path("home"));
    const Ran ran = program.run({"run", "--dry-run", "parlour-vector.pdf"});
    CHECK(ran.exit_code == 0);
    const auto lines = lines_of(ran.out);
    REQUIRE(lines.size() > 6);
    CHECK(lines[0].starts_with("parlour-vector.pdf: "));
    CHECK(lines[1].find("PAGES") != std::string::npos);
    CHECK_FALSE(fs::exists(program.path("SheetMusicOut")));
    CHECK(files_below(program.path("home")) == before);
}

TEST_CASE("every manifest and plan follows its schema") {
    const Program program;
    const JsonSchema manifest_schema(program.run({"manifest", "--schema"}).out);
    const JsonSchema plan_schema(program.run({"plan", "--schema"}).out);
    for (const char* name :
         {"parlour-vector.pdf", "odd-contents.pdf", "no-songs.pdf", "not-a-pdf.pdf", "tunebook.pdf"})
        program.book(name, std::string("in/") + name);
    program.run({"run", "in"});
    int manifests = 0;
    for (const auto& [name, content] : files_below(program.path("SheetMusicOut"))) {
        INFO(name);
        if (name.ends_with("manifest.json")) {
            ++manifests;
            CHECK(manifest_schema.first_fault(json::parse(content), true) == "");
        }
        if (name.ends_with("plan.json")) CHECK(plan_schema.first_fault(json::parse(content), true) == "");
    }
    CHECK(manifests == 5);
}

TEST_CASE("names, metadata and layout follow the options") {
    const Program program;
    program.book("parlour-vector.pdf");
    REQUIRE(went_well(program.run({"run", "--template", "legacy", "--artist", "The Parlour Band", "--book",
                                   "Songs: All", "--genre", "Parlour", "parlour-vector.pdf"})));
    const json manifest = manifest_in(program.path("SheetMusicOut"));
    CHECK(manifest["artist"] == "The Parlour Band");
    CHECK(manifest["book_name"] == "Songs: All");
    CHECK(manifest["genre"] == "Parlour");
    for (const json& song : manifest["songs"]) {
        const std::string file = song["file"];
        CHECK(file.starts_with("The Parlour Band/books/"));
        CHECK(file.find(':') == std::string::npos);
    }
}

TEST_CASE("two books with the same name do not mix") {
    const Program program;
    program.book("no-toc.pdf", "a/Book.pdf");
    program.book("tunebook.pdf", "b/Book.pdf");
    program.run({"run", "a/Book.pdf", "b/Book.pdf"});
    const json summary = json::parse(content_of(program.path("SheetMusicOut/SUMMARY.json")));
    CHECK(summary["books"][0]["folder"] != summary["books"][1]["folder"]);
    for (const json& book : summary["books"])
        CHECK(fs::exists(program.path("SheetMusicOut/" + book["manifest"].get<std::string>())));
}

TEST_CASE("status tells what stands in a folder") {
    const Program program;
    program.book("parlour-vector.pdf");
    program.book("not-a-pdf.pdf");
    program.run({"run", "parlour-vector.pdf", "not-a-pdf.pdf"});
    const Ran table = program.run({"status"});
    CHECK(table.exit_code == 0);
    CHECK(table.out.find("parlour-vector.pdf") != std::string::npos);
    CHECK(table.out.find("failed") != std::string::npos);
    const json books = json::parse(program.run({"status", "SheetMusicOut", "--json"}).out)["books"];
    CHECK(books.size() == 2);
    fs::remove(program.path("SheetMusicOut/index.html"));
    CHECK(program.run({"status", "--html"}).exit_code == 0);
    CHECK(fs::exists(program.path("SheetMusicOut/index.html")));
    CHECK(program.run({"status", "nowhere"}).exit_code == 2);
}

TEST_CASE("exports and matter are written when asked for") {
    const Program program;
    program.book("parlour-vector.pdf");
    REQUIRE(went_well(program.run({"run", "--export", "mobilesheets,forscore", "--export", "csv,bookmarks",
                                   "--matter", "--review", "always", "parlour-vector.pdf"})));
    std::set<std::string> ends;
    for (const auto& [name, content] : files_below(program.path("SheetMusicOut")))
        for (const char* end :
             {"exports/mobilesheets/parlour-vector.csv", "exports/mobilesheets/parlour-vector (songs).csv",
              "exports/forscore/parlour-vector.csv", "exports/csv/parlour-vector.csv",
              "exports/bookmarks/parlour-vector.pdf", "Front matter.pdf", "review.html"})
            if (name.ends_with(end)) ends.insert(end);
    CHECK(ends.size() == 7);
}

TEST_CASE("an index of somebody else drives the split") {
    const Program program;
    program.book("parlour-vector.pdf");
    const Ran toc = program.run({"parse", "parlour-vector.pdf"});
    REQUIRE(toc.exit_code == 0);
    std::string csv = "# title,start\n";
    std::size_t songs = 0;
    const json parsed = json::parse(toc.out);
    for (const json& entry : parsed["entries"]) {
        if (entry["printed_page"].is_null()) continue;
        csv += "\"" + entry["title"].get<std::string>() + "\"," + entry["printed_page"].get<std::string>() +
               "\n";
        ++songs;
    }
    program.scratch().write("songs.csv", csv);
    REQUIRE(went_well(program.run({"run", "--index", "songs.csv", "parlour-vector.pdf"})));
    const json manifest = manifest_in(program.path("SheetMusicOut"));
    CHECK(manifest["toc_discovery"]["extraction_method"] == "index_file");
    CHECK(manifest["toc_discovery"]["entry_count"] == songs);
    CHECK(manifest["songs"].size() >= songs);
}
