// What arrives as JSON may be anything: reading it fails in words or gives a value that can be written.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <random>

#include "sheetsplit/index.hpp"
#include "sheetsplit/json.hpp"

using namespace sheetsplit;

namespace {

using Json = nlohmann::json;

Manifest seed_manifest() {
    Manifest manifest;
    manifest.plan.source_pdf = "b.pdf";
    manifest.plan.source_sha256 = "ab";
    manifest.plan.page_count = 3;
    manifest.plan.two_up = true;
    PlannedSong song;
    song.title = "One";
    song.last_page = PdfPage(2);
    song.first_half = Half::right;
    song.evidence = {{EvidenceSource::toc, PdfPage(1), "a", "b", 0.5}};
    song.dropped = {PdfPage(2)};
    song.file = "x.pdf";
    manifest.plan.songs = {song, song};
    manifest.plan.pages = {{PdfPage(1), LeafRole::song, {0}, "1|2", true}};
    manifest.plan.missing = {{"m", Folio{3, Numerals::roman}, "r"}};
    manifest.segments = {{PdfPage(1), PdfPage(2), Numerals::roman, -1, 2}};
    manifest.files = {{"x.pdf", 1, "cd", 0}};
    manifest.errors = {{ErrorCode::damaged, "b.pdf", PdfPage(3), "broken", ""}};
    manifest.timings = {{"read", 1}};
    return manifest;
}

// Puts something of another kind in one place of the document.
Json with_a_wrong_value(const Json& document, std::mt19937& random) {
    static const std::vector<Json> strange{nullptr,
                                           -1,
                                           0,
                                           3,
                                           1e300,
                                           1ull << 63,
                                           true,
                                           "",
                                           "L",
                                           "xii",
                                           Json::array(),
                                           Json::object(),
                                           Json::array({1, "a"}),
                                           Json{{"page", 2}, {"half", "R"}}};
    const Json flat = document.flatten();
    auto place = flat.begin();
    std::advance(place, static_cast<std::ptrdiff_t>(random() % flat.size()));
    Json::json_pointer pointer(place.key());
    if (random() % 3 == 0 && !pointer.empty()) pointer.pop_back();
    Json damaged = document;
    damaged[pointer] = strange[random() % strange.size()];
    return damaged;
}

std::string with_wrong_bytes(std::string text, std::mt19937& random) {
    for (unsigned i = 0; i <= random() % 4; ++i) {
        const std::size_t at = random() % text.size();
        switch (random() % 3) {
            case 0:
                text[at] = static_cast<char>(random());
                break;
            case 1:
                text.erase(at, 1 + random() % 9);
                break;
            default:
                text.insert(at, text.substr(random() % text.size(), random() % 30));
        }
        if (text.empty()) text = " ";
    }
    return text;
}

}  // namespace

TEST_CASE("a manifest with wrong values or bytes is refused in words or read") {
    const Json document = Json::parse(to_json(seed_manifest()));
    const std::string text = document.dump();
    std::mt19937 random(1);
    int refused = 0;
    for (int i = 0; i < 3000; ++i) {
        const std::string damaged =
            i % 2 ? with_a_wrong_value(document, random).dump() : with_wrong_bytes(text, random);
        const auto manifest = manifest_from_json(damaged, "m.json");
        if (!manifest) {
            ++refused;
            REQUIRE_FALSE(manifest.error().detail.empty());
            continue;
        }
        REQUIRE(manifest_from_json(to_json(*manifest), "again").has_value());
    }
    CHECK(refused > 1000);
}

TEST_CASE("a plan with wrong values or bytes is refused in words, or read and then judged by its content") {
    const Json document = Json::parse(to_json(seed_manifest().plan));
    const std::string text = document.dump();
    std::mt19937 random(2);
    int refused = 0;
    for (int i = 0; i < 3000; ++i) {
        const std::string damaged =
            i % 2 ? with_a_wrong_value(document, random).dump() : with_wrong_bytes(text, random);
        const auto plan = plan_from_json(damaged, "plan.json");
        if (!plan) {
            ++refused;
            continue;
        }
        REQUIRE(plan_from_json(to_json(*plan), "again").has_value());
        const Status status = validate(*plan, 3);
        if (status) {
            for (const PlannedSong& song : plan->songs) {
                const auto pages = pages_of(*plan, song);
                REQUIRE_FALSE(pages.empty());
                REQUIRE(pages.back().page <= PdfPage(3));
            }
        }
    }
    CHECK(refused > 1000);
}

TEST_CASE("an index with wrong bytes is refused in words or read") {
    const std::string text =
        "# note\ntitle,start,end\n\"Night, A\",3,4\nHome,xii,\nBook | (1, 3) (4,5) \\\n (6,7)\n";
    std::mt19937 random(3);
    for (int i = 0; i < 3000; ++i) {
        const auto toc = toc_from_index(with_wrong_bytes(text, random), "x.csv");
        if (toc) {
            REQUIRE_FALSE(toc->entries.empty());
            for (const TocEntry& entry : toc->entries) REQUIRE_FALSE(entry.title.empty());
        } else {
            REQUIRE_FALSE(toc.error().detail.empty());
        }
    }
}
