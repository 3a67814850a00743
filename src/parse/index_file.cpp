// Foreign index files as tables of contents.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

#include "core/csv.hpp"
#include "core/one_of.hpp"
#include "core/text.hpp"
#include "sheetsplit/index.hpp"

namespace sheetsplit {
namespace {

constexpr std::size_t max_bytes = 16u << 20;
constexpr std::size_t max_rows = 100'000;
constexpr std::string_view accepted =
    "Accepted are title,start,end (end may be absent), MobileSheets' title;pages;... and forScore's "
    "Title,Start Page,End Page,...; pages are numbers such as 12 or xii, or ranges such as 12-13";

Error refuse(const std::string& name, std::string detail) {
    return {ErrorCode::invalid_index, name, std::nullopt, std::move(detail), std::string(accepted)};
}

// ---------------------------------------------------------------- encoding

// Bytes 0x80 to 0x9f of Windows-1252, 0 where it has none.
constexpr std::array<char32_t, 32> windows_letters{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// UTF-8 without its mark; text that is none is taken for Windows-1252, which spreadsheets write.
std::string as_utf8(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::u32string points = code_points(text);
    const bool valid = utf8(points) == text;
    if (valid) return std::string(text);
    std::u32string decoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        char32_t point = byte;
        if (byte >= 0x80 && byte < 0xA0 && windows_letters[byte - 0x80u] != 0)
            point = windows_letters[byte - 0x80u];
        decoded += point;
    }
    return utf8(decoded);
}

// ---------------------------------------------------------------- offset tables

struct OffsetTable {
    std::string text;     // the pairs as they stand
    std::string without;  // the rest of the file, with empty lines in the table's place
};

bool is_offset_line(std::string_view line) {
    const std::size_t bar = line.find('|');
    if (bar == std::string_view::npos) return false;
    std::string_view rest = line.substr(bar + 1);
    return rest.find('(') != std::string_view::npos && rest.find(')') != std::string_view::npos &&
           rest.find_first_not_of(" \t\r(),-0123456789\\") == std::string_view::npos;
}

// Takes out lines such as "Some Book | (1, 13) (31, 12)", the offset tables of one index collection; a
// backslash at the end continues them.
OffsetTable take_offsets(std::string_view text) {
    OffsetTable table;
    bool continued = false;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1);
        std::string_view line = text.substr(0, end + 1);
        text.remove_prefix(end + 1);
        std::string_view bare = line;
        while (!bare.empty() && std::isspace(static_cast<unsigned char>(bare.back()))) bare.remove_suffix(1);
        const bool of_table = continued || is_offset_line(bare);
        continued = of_table && bare.ends_with('\\');
        if (!of_table) {
            table.without += line;
            continue;
        }
        table.without += '\n';
        table.text += std::string(table.text.empty() ? "" : " ") + tidied(bare);
    }
    return table;
}

// ---------------------------------------------------------------- numbers

struct Pages {
    Folio first;
    std::optional<Folio> last;
};

// "12" or "xii" and nothing else: what folio_from_text() forgives on a page is a broken row here.
std::optional<Folio> folio_of(std::string_view text) {
    const std::string core(without_outer_blanks(text));
    const auto all = [&](auto&& is) { return !core.empty() && std::all_of(core.begin(), core.end(), is); };
    if (all([](unsigned char c) { return std::isdigit(c) != 0; })) {
        if (core.size() > 5 || std::stoi(core) == 0) return std::nullopt;
        return Folio{std::stoi(core), Numerals::arabic};
    }
    if (!all([](unsigned char c) { return std::isalpha(c) != 0; })) return std::nullopt;
    return folio_from_text(core);
}

// "12", "12-13", "12-13,15"
std::optional<Pages> pages_of(const std::string& text) {
    std::optional<Pages> pages;
    std::string number;
    for (const char c : text + ",") {
        if (c != '-' && c != ',') {
            number += c;
            continue;
        }
        const auto folio = folio_of(number);
        if (!folio) return std::nullopt;
        if (!pages)
            pages = Pages{*folio, std::nullopt};
        else
            pages->last = folio;
        number.clear();
    }
    return pages;
}

// ---------------------------------------------------------------- columns

struct Columns {
    std::size_t title = 0;
    std::optional<std::size_t> start;
    std::optional<std::size_t> end;
    std::optional<std::size_t> artist;
    std::optional<std::size_t> composer;
};

