#include <catch2/catch.hpp>
#include <limits>
#include <nlohmann/json.hpp>

#include "sheetsplit/json.hpp"

using namespace sheetsplit;

namespace {

const std::string digest(64, 'b');

std::vector<Leaf> one_up(std::size_t pages) {
    std::vector<Leaf> leaves;
    for (std::size_t i = 0; i < pages; ++i) leaves.push_back({PageIndex(i), Half::whole});
    return leaves;
}

const std::vector<Leaf> two_up_leaves{{PageIndex(0), Half::whole},
                                      {PageIndex(1), Half::left},
                                      {PageIndex(1), Half::right},
                                      {PageIndex(2), Half::left},
                                      {PageIndex(2), Half::right}};

Evidence seen(EvidenceSource source, int page) {
    return {source, PdfPage(page), "Ländler \"1\"", "x", 1.0 / 3};
}

SplitPlan small_plan() {
    SplitPlan plan;
    plan.source_pdf = "A - B.pdf";
    plan.source_sha256 = digest;
    plan.page_count = 4;
    plan.artist = "A";
    plan.book_name = "B";
    plan.folder = "A/B";
    PlannedSong song;
    song.title = "One";
    song.printed_page = "1";
    song.first_page = PdfPage(2);
    song.last_page = PdfPage(4);
    song.dropped = {PdfPage(3)};
    song.verdict = Verdict::confirmed;
    song.confidence = 0.9;
    song.evidence = {seen(EvidenceSource::heading, 2)};
    song.file = "A/B/A - One.pdf";
    plan.songs = {song};
    plan.pages = {{PdfPage(1), LeafRole::cover, {}, {}, false},
                  {PdfPage(2), LeafRole::song, {0}, "1", false},
                  {PdfPage(3), LeafRole::insert, {}, {}, false},
                  {PdfPage(4), LeafRole::song, {0}, "2", false}};
    plan.missing = {{"Two", Folio{9, Numerals::arabic}, "past the end"}};
    plan.warnings = {"mind this"};
    return plan;
}

Manifest small_manifest() {
    Manifest manifest;
    manifest.tool_version = "1.0.0";
    manifest.plan = small_plan();
    manifest.toc_method = TocMethod::ocr;
    manifest.toc_pages = {PdfPage(1)};
    manifest.toc_entries = 2;
    manifest.toc_confidence = 0.5;
    manifest.segments = {{PdfPage(2), PdfPage(4), Numerals::arabic, 1, 2}};
    manifest.mapping_confidence = 0.75;
    manifest.samples_verified = 1;
    manifest.files = {{"A/B/A - One.pdf", 1234, std::string(64, 'c'), 0},
                      {"A/B/front.pdf", 5, digest, std::nullopt}};
    manifest.output_directory = "out";
    manifest.status = BookStatus::manual_review;
    manifest.gates_failed = {"something"};
    manifest.errors = {{ErrorCode::damaged, "A - B.pdf", PdfPage(3), "broken", "mend it"}};
    manifest.options_digest = "0123";
    manifest.source_mended = true;
    manifest.pages_with_gaps = {PdfPage(2), PdfPage(4)};
    manifest.processing_timestamp = "2024-01-02T03:04:05Z";
    manifest.processing_seconds = 1.5;
    manifest.timings = {{"read", 1.25}};
    return manifest;
}

std::string detail_of(const std::string& text) {
    const auto plan = plan_from_json(text, "plan.json");
    REQUIRE_FALSE(plan.has_value());
    CHECK(plan.error().code == ErrorCode::invalid_json);
    CHECK(plan.error().file == "plan.json");
    return plan.error().detail;
}

std::string plan_with(const std::string& song) {
    return R"({"schema_version": 1, "source_sha256": "b", "page_count": 9, "songs": [)" + song + "]}";
}

}  // namespace

TEST_CASE("the contents' place survives JSON, halves of two-up books included") {
    const StageContext context{"b.pdf", digest, &two_up_leaves};
    const TocLocation value{{LeafIndex(0), LeafIndex(2)}, TocMethod::ocr, 0.25, {"a note"}};
    const std::string text = to_json(value, context);
    CHECK(nlohmann::json::parse(text)["pages"] == nlohmann::json::parse(R"([1, {"page": 2, "half": "R"}])"));
    const auto again = toc_location_from_json(text, "x", context);
    REQUIRE(again.has_value());
    CHECK(*again == value);
}

