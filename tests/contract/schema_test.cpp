// The shipped schemas and the documents that the program writes must agree, in both directions.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "sheetsplit/json.hpp"
#include "sheetsplit/schemas.hpp"
#include "support/json_schema.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;
using Json = nlohmann::json;

namespace {

SplitPlan full_plan(bool two_up) {
    SplitPlan plan;
    plan.source_pdf = "book.pdf";
    plan.source_sha256 = std::string(64, 'b');
    plan.page_count = 2;
    plan.two_up = two_up;
    plan.artist = two_up ? "" : "A";
    plan.book_name = "B";
    plan.folder = "A/B";
    plan.genre = two_up ? "Folk" : "";
    PlannedSong song;
    song.title = "One";
    song.artist = two_up ? "" : "C";
    song.printed_page = "xii";
    song.first_page = PdfPage(1);
    song.last_page = PdfPage(2);
    song.first_half = two_up ? Half::right : Half::whole;
    song.top = 3.5;
    song.dropped = {PdfPage(2)};
    song.evidence = {{EvidenceSource::person, PdfPage(1), "seen", "wanted", -1.5},
                     {EvidenceSource::index_file, std::nullopt, "", "", 0}};
    song.file = "A/B/One.pdf";
    plan.songs = {song};
    plan.pages = {{PdfPage(1), LeafRole::song, {0}, "12|13", two_up},
                  {PdfPage(2), LeafRole::insert, {}, {}, two_up}};
    plan.missing = {{"Two", Folio{9, Numerals::arabic}, "past the end"}, {"Three", std::nullopt, "unknown"}};
    plan.warnings = {"mind this"};
    return plan;
}

Manifest full_manifest(bool two_up) {
    Manifest manifest;
    manifest.tool_version = "1.0.0";
    manifest.plan = full_plan(two_up);
    manifest.toc_pages = {PdfPage(1)};
    manifest.segments = {{PdfPage(1), PdfPage(2), Numerals::roman, -1, 2}};
    if (two_up)
        manifest.files = {{"A/B/One.pdf", 1, std::string(64, 'c'), 0},
                          {"A/B/front.pdf", 1, std::string(64, 'c'), {}}};
    manifest.errors = {{ErrorCode::damaged, "book.pdf", PdfPage(3), "broken", "mend it"},
                       {ErrorCode::internal, "", std::nullopt, "oops", ""}};
    manifest.timings = {{"read", 1.25}};
    return manifest;
}

}  // namespace

TEST_CASE("every manifest follows the shipped schema, and the schema describes every key of it") {
    const JsonSchema schema(manifest_schema());
    for (const Manifest& manifest : {full_manifest(false), full_manifest(true), Manifest{}})
        CHECK(schema.first_fault(Json::parse(to_json(manifest)), true).empty());
}

TEST_CASE("every plan follows the shipped schema") {
    const JsonSchema schema(plan_schema());
    for (const SplitPlan& plan : {full_plan(false), full_plan(true)})
        CHECK(schema.first_fault(Json::parse(to_json(plan)), true).empty());
}

TEST_CASE("the schemas refuse what breaks the contract") {
    const JsonSchema schema(manifest_schema());
    const Json good = Json::parse(to_json(full_manifest(true)));
    const auto fault_after = [&](const std::string& pointer, const Json& value) {
        Json bad = good;
        bad[Json::json_pointer(pointer)] = value;
        return schema.first_fault(bad);
    };
    CHECK_FALSE(fault_after("/schema_version", 2).empty());
    CHECK_FALSE(fault_after("/status", "ok").empty());
    CHECK_FALSE(fault_after("/songs/0/first_page", 0).empty());
    CHECK_FALSE(fault_after("/songs/0/verdict", "sure").empty());
    CHECK_FALSE(fault_after("/songs/0/sha256", "xyz").empty());
    CHECK_FALSE(fault_after("/verification/success_rate", 1.5).empty());
    CHECK_FALSE(fault_after("/book_id", "short").empty());
    for (const char* key : {"status", "songs", "cost_estimate", "missing"}) {
        Json bad = good;
        bad.erase(key);
        INFO(key);
        CHECK_FALSE(schema.first_fault(bad).empty());
    }
}

TEST_CASE("what the plan's schema accepts from a person, the program reads") {
    const JsonSchema schema(plan_schema());
    const Json least = Json::parse(R"({"schema_version": 1, "source_sha256": "b", "page_count": 3,
        "songs": [{"title": "One", "first_page": 1, "last_page": 2}], "pages": [{"page": 1, "role": "song"}],
        "missing": [{"title": "Two"}]})");
    CHECK(schema.first_fault(least).empty());
    CHECK(plan_from_json(least.dump(), "plan.json").has_value());
}

TEST_CASE("what the program refuses in a plan, its schema refuses") {
    const JsonSchema schema(plan_schema());
    const Json good = Json::parse(to_json(full_plan(true)));
    const auto refused_after = [&](const std::string& pointer, const Json& value) {
        Json bad = good;
        bad[Json::json_pointer(pointer)] = value;
        return !schema.first_fault(bad).empty() && !plan_from_json(bad.dump(), "plan.json").has_value();
    };
    CHECK(refused_after("/schema_version", 7));
    CHECK(refused_after("/kind", "toc"));
    CHECK(refused_after("/page_count", 0));
    CHECK(refused_after("/titel", "x"));
    CHECK(refused_after("/songs/0/artst", "x"));
    CHECK(refused_after("/songs/0/first_half", "M"));
    CHECK(refused_after("/songs/0/confidence", 2));
    CHECK(refused_after("/songs/0/dropped_pages", "2"));
    CHECK(refused_after("/pages/0/role", "advert"));
    CHECK(refused_after("/warnings", Json::array({1})));
}

TEST_CASE("the names in the schema are those of the program") {
    const Json schema = Json::parse(manifest_schema());
    const auto& codes = schema.at("/properties/errors/items/properties/code/enum"_json_pointer);
    REQUIRE(codes.size() == static_cast<std::size_t>(ErrorCode::internal) + 1);
    for (int code = 0; code <= static_cast<int>(ErrorCode::internal); ++code)
        CHECK(codes[static_cast<std::size_t>(code)] == name_of(static_cast<ErrorCode>(code)));
    for (const auto& name : schema.at("/$defs/evidence/properties/source/enum"_json_pointer))
        CHECK(evidence_source_from(name.get<std::string>()).has_value());
    for (const auto& name : schema.at("/$defs/page_row/properties/role/enum"_json_pointer))
        CHECK(leaf_role_from(name.get<std::string>()).has_value());
}
