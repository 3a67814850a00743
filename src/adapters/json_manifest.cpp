// manifest.json: the contract with other programs.  Its schema is src/manifest/manifest.schema.json.
#include <fmt/format.h>

#include <algorithm>

#include "adapters/json_plan.hpp"
#include "sheetsplit/json.hpp"

namespace sheetsplit {
namespace {

using json::Json;
using json::Node;

constexpr std::string_view tool_name = "sheetsplit";
constexpr int largest_number = 999'999;

bool verified(const PlannedSong& song) {
    return song.confirmed_by_person || song.verdict == Verdict::confirmed;
}

Json verification(const std::vector<PlannedSong>& songs) {
    const auto count = [&](auto&& has) { return std::count_if(songs.begin(), songs.end(), has); };
    const auto good = count(verified);
    const auto failed = count([](const PlannedSong& song) {
        return !verified(song) &&
               (song.verdict == Verdict::conflicting || song.verdict == Verdict::unverified);
    });
    return {{"songs_verified", good},
            {"songs_adjusted", count([](const PlannedSong& song) { return song.adjusted; })},
            {"songs_failed", failed},
            {"success_rate",
             songs.empty() ? 0.0 : static_cast<double>(good) / static_cast<double>(songs.size())}};
}

Json songs(const Manifest& manifest) {
    std::map<std::size_t, const WrittenFile*> file_of;
    for (const WrittenFile& file : manifest.files)
        if (file.song) file_of.emplace(*file.song, &file);
    Json rows = Json::array();
    for (std::size_t i = 0; i < manifest.plan.songs.size(); ++i) {
        const PlannedSong& song = manifest.plan.songs[i];
        Json row = json::planned_song(manifest.plan, song);
        row["artist"] = json::text_or_null(artist_of(manifest.plan, song));
        // Only what lies on disk has a file.
        const auto written = file_of.find(i);
        const WrittenFile* file = written == file_of.end() ? nullptr : written->second;
        row["file"] = file ? Json(file->file) : Json(nullptr);
        row["bytes"] = file ? Json(file->bytes) : Json(nullptr);
        row["sha256"] = file ? Json(file->sha256) : Json(nullptr);
        rows.push_back(std::move(row));
    }
    return rows;
}

Json output(const Manifest& manifest) {
    return {{"songs_extracted", std::count_if(manifest.files.begin(), manifest.files.end(),
                                              [](const WrittenFile& file) { return file.song.has_value(); })},
            {"output_directory", manifest.output_directory},
            {"files", json::files(manifest.files)}};
}

std::vector<MappingSegment> read_segments(const Node& mapping) {
    std::vector<MappingSegment> segments;
    for (const Node& item : mapping.at("segments").items())
        segments.push_back({json::read_page(item.at("first_page")), json::read_page(item.at("last_page")),
                            item.at("numerals").name(json::numerals_from, json::numerals_accepted),
                            item.at("offset").integer(-largest_number, largest_number),
                            item.at("readings").integer(0, json::max_pages)});
    return segments;
}

SplitPlan read_plan(const Node& root) {
    SplitPlan plan;
    plan.source_pdf = root.at("source_pdf").text();
    plan.source_sha256 = root.at("source_sha256").text();
    plan.page_count = root.at("page_count").integer(0, json::max_pages);
    plan.two_up = root.at("two_up").boolean();
    plan.crop_shared_pages = root.at("crop_shared_pages").boolean();
    plan.artist = json::text_or_empty(root, "artist");
    plan.book_name = root.at("book_name").text();
    plan.folder = root.at("folder").text();
    plan.genre = json::text_or_empty(root, "genre");
    for (const Node& item : root.at("songs").items()) {
        PlannedSong song = json::read_planned_song(item, plan.two_up);
        if (song.artist == plan.artist) song.artist.clear();  // it was the book's
        plan.songs.push_back(std::move(song));
    }
    plan.pages = json::read_planned_pages(root, plan.songs, plan.two_up);
    plan.missing = json::missing_or_none(root, "missing");
    plan.warnings = json::texts_or_none(root, "warnings");
    return plan;
}

}  // namespace

std::string to_json(const Manifest& value) {
    const SplitPlan& plan = value.plan;
    Json toc_pages = Json::array();
    for (const PdfPage page : value.toc_pages) toc_pages.push_back(page.value());
    Json pages_with_gaps = Json::array();
    for (const PdfPage page : value.pages_with_gaps) pages_with_gaps.push_back(page.value());
    Json segments = Json::array();
    for (const MappingSegment& segment : value.segments)
        segments.push_back({{"first_page", segment.first_page.value()},
                            {"last_page", segment.last_page.value()},
                            {"numerals", json::name_of_numerals(segment.numerals)},
                            {"offset", segment.offset},
                            {"readings", segment.readings}});
    Json root;
    root["schema_version"] = value.schema_version;
    root["tool"] = {{"name", tool_name}, {"version", value.tool_version}};
    root["book_id"] = book_id_of(plan.source_sha256);
    root["source_pdf"] = plan.source_pdf;
    root["source_sha256"] = plan.source_sha256;
    root["page_count"] = plan.page_count;
    root["two_up"] = plan.two_up;
    root["crop_shared_pages"] = plan.crop_shared_pages;
    root["artist"] = json::text_or_null(plan.artist);
    root["book_name"] = plan.book_name;
    root["folder"] = plan.folder;
    root["genre"] = json::text_or_null(plan.genre);
    root["processing_timestamp"] = value.processing_timestamp;
    root["processing_duration_seconds"] = json::number(value.processing_seconds);
    root["timings"] = json::timings(value.timings);
    root["options_digest"] = value.options_digest;
    root["source_mended"] = value.source_mended;
    root["pages_with_gaps"] = std::move(pages_with_gaps);
    root["status"] = name_of(value.status);
    root["gates_failed"] = value.gates_failed;
    root["toc_discovery"] = {{"toc_pages", std::move(toc_pages)},
                             {"extraction_method", name_of(value.toc_method)},
                             {"entry_count", value.toc_entries},
                             {"confidence", json::number(value.toc_confidence)}};
    root["page_mapping"] = {{"segments", std::move(segments)},
                            {"confidence", json::number(value.mapping_confidence)},
                            {"samples_verified", value.samples_verified}};
    root["verification"] = verification(plan.songs);
    root["songs"] = songs(value);
    root["pages"] = json::planned_pages(plan);
    root["missing"] = json::missing(plan.missing);
    root["output"] = output(value);
    root["warnings"] = plan.warnings;
    root["errors"] = json::errors(value.errors);
    root["cost_estimate"] = 0;  // nothing of ours asks for money
    return json::document(root);
}

Expected<Manifest> manifest_from_json(std::string_view text, const std::string& name) {
    return json::read_document<Manifest>(text, name, [](const Node& root) {
        Manifest manifest;
        manifest.schema_version =
            root.at("schema_version").integer(manifest_schema_version, manifest_schema_version);
        manifest.tool_version = root.at("tool").at("version").text();
        manifest.plan = read_plan(root);
        manifest.processing_timestamp = root.at("processing_timestamp").text();
        manifest.processing_seconds = root.at("processing_duration_seconds").number();
        manifest.timings = json::read_timings(root);
        manifest.options_digest = root.at("options_digest").text();
        manifest.source_mended = json::boolean_or(root, "source_mended", false);
        manifest.pages_with_gaps = json::pages_or_none(root, "pages_with_gaps");
        manifest.status = root.at("status").name(book_status_from, "success, manual_review, failed");
        manifest.gates_failed = json::texts_or_none(root, "gates_failed");
        const Node toc = root.at("toc_discovery");
        manifest.toc_pages = json::pages_or_none(toc, "toc_pages");
        manifest.toc_method = toc.at("extraction_method").name(toc_method_from, json::methods_accepted);
        manifest.toc_entries = toc.at("entry_count").integer(0, largest_number);
        manifest.toc_confidence = toc.at("confidence").number(0, 1);
        const Node mapping = root.at("page_mapping");
        manifest.segments = read_segments(mapping);
        manifest.mapping_confidence = mapping.at("confidence").number(0, 1);
        manifest.samples_verified = mapping.at("samples_verified").integer(0, largest_number);
        const Node output = root.at("output");
        manifest.output_directory = output.at("output_directory").text();
        manifest.files = json::read_files(output, manifest.plan.songs.size());
        manifest.errors = json::read_errors(root);
        return manifest;
    });
}

}  // namespace sheetsplit