using Rows = std::vector<CsvRow>;

const std::string& field_of(const CsvRow& row, std::optional<std::size_t> column) {
    static const std::string nothing;
    return column && *column < row.fields.size() ? row.fields[*column] : nothing;
}

// Letters of a header in lower case: "Start Page (Bookmark)" gives "startpagebookmark".
std::string header_word(const std::string& field) {
    std::string word;
    for (const char c : field)
        if (std::isalpha(static_cast<unsigned char>(c)))
            word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return word;
}

// The columns that a header names; nothing when it is no header.
std::optional<Columns> named_columns(const CsvRow& header) {
    Columns columns;
    bool has_title = false;
    const auto take = [](std::optional<std::size_t>& column, std::size_t i) {
        if (!column) column = i;
    };
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
        const std::string word = header_word(header.fields[i]);
        if (pages_of(header.fields[i])) return std::nullopt;
        if (!has_title &&
            is_one_of(word, {"title", "titles", "songtitle", "song", "songname", "name", "tune"})) {
            columns.title = i;
            has_title = true;
        } else if (word.starts_with("startpage") ||
                   is_one_of(word, {"start", "page", "pages", "firstpage", "from", "pagenumber"})) {
            take(columns.start, i);
        } else if (word.starts_with("endpage") || is_one_of(word, {"end", "lastpage", "to"})) {
            take(columns.end, i);
        } else if (is_one_of(word, {"artist", "artists", "performer"})) {
            take(columns.artist, i);
        } else if (is_one_of(word, {"composer", "composers", "author"})) {
            take(columns.composer, i);
        }
    }
    if (!has_title) return std::nullopt;
    return columns;
}

// Do nearly all rows have a page there?  A few broken ones must not hide the column.
bool holds_pages(const Rows& rows, std::size_t column, bool may_be_empty) {
    std::size_t pages = 0, empty = 0;
    for (const CsvRow& row : rows) {
        const std::string text(without_outer_blanks(field_of(row, column)));
        if (text.empty())
            ++empty;
        else if (pages_of(text))
            ++pages;
    }
    const std::size_t filled = rows.size() - empty;
    return pages > 0 && pages * 5 >= filled * 4 && (may_be_empty || filled * 5 >= rows.size() * 4);
}

std::size_t width_of(const Rows& rows) {
    std::size_t width = 0;
    for (const CsvRow& row : rows) width = std::max(width, row.fields.size());
    return std::min<std::size_t>(width, 64);
}

// Finds by their content the columns that no header named.
Columns completed(Columns columns, const Rows& rows, const std::optional<CsvRow>& header) {
    const std::size_t width = width_of(rows);
    if (!header) {
        // The title is the first column that is not made of numbers: mostly the first of all.
        while (columns.title + 1 < width && holds_pages(rows, columns.title, false)) ++columns.title;
        if (columns.title + 1 == width && holds_pages(rows, columns.title, false)) columns.title = 0;
    }
    for (std::size_t i = 0; !columns.start && i < width; ++i)
        if (i != columns.title && holds_pages(rows, i, false)) columns.start = i;
    if (columns.start && !columns.end) {
        const std::size_t next = *columns.start + 1;
        const bool unnamed = !header || header_word(field_of(*header, next)).empty();
        if (unnamed && next != columns.title && next < width && holds_pages(rows, next, true))
            columns.end = next;
    }
    return columns;
}

bool is_table(const Rows& rows) {
    const auto wide = static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [](const CsvRow& row) { return row.fields.size() > 1; }));
    return !rows.empty() && wide * 5 >= rows.size() * 4;
}

// The rows by the first delimiter that gives nearly all of them two fields or more, else by commas.
Expected<Rows> split_rows(const std::string& text, const std::string& name) {
    for (const char delimiter : {';', '\t'})
        if (Expected<Rows> rows = read_csv(text, delimiter, name); rows && is_table(*rows)) return rows;
    return read_csv(text, ',', name);
}

// ---------------------------------------------------------------- entries

// "Raven (The)" and "Night In Tunisia(A)", as some indices write them.
std::string article_in_brackets_put_right(const std::string& title) {
    for (const std::string_view article : {"(The)", "(A)", "(An)"}) {
        if (!title.ends_with(article) || title.size() == article.size()) continue;
        const std::string rest(
            without_outer_blanks(std::string_view(title).substr(0, title.size() - article.size())));
        return std::string(article.substr(1, article.size() - 2)) + " " + rest;
    }
    return title;
}