TEST_CASE("a table of contents survives JSON") {
    const auto leaves = one_up(9);
    const StageContext context{"b.pdf", digest, &leaves};
    Toc value;
    value.entries = {{"Ländler \U0001F3B5", "Somebody", "Part I", Folio{12, Numerals::roman}, 7,
                      Folio{13, Numerals::roman}, LeafIndex(8), LeafIndex(7), 0.1, true},
                     {"Plain", "", "", {}, {}, {}, {}, {}, 1, false}};
    value.numbers = TocNumbers::song_numbers;
    value.method = TocMethod::index_file;
    value.confidence = 0.7;
    value.book_artist = "X";
    value.leaves = {LeafIndex(3)};
    const auto again = toc_from_json(to_json(value, context), "x", context);
    REQUIRE(again.has_value());
    CHECK(*again == value);
    CHECK(to_json(*again, context) == to_json(value, context));
}

TEST_CASE("a page map survives JSON") {
    const auto leaves = one_up(3);
    const StageContext context{"b.pdf", digest, &leaves};
    PageMap value;
    value.folios = {std::nullopt, Folio{1, Numerals::arabic}, Folio{2, Numerals::arabic}};
    value.folio_seen = {false, true, false};
    value.segments = {{{LeafIndex(1), LeafIndex(2)}, Numerals::arabic, -3, 1}};
    value.headings = {{LeafIndex(1), 70.25, "One", "Words by", 4, 18, 0.5, true}};
    value.placements = {{0, LeafIndex(1), 0, 0.9, "", {seen(EvidenceSource::folio, 2)}},
                        {1, std::nullopt, std::nullopt, 0, "past the end", {}}};
    value.confidence = 0.9;
    value.samples_verified = 1;
    const auto again = page_map_from_json(to_json(value, context), "x", context);
    REQUIRE(again.has_value());
    CHECK(*again == value);
}

TEST_CASE("songs survive JSON") {
    const StageContext context{"b.pdf", digest, &two_up_leaves};
    Songs value;
    Song song;
    song.title = "One";
    song.folio = Folio{3, Numerals::arabic};
    song.leaves = {LeafIndex(1), LeafIndex(3)};
    song.shares_first_leaf = true;
    song.top = 300.125;
    song.bottom = 20;
    song.listed = false;
    song.adjusted = true;
    song.verdict = Verdict::conflicting;
    song.confidence = 0.0625;
    song.evidence = {seen(EvidenceSource::layout, 1)};
    song.inserts = {LeafIndex(2)};
    value.songs = {song};
    value.roles = {LeafRole::cover, LeafRole::song, LeafRole::insert, LeafRole::song, LeafRole::back};
    value.missing = {{"Gone", std::nullopt, "not found"}};
    const auto again = songs_from_json(to_json(value, context), "x", context);
    REQUIRE(again.has_value());
    CHECK(*again == value);
}

TEST_CASE("a plan survives JSON and is the same bytes again") {
    const SplitPlan plan = small_plan();
    const auto again = plan_from_json(to_json(plan), "x");
    REQUIRE(again.has_value());
    CHECK(*again == plan);
    CHECK(to_json(*again) == to_json(plan));
    CHECK(to_json(plan).back() == '\n');
}

TEST_CASE("halves stand in a plan of a two-up book only") {
    SplitPlan plan = small_plan();
    CHECK(to_json(plan).find("half") == std::string::npos);
    plan.two_up = true;
    plan.songs[0].first_half = Half::right;
    plan.songs[0].last_half = Half::left;
    plan.pages[1].two_leaves = true;
    const auto again = plan_from_json(to_json(plan), "x");
    REQUIRE(again.has_value());
    CHECK(*again == plan);
}

TEST_CASE("a song that a person adds by title and pages takes those pages over") {
    auto edited = nlohmann::json::parse(to_json(small_plan()));
    edited["songs"].clear();
    edited["songs"].push_back({{"title", "Mine"}, {"first_page", 1}, {"last_page", 2}});
    const auto plan = plan_from_json(edited.dump(), "x");
    REQUIRE(plan.has_value());
    CHECK(plan->songs[0].verdict == Verdict::unverified);
    CHECK(plan->pages[0].role == LeafRole::song);
    CHECK(plan->pages[0].songs == std::vector<std::size_t>{0});
    CHECK(plan->pages[3].songs.empty());
}

