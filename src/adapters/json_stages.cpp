// The values of discover, parse, map and verify as JSON.
#include <fmt/format.h>

#include <algorithm>

#include "adapters/json_value.hpp"
#include "sheetsplit/json.hpp"

namespace sheetsplit {
namespace {

using json::Json;
using json::Node;

constexpr int stage_schema_version = 1;

// Leaves as people and programs see them: PDF pages, with their half in two-up books.
class LeafNames {
public:
    explicit LeafNames(const StageContext& context) : leaves_(context.leaves) {
        if (!leaves_) return;
        for (std::size_t i = 0; i < leaves_->size(); ++i) index_.emplace((*leaves_)[i], LeafIndex(i));
    }

    Json name(LeafIndex leaf) const {
        if (!leaves_ || leaf.value() < 0 || leaf.at() >= leaves_->size()) return leaf.value() + 1;
        const Leaf& place = (*leaves_)[leaf.at()];
        const int page = pdf_page(place.page).value();
        if (place.half == Half::whole) return page;
        return {{"page", page}, {"half", json::half(place.half)}};
    }
    Json name(const std::optional<LeafIndex>& leaf) const { return leaf ? name(*leaf) : Json(nullptr); }
    Json names(const std::vector<LeafIndex>& leaves) const {
        Json list = Json::array();
        for (const LeafIndex leaf : leaves) list.push_back(name(leaf));
        return list;
    }

