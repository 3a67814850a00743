#include "tables.hpp"

#include <fmt/format.h>

#include "table.hpp"

namespace sheetsplit::cli {
namespace {

// Books are told apart by the ends of their paths.
const Column book_column{"BOOK", false, 60, Cut::front};

constexpr const char* green = "\x1b[32m";
constexpr const char* yellow = "\x1b[33m";
constexpr const char* red = "\x1b[31m";

const char* colour_of(BookStatus status) {
    return status == BookStatus::success ? green : status == BookStatus::manual_review ? yellow : red;
}

const char* colour_of(LedgerStatus status) {
    return status == LedgerStatus::success ? green : status == LedgerStatus::failed ? red : yellow;
}

const char* colour_of(Verdict verdict) {
    return verdict == Verdict::confirmed ? green : verdict == Verdict::conflicting ? red : yellow;
}

std::string status_of(const BookOutcome& book) {
    if (book.book_id.empty() || !book.errors.empty() || !book.reasons.empty() ||
        book.status == BookStatus::success)
        return std::string(name_of(book.status)) + (!book.elsewhere.empty() ? " (done elsewhere)"
                                                    : book.skipped          ? " (done before)"
                                                                            : "");
    return std::string(name_of(book.status));
}

std::string pages_of(const PlannedSong& song) {
    const auto place = [](PdfPage page, Half half) {
        return fmt::format("{}{}", page.value(), half == Half::left ? "L" : half == Half::right ? "R" : "");
    };
    const std::string first = place(song.first_page, song.first_half),
                      last = place(song.last_page, song.last_half);
    return first == last ? first : first + "-" + last;
}

}  // namespace

std::string books_table(const std::vector<BookOutcome>& books, bool coloured) {
    const std::vector<Column> columns{book_column,      {"SONGS", true}, {"CONFIRMED", true},
                                      {"REVIEW", true}, {"TIME", true},  {"STATUS"}};
    std::vector<std::vector<Cell>> rows;
    int songs = 0, confirmed = 0, review = 0;
    double seconds = 0;
    for (const BookOutcome& book : books) {
        const int doubtful = book.songs - book.confirmed + book.missing;
        rows.push_back({book.source.empty() ? book.book_id : book.source, std::to_string(book.songs),
                        std::to_string(book.confirmed), std::to_string(doubtful),
                        fmt::format("{:.1f} s", book.seconds),
                        Cell(status_of(book), colour_of(book.status))});
        songs += book.songs;
        confirmed += book.confirmed;
        review += doubtful;
        seconds += book.seconds;
    }
    if (books.size() > 1)
        rows.push_back({fmt::format("{} books", books.size()), std::to_string(songs),
                        std::to_string(confirmed), std::to_string(review), fmt::format("{:.1f} s", seconds),
                        ""});
    return table_of(columns, rows, coloured);
}

std::string ledger_table(const std::vector<LedgerRecord>& rows, bool coloured) {
    const std::vector<Column> columns{book_column,      {"SONGS", true},   {"CONFIRMED", true},
                                      {"REVIEW", true}, {"TIME", true},    {"STATUS"},
                                      {"CHANGED"},      {"ID", false, 200}};
    std::vector<std::vector<Cell>> cells;
    for (const LedgerRecord& row : rows)
        cells.push_back({row.source_uri.empty() ? row.book_id : row.source_uri,
                         std::to_string(row.songs_extracted), std::to_string(row.songs_confirmed),
                         std::to_string(row.songs_extracted - row.songs_confirmed + row.entries_missing),
                         fmt::format("{:.1f} s", row.duration_seconds),
                         Cell(std::string(name_of(row.status)), colour_of(row.status)), row.updated_at,
                         row.book_id});
    return table_of(columns, cells, coloured);
}

std::string ledger_lines(const LedgerRecord& row, bool coloured) {
    const auto number = [](auto value) { return value > 0 ? fmt::format("{}", value) : std::string(); };
    std::string steps;
    for (const StageTiming& step : row.steps)
        steps += fmt::format("{}{} {:.3f} s", steps.empty() ? "" : ", ", step.stage, step.seconds);
    const bool counted = row.status != LedgerStatus::processing;
    const std::vector<std::pair<const char*, Cell>> lines{
        {"book", row.book_id},
        {"status", Cell(std::string(name_of(row.status)), colour_of(row.status))},
        {"error", row.error},
        {"source", row.source_uri},
        {"bytes", number(row.source_bytes)},
        {"sha256", row.source_sha256},
        {"pages", number(row.page_count)},
        {"artist", row.artist},
        {"name", row.book_name},
        {"songs", counted ? fmt::format("{}, {} confirmed", row.songs_extracted, row.songs_confirmed) : ""},
        {"missing", number(row.entries_missing)},
        {"manifest", row.manifest_uri},
        {"its sha256", row.manifest_sha256},
        {"seconds", number(row.duration_seconds)},
        {"steps", steps},
        {"dollars", row.cost ? fmt::format("{:.6f}", *row.cost) : ""},
        {"version", row.pipeline_version},
        {"options", row.options_digest},
        {"claimed by", row.claimed_by},
        {"until", counted ? "" : row.claimed_until},
        {"execution", row.execution_arn},
        {"created", row.created_at},
        {"changed", row.updated_at},
    };
    std::string out;
    for (const auto& [name, cell] : lines)
        if (!cell.text.empty())
            out += fmt::format("{:<11}{}{}{}\n", name, coloured ? cell.colour : "", printable(cell.text),
                               coloured && *cell.colour ? "\x1b[0m" : "");
    return out;
}

std::string plan_table(const SplitPlan& plan, bool coloured) {
    const std::vector<Column> columns{{"PAGES", true},       {"PRINTED", true}, {"TITLE"},
                                      {"ARTIST", false, 30}, {"VERDICT"},       {"FILE", false, 200}};
    std::vector<std::vector<Cell>> rows;
    for (const PlannedSong& song : plan.songs)
        rows.push_back({pages_of(song), song.printed_page.value_or(""), song.title, artist_of(plan, song),
                        Cell(std::string(name_of(song.verdict)), colour_of(song.verdict)), song.file});
    std::string out = table_of(columns, rows, coloured);
    for (const MissingEntry& entry : plan.missing)
        out += printable(fmt::format("missing: {} ({})", entry.title, entry.reason)) + "\n";
    return out;
}

}  // namespace sheetsplit::cli