TEST_CASE("a manifest says what its contract promises, in pages from 1") {
    const auto root = nlohmann::json::parse(to_json(small_manifest()));
    for (const char* key : {"schema_version",
                            "tool",
                            "book_id",
                            "source_pdf",
                            "source_sha256",
                            "page_count",
                            "artist",
                            "book_name",
                            "processing_timestamp",
                            "processing_duration_seconds",
                            "status",
                            "toc_discovery",
                            "page_mapping",
                            "verification",
                            "songs",
                            "pages",
                            "missing",
                            "output",
                            "warnings",
                            "errors",
                            "cost_estimate"}) {
        INFO(key);
        CHECK(root.contains(key));
    }
    CHECK(root["book_id"] == std::string(16, 'b'));
    CHECK(root["songs"][0]["artist"] == "A");  // the book's
    CHECK(root["songs"][0]["bytes"] == 1234);
    CHECK(root["songs"][0]["first_page"] == 2);
    CHECK(root["verification"]["songs_verified"] == 1);
    CHECK(root["verification"]["success_rate"] == 1.0);
    CHECK(root["output"]["songs_extracted"] == 1);
    CHECK(root["output"]["files"].size() == 2);
    CHECK(root["missing"][0]["printed_page"] == "9");
    CHECK(root["cost_estimate"] == 0);
}

TEST_CASE("a manifest survives JSON and is the same bytes again") {
    Manifest manifest = small_manifest();
    const auto again = manifest_from_json(to_json(manifest), "x");
    REQUIRE(again.has_value());
    CHECK(again->plan == manifest.plan);
    CHECK(again->files == manifest.files);
    CHECK(to_json(*again) == to_json(manifest));
}

TEST_CASE("a song that was not written has no file in the manifest, an unknown artist is null") {
    Manifest manifest = small_manifest();
    manifest.files.clear();
    manifest.plan.artist.clear();
    const auto root = nlohmann::json::parse(to_json(manifest));
    CHECK(root["songs"][0]["file"].is_null());
    CHECK(root["songs"][0]["artist"].is_null());
    CHECK(root["artist"].is_null());
}

TEST_CASE("nobody is called Various Artists") {
    Manifest manifest = small_manifest();
    manifest.plan.artist = "Various Artists";
    CHECK(nlohmann::json::parse(to_json(manifest))["songs"][0]["artist"].is_null());
    manifest.plan.songs[0].artist = "Someone";
    CHECK(nlohmann::json::parse(to_json(manifest))["songs"][0]["artist"] == "Someone");
}

TEST_CASE("an empty manifest of a book that could not be read survives JSON") {
    Manifest manifest;
    manifest.plan.source_pdf = "broken.pdf";
    manifest.errors = {{ErrorCode::not_a_pdf, "broken.pdf", std::nullopt, "is a picture", ""}};
    const auto again = manifest_from_json(to_json(manifest), "x");
    REQUIRE(again.has_value());
    CHECK(to_json(*again) == to_json(manifest));
}

TEST_CASE("numbers that JSON does not have and bytes that are no text are written all the same") {
    SplitPlan plan = small_plan();
    plan.songs[0].confidence = std::numeric_limits<double>::quiet_NaN();
    plan.songs[0].title = "bad \xff byte";
    const auto again = plan_from_json(to_json(plan), "x");
    REQUIRE(again.has_value());
    CHECK(again->songs[0].confidence == 0);
}

TEST_CASE("what is wrong with a JSON file is said with its place and what was expected") {
    CHECK_THAT(detail_of(plan_with(R"({"title": 7, "first_page": 1, "last_page": 1})")),
               Catch::Contains("$.songs[0].title: expected a text, found 7"));
    CHECK_THAT(detail_of(plan_with(R"({"title": "x", "last_page": 1})")),
               Catch::Contains("$.songs[0]: expected an object with the key \"first_page\""));
    CHECK_THAT(detail_of(plan_with(R"({"title": "x", "first_page": 0, "last_page": 1})")),
               Catch::Contains("$.songs[0].first_page: expected a whole number from 1"));
    CHECK_THAT(detail_of(plan_with(R"({"title": "x", "first_page": 1.5, "last_page": 1})")),
               Catch::Contains("whole number"));
    CHECK_THAT(detail_of(plan_with(R"({"title": "x", "first_page": 18446744073709551615, "last_page": 1})")),
               Catch::Contains("whole number"));
    CHECK_THAT(detail_of(plan_with(R"({"title": "x", "first_page": 3, "last_page": 2})")),
               Catch::Contains("$.songs[0].last_page: expected no page before first_page"));
    CHECK_THAT(detail_of(plan_with(R"({"title": "x", "first_page": 1, "last_page": 2, "verdict": "good"})")),
               Catch::Contains("confirmed, probable, unverified, conflicting"));
    CHECK_THAT(detail_of(plan_with(R"({"title": "x", "first_page": 1, "last_page": 2, "artst": "A"})")),
               Catch::Contains("found \"artst\""));
    CHECK_THAT(detail_of(plan_with(R"({"title": "x", "first_page": 1, "last_page": 2, "confidence": 1.5})")),
               Catch::Contains("a number from 0 to 1"));
    CHECK_THAT(detail_of("[1, 2]"), Catch::Contains("$: expected an object"));
    CHECK_THAT(detail_of(R"({"schema_version": 2, "source_sha256": "b", "page_count": 9, "songs": []})"),
               Catch::Contains("$.schema_version: expected a whole number from 1 to 1, found 2"));
}

