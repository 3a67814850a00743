// plan.json: the plan as people edit it.  Its schema is src/split/plan.schema.json.
#include "adapters/json_plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sheetsplit/json.hpp"

namespace sheetsplit {
namespace json {
namespace {

constexpr double longest = 1e6;                    // points; beyond any page
constexpr std::size_t max_song_pages = 2'000'000;  // of all songs together, shared pages counted twice

}  // namespace

Json planned_song(const SplitPlan& plan, const PlannedSong& song) {
    Json row{{"title", song.title},
             {"artist", text_or_null(song.artist)},
             {"printed_page", value_or_null(song.printed_page)},
             {"first_page", song.first_page.value()},
             {"last_page", song.last_page.value()}};
    if (plan.two_up) {
        row["first_half"] = half(song.first_half);
        row["last_half"] = half(song.last_half);
    }
    row["shares_first_page"] = song.shares_first_page;
    row["top"] = song.top ? number(*song.top) : Json(nullptr);
    row["bottom"] = song.bottom ? number(*song.bottom) : Json(nullptr);
    row["dropped_pages"] = Json::array();
    for (const PdfPage dropped : song.dropped) row["dropped_pages"].push_back(dropped.value());
    row["listed"] = song.listed;
    row["adjusted"] = song.adjusted;
    row["confirmed_by_person"] = song.confirmed_by_person;
    row["verdict"] = name_of(song.verdict);
    row["confidence"] = number(song.confidence);
    row["evidence"] = evidence(song.evidence);
    row["file"] = text_or_null(song.file);
    return row;
}

PlannedSong read_planned_song(const Node& node, bool two_up) {
    PlannedSong song;
    song.title = node.at("title").text();
    song.artist = text_or_empty(node, "artist");
    song.printed_page = optional_printed(node, "printed_page");
    song.first_page = read_page(node.at("first_page"));
    song.last_page = read_page(node.at("last_page"));
    if (song.last_page < song.first_page) node.at("last_page").mismatch("no page before first_page");
    if (two_up) {
        song.first_half = half_or(node, "first_half", Half::whole);
        song.last_half = half_or(node, "last_half", Half::whole);
    }
    song.shares_first_page = boolean_or(node, "shares_first_page", false);
    song.top = optional_number(node, "top", -longest, longest);
    song.bottom = optional_number(node, "bottom", -longest, longest);
    song.dropped = pages_or_none(node, "dropped_pages");
    song.listed = boolean_or(node, "listed", true);
    song.adjusted = boolean_or(node, "adjusted", false);
    song.confirmed_by_person = boolean_or(node, "confirmed_by_person", false);
    if (const auto verdict = node.find("verdict"))
        song.verdict = verdict->name(verdict_from, verdicts_accepted);
    song.confidence = number_or(node, "confidence", 0, 1, 0);
    song.evidence = evidence_or_none(node, "evidence");
    song.file = text_or_empty(node, "file");
    return song;
}

Json planned_pages(const SplitPlan& plan) {
    Json rows = Json::array();
    for (const PlannedPage& page : plan.pages) {
        Json songs = Json::array();
        for (const std::size_t song : page.songs) songs.push_back(song + 1);
        Json row{{"page", page.page.value()},
                 {"role", name_of(page.role)},
                 {"songs", std::move(songs)},
                 {"printed_page", value_or_null(page.printed_page)}};
        if (plan.two_up) row["two_leaves"] = page.two_leaves;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<PlannedPage> read_planned_pages(const Node& root, const std::vector<PlannedSong>& songs,
                                            bool two_up) {
    std::vector<PlannedPage> pages;
    const auto member = root.find("pages");
    if (!member) return pages;
    std::map<PdfPage, std::size_t> row_of;
    for (const Node& item : member->items()) {
        PlannedPage page;
        page.page = read_page(item.at("page"));
        page.role = item.at("role").name(leaf_role_from, roles_accepted);
        page.printed_page = optional_printed(item, "printed_page");
        page.two_leaves = two_up && boolean_or(item, "two_leaves", true);
        if (!row_of.emplace(page.page, pages.size()).second) item.at("page").mismatch("each page once");
        pages.push_back(std::move(page));
    }
    std::size_t song_pages = 0;
    for (std::size_t i = 0; i < songs.size(); ++i) {
        song_pages += static_cast<std::size_t>(songs[i].last_page - songs[i].first_page + 1);
        if (song_pages > max_song_pages)
            root.at("songs").mismatch(fmt::format("songs with at most {} pages together", max_song_pages));
        for (PdfPage at = songs[i].first_page; at <= songs[i].last_page; ++at) {
            const auto row = row_of.find(at);
            const auto& dropped = songs[i].dropped;
            if (row == row_of.end() || std::find(dropped.begin(), dropped.end(), at) != dropped.end())
                continue;
            PlannedPage& page = pages[row->second];
            page.songs.push_back(i);
            if (page.role != LeafRole::insert && page.role != LeafRole::blank) page.role = LeafRole::song;
        }
    }
    return pages;
}

}  // namespace json

std::string to_json(const SplitPlan& value) {
    json::Json root{{"kind", "plan"},
                    {"schema_version", value.schema_version},
                    {"source_pdf", value.source_pdf},
                    {"source_sha256", value.source_sha256},
                    {"page_count", value.page_count},
                    {"two_up", value.two_up},
                    {"crop_shared_pages", value.crop_shared_pages},
                    {"artist", json::text_or_null(value.artist)},
                    {"book_name", value.book_name},
                    {"folder", value.folder},
                    {"genre", json::text_or_null(value.genre)}};
    root["songs"] = json::Json::array();
    for (const PlannedSong& song : value.songs) root["songs"].push_back(json::planned_song(value, song));
    root["pages"] = json::planned_pages(value);
    root["missing"] = json::missing(value.missing);
    root["warnings"] = value.warnings;
    return json::document(root);
}

Expected<SplitPlan> plan_from_json(std::string_view text, const std::string& name) {
    return json::read_document<SplitPlan>(text, name, [&](const json::Node& root) {
        if (const auto kind = root.find("kind"); kind && kind->text() != "plan") kind->mismatch("\"plan\"");
        SplitPlan plan;
        plan.schema_version = root.at("schema_version").integer(plan_schema_version, plan_schema_version);
        root.only({"kind", "schema_version", "source_pdf", "source_sha256", "page_count", "two_up",
                   "crop_shared_pages", "artist", "book_name", "folder", "genre", "songs", "pages", "missing",
                   "warnings"});
        plan.source_pdf = json::text_or_empty(root, "source_pdf");
        plan.source_sha256 = root.at("source_sha256").text();
        plan.page_count = root.at("page_count").integer(1, json::max_pages);
        plan.two_up = json::boolean_or(root, "two_up", false);
        plan.crop_shared_pages = json::boolean_or(root, "crop_shared_pages", false);
        plan.artist = json::text_or_empty(root, "artist");
        plan.book_name = json::text_or_empty(root, "book_name");
        plan.folder = json::text_or_empty(root, "folder");
        plan.genre = json::text_or_empty(root, "genre");
        for (const json::Node& item : root.at("songs").items()) {
            item.only({"title", "artist", "printed_page", "first_page", "last_page", "first_half",
                       "last_half", "shares_first_page", "top", "bottom", "dropped_pages", "listed",
                       "adjusted", "confirmed_by_person", "verdict", "confidence", "evidence", "file"});
            plan.songs.push_back(json::read_planned_song(item, plan.two_up));
        }
        plan.pages = json::read_planned_pages(root, plan.songs, plan.two_up);
        plan.missing = json::missing_or_none(root, "missing");
        plan.warnings = json::texts_or_none(root, "warnings");
        return plan;
    });
}

}  // namespace sheetsplit
