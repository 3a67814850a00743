#include "tables.hpp"

#include <fmt/format.h>

#include "table.hpp"

namespace sheetsplit::cli {
namespace {

constexpr const char* green = "\x1b[32m";
constexpr const char* yellow = "\x1b[33m";
constexpr const char* red = "\x1b[31m";

const char* colour_of(BookStatus status) {
    return status == BookStatus::success ? green : status == BookStatus::manual_review ? yellow : red;
}

const char* colour_of(Verdict verdict) {
    return verdict == Verdict::confirmed ? green : verdict == Verdict::conflicting ? red : yellow;
}

std::string status_of(const BookOutcome& book) {
    if (book.book_id.empty() || !book.errors.empty() || !book.reasons.empty() ||
        book.status == BookStatus::success)
        return std::string(name_of(book.status)) + (book.skipped ? " (done before)" : "");
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
    const std::vector<Column> columns{{"BOOK"},         {"SONGS", true}, {"CONFIRMED", true},
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