    LeafIndex leaf(const Node& node) const {
        Leaf place;
        if (node.is_object()) {
            place.page = page_index(json::read_page(node.at("page")));
            place.half = json::half_or(node, "half", Half::whole);
        } else {
            place.page = page_index(json::read_page(node));
        }
        if (!leaves_ && place.half == Half::whole) return LeafIndex(place.page.value());
        const auto found = index_.find(place);
        if (found == index_.end())
            node.mismatch("a page of the book, in two-up books {\"page\": N, \"half\": \"L\" or \"R\"}");
        return found->second;
    }
    std::optional<LeafIndex> optional_leaf(const Node& node, std::string_view key) const {
        const auto member = node.find(key);
        if (!member) return std::nullopt;
        return leaf(*member);
    }
    std::vector<LeafIndex> leaves(const Node& node, std::string_view key) const {
        std::vector<LeafIndex> list;
        if (const auto member = node.find(key))
            for (const Node& item : member->items()) list.push_back(leaf(item));
        return list;
    }
    LeafRange range(const Node& node) const {
        const LeafRange range{leaf(node.at("first_page")), leaf(node.at("last_page"))};
        if (range.last < range.first) node.at("last_page").mismatch("no page before first_page");
        return range;
    }
    // Rows of one list, one a leaf in reading order.
    std::vector<Node> one_a_leaf(const Node& node, std::string_view key) const {
        std::vector<Node> rows = node.at(key).items();
        if (leaves_ && rows.size() != leaves_->size())
            node.at(key).mismatch(fmt::format("one row for each of the {} pages", leaves_->size()));
        for (std::size_t i = 0; i < rows.size(); ++i)
            if (leaf(rows[i].at("page")) != LeafIndex(i))
                rows[i].at("page").mismatch("the pages in reading order");
        return rows;
    }

private:
    const std::vector<Leaf>* leaves_;
    std::map<Leaf, LeafIndex> index_;
};

Json head(std::string_view kind, const StageContext& context) {
    return {{"kind", kind},
            {"schema_version", stage_schema_version},
            {"source_pdf", context.source_pdf},
            {"source_sha256", context.source_sha256}};
}

void check_head(const Node& root, std::string_view kind, const std::string& name,
                const StageContext& context) {
    const std::string found = root.at("kind").text();
    if (found != kind) root.at("kind").mismatch(fmt::format("\"{}\"", kind));
    root.at("schema_version").integer(stage_schema_version, stage_schema_version);
    const std::string digest = root.at("source_sha256").text();
    if (!context.source_sha256.empty() && digest != context.source_sha256)
        throw Error{ErrorCode::wrong_book, name, std::nullopt,
                    fmt::format("was made for another book ({}), its digest differs from that of {}",
                                json::text_or_empty(root, "source_pdf"), context.source_pdf),
                    "Make it anew from this book, or name the book it was made for"};
}

Json folio(const std::optional<Folio>& folio) {
    return folio ? Json(to_text(*folio)) : Json(nullptr);
}

constexpr double longest = 1e6;  // points; beyond any page
constexpr int largest_number = 999'999;

}  // namespace

// ---------------------------------------------------------------- TocLocation

std::string to_json(const TocLocation& value, const StageContext& context) {
    const LeafNames leaves(context);
    Json root = head("toc_location", context);
    root["pages"] = leaves.names(value.leaves);
    root["method"] = name_of(value.method);
    root["confidence"] = json::number(value.confidence);
    root["notes"] = value.notes;
    return json::document(root);
}

Expected<TocLocation> toc_location_from_json(std::string_view text, const std::string& name,
                                             const StageContext& context) {
    return json::read_document<TocLocation>(text, name, [&](const Node& root) {
        check_head(root, "toc_location", name, context);
        root.only({"kind", "schema_version", "source_pdf", "source_sha256", "pages", "method", "confidence",
                   "notes"});
        TocLocation value;
        root.at("pages");
        value.leaves = LeafNames(context).leaves(root, "pages");
        value.method = root.at("method").name(toc_method_from, json::methods_accepted);
        value.confidence = json::number_or(root, "confidence", 0, 1, 0);
        value.notes = json::texts_or_none(root, "notes");
        return value;
    });
}

// ---------------------------------------------------------------- Toc

std::string to_json(const Toc& value, const StageContext& context) {
    const LeafNames leaves(context);
    Json entries = Json::array();
    for (const TocEntry& entry : value.entries)
        entries.push_back({{"title", entry.title},
                           {"artist", json::text_or_null(entry.artist)},
                           {"section", json::text_or_null(entry.section)},
                           {"printed_page", folio(entry.folio)},
                           {"song_number", json::value_or_null(entry.song_number)},
                           {"last_printed_page", folio(entry.last_folio)},
                           {"seen_on", leaves.name(entry.seen_on)},
                           {"points_to", leaves.name(entry.target)},
                           {"confidence", json::number(entry.confidence)},
                           {"first_line", entry.first_line}});
    Json root = head("toc", context);
    root["entries"] = std::move(entries);
    root["numbers"] = name_of(value.numbers);
    root["method"] = name_of(value.method);
    root["confidence"] = json::number(value.confidence);
    root["book_artist"] = json::text_or_null(value.book_artist);
    root["book_title"] = json::text_or_null(value.book_title);
    root["pages"] = leaves.names(value.leaves);
    root["notes"] = value.notes;
    return json::document(root);
}

Expected<Toc> toc_from_json(std::string_view text, const std::string& name, const StageContext& context) {
    return json::read_document<Toc>(text, name, [&](const Node& root) {
        check_head(root, "toc", name, context);
        root.only({"kind", "schema_version", "source_pdf", "source_sha256", "entries", "numbers", "method",
                   "confidence", "book_artist", "book_title", "pages", "notes"});
        const LeafNames leaves(context);
        Toc value;
        for (const Node& item : root.at("entries").items()) {
            item.only({"title", "artist", "section", "printed_page", "song_number", "last_printed_page",
                       "seen_on", "points_to", "confidence", "first_line"});
            TocEntry entry;
            entry.title = item.at("title").text();
            entry.artist = json::text_or_empty(item, "artist");
            entry.section = json::text_or_empty(item, "section");
            entry.folio = json::optional_folio(item, "printed_page");
            entry.song_number = json::optional_integer(item, "song_number", 0, largest_number);
            entry.last_folio = json::optional_folio(item, "last_printed_page");
            entry.seen_on = leaves.optional_leaf(item, "seen_on");
            entry.target = leaves.optional_leaf(item, "points_to");
            entry.confidence = json::number_or(item, "confidence", 0, 1, 1);
            entry.first_line = json::boolean_or(item, "first_line", false);
            value.entries.push_back(std::move(entry));
        }
        value.numbers = root.at("numbers").name(toc_numbers_from, "none, folios, song_numbers");
        value.method = root.at("method").name(toc_method_from, json::methods_accepted);
        value.confidence = json::number_or(root, "confidence", 0, 1, 0);
        value.book_artist = json::text_or_empty(root, "book_artist");
        value.book_title = json::text_or_empty(root, "book_title");
        value.leaves = leaves.leaves(root, "pages");
        value.notes = json::texts_or_none(root, "notes");
        return value;
    });
}

// ---------------------------------------------------------------- PageMap

std::string to_json(const PageMap& value, const StageContext& context) {
    const LeafNames leaves(context);
    Json pages = Json::array();
    for (std::size_t i = 0; i < value.folios.size(); ++i)
        pages.push_back({{"page", leaves.name(LeafIndex(i))},
                         {"printed_page", folio(value.folios[i])},
                         {"seen", i < value.folio_seen.size() && value.folio_seen[i]}});
    Json segments = Json::array();
    for (const FolioSegment& segment : value.segments)
        segments.push_back({{"first_page", leaves.name(segment.leaves.first)},
                            {"last_page", leaves.name(segment.leaves.last)},
                            {"numerals", json::name_of_numerals(segment.numerals)},
                            {"offset", segment.offset},
                            {"readings", segment.readings}});
    Json headings = Json::array();
    for (const Heading& heading : value.headings)
        headings.push_back({{"page", leaves.name(heading.leaf)},
                            {"top", json::number(heading.top)},
                            {"title", heading.title},
                            {"credit", json::text_or_null(heading.credit)},
                            {"song_number", json::value_or_null(heading.song_number)},
                            {"size", json::number(heading.size)},
                            {"prominence", json::number(heading.prominence)},
                            {"confidence", json::number(heading.confidence)},
                            {"beside_staff", heading.beside_staff},
                            {"below_top", heading.below_top}});
    Json placements = Json::array();
    for (const Placement& placement : value.placements)
        placements.push_back({{"entry", placement.entry + 1},
                              {"page", leaves.name(placement.leaf)},
                              {"heading", placement.heading ? Json(*placement.heading + 1) : Json(nullptr)},
                              {"likeness", json::number(placement.likeness)},
                              {"reason_missing", json::text_or_null(placement.reason_missing)},
                              {"evidence", json::evidence(placement.evidence)}});
    Json root = head("page_map", context);
    root["pages"] = std::move(pages);
    root["segments"] = std::move(segments);
    root["headings"] = std::move(headings);
    root["placements"] = std::move(placements);
    root["confidence"] = json::number(value.confidence);
    root["samples_verified"] = value.samples_verified;
    root["notes"] = value.notes;
    return json::document(root);
}

Expected<PageMap> page_map_from_json(std::string_view text, const std::string& name,
                                     const StageContext& context) {
    return json::read_document<PageMap>(text, name, [&](const Node& root) {
        check_head(root, "page_map", name, context);
        root.only({"kind", "schema_version", "source_pdf", "source_sha256", "pages", "segments", "headings",
                   "placements", "confidence", "samples_verified", "notes"});
        const LeafNames leaves(context);
        PageMap value;
        for (const Node& row : leaves.one_a_leaf(root, "pages")) {
            value.folios.push_back(json::optional_folio(row, "printed_page"));
            value.folio_seen.push_back(json::boolean_or(row, "seen", false));
        }
        for (const Node& item : root.at("segments").items()) {
            FolioSegment segment;
            segment.leaves = leaves.range(item);
            segment.numerals = item.at("numerals").name(json::numerals_from, json::numerals_accepted);
            segment.offset = item.at("offset").integer(-largest_number, largest_number);
            segment.readings = json::optional_integer(item, "readings", 0, json::max_pages).value_or(0);
            value.segments.push_back(segment);
        }
        for (const Node& item : root.at("headings").items()) {
            Heading heading;
            heading.leaf = leaves.leaf(item.at("page"));
            heading.top = json::number_or(item, "top", -longest, longest, 0);
            heading.title = item.at("title").text();
            heading.credit = json::text_or_empty(item, "credit");
            heading.song_number = json::optional_integer(item, "song_number", 0, largest_number);
            heading.size = json::number_or(item, "size", 0, longest, 0);
            heading.prominence = json::number_or(item, "prominence", 0, 1, 0);
            heading.confidence = json::number_or(item, "confidence", 0, 1, 0);
            heading.beside_staff = json::boolean_or(item, "beside_staff", false);
            heading.below_top = json::boolean_or(item, "below_top", false);
            value.headings.push_back(std::move(heading));
        }
        for (const Node& item : root.at("placements").items()) {
            Placement placement;
            placement.entry = static_cast<std::size_t>(item.at("entry").integer(1, largest_number) - 1);
            placement.leaf = leaves.optional_leaf(item, "page");
            if (const auto heading = item.find("heading"))
                placement.heading = static_cast<std::size_t>(
                    heading->integer(1, static_cast<int>(value.headings.size())) - 1);
            placement.likeness = json::number_or(item, "likeness", 0, 1, 0);
            placement.reason_missing = json::text_or_empty(item, "reason_missing");
            placement.evidence = json::evidence_or_none(item, "evidence");
            value.placements.push_back(std::move(placement));
        }
        value.confidence = json::number_or(root, "confidence", 0, 1, 0);
        value.samples_verified =
            json::optional_integer(root, "samples_verified", 0, largest_number).value_or(0);
        value.notes = json::texts_or_none(root, "notes");
        return value;
    });
}

// ---------------------------------------------------------------- Songs

std::string to_json(const Songs& value, const StageContext& context) {
    const LeafNames leaves(context);
    Json songs = Json::array();
    for (const Song& song : value.songs)
        songs.push_back({{"title", song.title},
                         {"artist", json::text_or_null(song.artist)},
                         {"printed_page", folio(song.folio)},
                         {"song_number", json::value_or_null(song.song_number)},
                         {"first_page", leaves.name(song.leaves.first)},
                         {"last_page", leaves.name(song.leaves.last)},
                         {"shares_first_page", song.shares_first_leaf},
                         {"top", json::number(song.top)},
                         {"bottom", json::value_or_null(song.bottom)},
                         {"listed", song.listed},
                         {"adjusted", song.adjusted},
                         {"verdict", name_of(song.verdict)},
                         {"confidence", json::number(song.confidence)},
                         {"evidence", json::evidence(song.evidence)},
                         {"inserts", leaves.names(song.inserts)}});
    Json pages = Json::array();
    for (std::size_t i = 0; i < value.roles.size(); ++i)
        pages.push_back({{"page", leaves.name(LeafIndex(i))}, {"role", name_of(value.roles[i])}});
    Json root = head("songs", context);
    root["songs"] = std::move(songs);
    root["pages"] = std::move(pages);
    root["missing"] = json::missing(value.missing);
    root["warnings"] = value.warnings;
    return json::document(root);
}

Expected<Songs> songs_from_json(std::string_view text, const std::string& name, const StageContext& context) {
    return json::read_document<Songs>(text, name, [&](const Node& root) {
        check_head(root, "songs", name, context);
        root.only({"kind", "schema_version", "source_pdf", "source_sha256", "songs", "pages", "missing",
                   "warnings"});
        const LeafNames leaves(context);
        Songs value;
        for (const Node& item : root.at("songs").items()) {
            item.only({"title", "artist", "printed_page", "song_number", "first_page", "last_page",
                       "shares_first_page", "top", "bottom", "listed", "adjusted", "verdict", "confidence",
                       "evidence", "inserts"});
            Song song;
            song.title = item.at("title").text();
            song.artist = json::text_or_empty(item, "artist");
            song.folio = json::optional_folio(item, "printed_page");
            song.song_number = json::optional_integer(item, "song_number", 0, largest_number);
            song.leaves = leaves.range(item);
            song.shares_first_leaf = json::boolean_or(item, "shares_first_page", false);
            song.top = json::number_or(item, "top", -longest, longest, 0);
            song.bottom = json::optional_number(item, "bottom", -longest, longest);
            song.listed = json::boolean_or(item, "listed", true);
            song.adjusted = json::boolean_or(item, "adjusted", false);
            song.verdict = item.at("verdict").name(verdict_from, json::verdicts_accepted);
            song.confidence = json::number_or(item, "confidence", 0, 1, 0);
            song.evidence = json::evidence_or_none(item, "evidence");
            song.inserts = leaves.leaves(item, "inserts");
            value.songs.push_back(std::move(song));
        }
        for (const Node& row : leaves.one_a_leaf(root, "pages"))
            value.roles.push_back(row.at("role").name(leaf_role_from, json::roles_accepted));
        value.missing = json::missing_or_none(root, "missing");
        value.warnings = json::texts_or_none(root, "warnings");
        return value;
    });
}

}  // namespace sheetsplit