std::string joined_values(const std::string& field) {
    std::string values;
    for (const char c : field) values += c == '|' ? std::string(", ") : std::string(1, c);
    return tidied(values);
}

struct Reading {
    std::vector<TocEntry> entries;
    std::vector<std::string> faults;
    int ends_ignored = 0;
};

Reading entries_of(const Rows& rows, const Columns& columns) {
    Reading reading;
    for (const CsvRow& row : rows) {
        // Tidied before it is judged: of a stray mark nothing is left.
        const std::string title = article_in_brackets_put_right(
            article_put_right(tidied(without_outer_blanks(field_of(row, columns.title)))));
        const std::string start(without_outer_blanks(field_of(row, columns.start)));
        const std::string end(without_outer_blanks(field_of(row, columns.end)));
        const auto pages = pages_of(start);
        const auto last = folio_of(end);
        if (title.empty())
            reading.faults.push_back(fmt::format("line {}: has no title", row.line));
        else if (start.empty())
            reading.faults.push_back(fmt::format("line {}: \"{}\" has no page", row.line, title));
        else if (!pages)
            reading.faults.push_back(
                fmt::format("line {}: \"{}\" is no page of \"{}\"", row.line, start, title));
        else if (!end.empty() && !last)
            reading.faults.push_back(
                fmt::format("line {}: \"{}\" is no last page of \"{}\"", row.line, end, title));
        if (title.empty() || !pages || (!end.empty() && !last)) continue;

        TocEntry entry;
        entry.title = title;
        entry.artist = joined_values(field_of(row, columns.artist));
        if (entry.artist.empty()) entry.artist = joined_values(field_of(row, columns.composer));
        entry.folio = pages->first;
        entry.last_folio = last ? last : pages->last;
        // Real indices have songs that end before they start; the start is what counts.
        if (entry.last_folio && (entry.last_folio->numerals != entry.folio->numerals ||
                                 entry.last_folio->number < entry.folio->number)) {
            entry.last_folio.reset();
            ++reading.ends_ignored;
        }
        entry.confidence = 1;
        reading.entries.push_back(std::move(entry));
    }
    return reading;
}

}  // namespace

Expected<Toc> toc_from_index(std::string_view text, const std::string& name) {
    if (text.size() > max_bytes)
        return refuse(name, fmt::format("has {} bytes, at most {} are read", text.size(), max_bytes));
    if (text.find('\0') != std::string_view::npos) return refuse(name, "is no text");
    const OffsetTable offsets = take_offsets(as_utf8(text));
    Expected<Rows> table = split_rows(offsets.without, name);
    if (!table) return table.error();
    Rows rows = *std::move(table);
    if (rows.empty()) return refuse(name, "has no songs");
    if (rows.size() > max_rows)
        return refuse(name, fmt::format("has {} rows, at most {} are read", rows.size(), max_rows));

    Columns columns;
    std::optional<CsvRow> header;
    if (const auto named = named_columns(rows.front())) {
        columns = *named;
        header = rows.front();
        rows.erase(rows.begin());
        if (rows.empty()) return refuse(name, "has a header and no songs");
    }
    columns = completed(columns, rows, header);
    if (!columns.start) {
        const CsvRow& first = header ? *header : rows.front();
        return refuse(name, fmt::format("line {}: no column has page numbers", first.line));
    }

    Reading reading = entries_of(rows, columns);
    if (!reading.faults.empty()) {
        std::string detail = reading.faults.front();
        if (reading.faults.size() > 1)
            detail += fmt::format(", and {} more lines are broken", reading.faults.size() - 1);
        return refuse(name, detail);
    }

    Toc toc;
    toc.entries = std::move(reading.entries);
    toc.numbers = TocNumbers::folios;
    toc.method = TocMethod::index_file;
    toc.confidence = 1;
    toc.notes.push_back(fmt::format("{} songs from the index file {}", toc.entries.size(), name));
    if (reading.ends_ignored > 0)
        toc.notes.push_back(fmt::format(
            "{} last pages of the index file lie before the first and were ignored", reading.ends_ignored));
    if (!offsets.text.empty())
        toc.notes.push_back("The index file's offsets were not relied on, they are found anew: " +
                            offsets.text);
    return toc;
}

}  // namespace sheetsplit