TEST_CASE("broken JSON is said with line and column") {
    CHECK_THAT(detail_of("{\n  \"a\": 1,\n  oops\n}"), Catch::Contains("line 3, column 3"));
    CHECK_THAT(detail_of(""), Catch::Contains("line 1"));
    CHECK_THAT(detail_of("\"\xff\""), Catch::Contains("no valid JSON"));
    CHECK_THAT(detail_of("{\"page_count\": 1e999}"), Catch::Contains("no JSON that can be read"));
}

TEST_CASE("deep nesting and endless songs are refused before they cost anything") {
    CHECK_THAT(detail_of(std::string(1'000'000, '[')), Catch::Contains("nests deeper"));
    std::string songs;
    for (int i = 0; i < 30; ++i)
        songs += std::string(i ? "," : "") + R"({"title": "x", "first_page": 1, "last_page": 100000})";
    CHECK_THAT(detail_of(R"({"schema_version": 1, "source_sha256": "b", "page_count": 9, "songs": [)" +
                         songs + R"(], "pages": []})"),
               Catch::Contains("pages together"));
}

TEST_CASE("a value of another book or another stage is refused") {
    const auto leaves = one_up(3);
    const StageContext mine{"mine.pdf", std::string(64, 'd'), &leaves};
    const StageContext other{"other.pdf", digest, &leaves};
    const auto wrong_book = toc_from_json(to_json(Toc{}, other), "toc.json", mine);
    REQUIRE_FALSE(wrong_book.has_value());
    CHECK(wrong_book.error().code == ErrorCode::wrong_book);
    CHECK_THAT(wrong_book.error().detail, Catch::Contains("other.pdf"));
    const auto wrong_stage = toc_from_json(to_json(TocLocation{}, mine), "toc.json", mine);
    REQUIRE_FALSE(wrong_stage.has_value());
    CHECK_THAT(wrong_stage.error().detail, Catch::Contains("expected \"toc\", found \"toc_location\""));
}

TEST_CASE("pages that the book does not have are refused in every stage's value") {
    const auto leaves = one_up(3), more_leaves = one_up(5);
    const StageContext small{"b.pdf", digest, &leaves}, large{"b.pdf", digest, &more_leaves};
    const TocLocation location{{LeafIndex(4)}, TocMethod::ocr, 1, {}};
    const auto refused = toc_location_from_json(to_json(location, large), "x", small);
    REQUIRE_FALSE(refused.has_value());
    CHECK_THAT(refused.error().detail, Catch::Contains("$.pages[0]: expected a page of the book"));
    Songs songs;
    songs.roles.assign(5, LeafRole::front);
    CHECK_FALSE(songs_from_json(to_json(songs, large), "x", small).has_value());
}

TEST_CASE("a printed page may be written as a number or as roman numerals") {
    const auto leaves = one_up(3);
    const StageContext context{"b.pdf", digest, &leaves};
    const std::string text = R"({"kind": "toc", "schema_version": 1, "source_sha256": ")" + digest +
                             R"(", "numbers": "folios", "method": "ocr", "entries": [)" +
                             R"({"title": "a", "printed_page": 12}, {"title": "b", "printed_page": "xii"}]})";
    const auto toc = toc_from_json(text, "x", context);
    REQUIRE(toc.has_value());
    CHECK(toc->entries[0].folio == Folio{12, Numerals::arabic});
    CHECK(toc->entries[1].folio == Folio{12, Numerals::roman});
}
