// Index files for sheet-music apps, and what a copy of the whole book is annotated with.
#include <fmt/format.h>

#include <set>

#include "core/csv.hpp"
#include "core/names.hpp"
#include "core/unicode.hpp"
#include "sheetsplit/index.hpp"

namespace sheetsplit {
namespace {

constexpr NameTable<IndexFormat, 3> format_names{{{IndexFormat::plain, "plain"},
                                                  {IndexFormat::mobilesheets, "mobilesheets"},
                                                  {IndexFormat::forscore, "forscore"}}};

// Where a row points: pages of the book, or all pages of a file of the song's own.
struct Row {
    const PlannedSong* song = nullptr;
    int first = 1;
    int last = 1;
    std::string file;  // empty for the whole book
};

std::vector<Row> rows_of_book(const SplitPlan& plan) {
    std::vector<Row> rows;
    for (const PlannedSong& song : plan.songs)
        rows.push_back({&song, song.first_page.value(), song.last_page.value(), ""});
    return rows;
}

std::vector<Row> rows_of_files(const SplitPlan& plan) {
    std::vector<Row> rows;
    for (const PlannedSong& song : plan.songs)
        if (!song.file.empty())
            rows.push_back({&song, 1, static_cast<int>(pages_of(plan, song).size()), song.file});
    return rows;
}

std::string base_name(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

// "A Night In Tunisia" as it is sorted: "Night In Tunisia, A".  Nothing for titles without an article.
std::optional<std::string> inverted(const std::string& title) {
    for (const std::string_view article : {"The ", "A ", "An "})
        if (title.starts_with(article) && title.size() > article.size())
            return title.substr(article.size()) + ", " + std::string(article.substr(0, article.size() - 1));
    return std::nullopt;
}

std::string with(std::string text, char unwanted, char wanted) {
    for (char& c : text)
        if (c == unwanted) c = wanted;
    return text;
}

std::string plain_csv(const SplitPlan& plan, const std::vector<Row>& rows) {
    std::string text = "# " + with(with(plan.book_name, '\n', ' '), '\r', ' ') +
                       "\n# title,start,end: pages of the PDF, from 1\n";
    for (const Row& row : rows) {
        std::vector<std::string> fields{inverted(row.song->title).value_or(row.song->title),
                                        std::to_string(row.first), std::to_string(row.last)};
        if (!row.file.empty()) fields.push_back(row.file);
        text += csv_line(fields, ',');
    }
    return text;
}

std::string mobilesheets_csv(const SplitPlan& plan, const std::vector<Row>& rows, bool with_files) {
    std::vector<std::string> header{"title",     "pages",       "sorttitles", "artists",
                                    "composers", "collections", "keys",       "years"};
    if (with_files) header.push_back("file");
    std::string text = csv_line(header, ';');
    const auto value = [](const std::string& of) { return with(of, '|', '/'); };  // '|' would make two of it
    for (const Row& row : rows) {
        const std::string pages =
            row.first == row.last ? std::to_string(row.first) : fmt::format("{}-{}", row.first, row.last);
        std::vector<std::string> fields{row.song->title,
                                        pages,
                                        value(inverted(row.song->title).value_or("")),
                                        value(artist_of(plan, *row.song)),
                                        "",
                                        value(plan.book_name),
                                        "",
                                        ""};
        if (with_files) fields.push_back(row.file);
        text += csv_line(fields, ';');
    }
    return text;
}

// forScore takes two bookmarks of one title for one, so titles are numbered where they repeat.
class UniqueTitles {
public:
    std::string take(const std::string& title) {
        std::string unique = title;
        for (int number = 2; !taken_.insert(fold_case(unique)).second; ++number)
            unique = fmt::format("{} ({})", title, number);
        return unique;
    }

private:
    std::set<std::string> taken_;
};

std::string forscore_csv_of_book(const SplitPlan& plan, const std::vector<Row>& rows) {
    std::string text = csv_line({"Title", "Start Page", "End Page", "Composers", "Genres", "Tags"}, ',');
    UniqueTitles titles;
    for (const Row& row : rows)
        text += csv_line({titles.take(row.song->title), std::to_string(row.first), std::to_string(row.last),
                          artist_of(plan, *row.song), plan.genre, plan.book_name},
                         ',');
    return text;
}

// The columns of forScore's library list; its files lie in one folder, so they are named without theirs.
std::string forscore_csv_of_files(const SplitPlan& plan, const std::vector<Row>& rows) {
    std::string text = csv_line(
        {"Filename", "Title", "Start Page (Bookmark)", "End Page (Bookmark)", "Composers", "Genres", "Tags",
         "Labels", "Reference", "Rating", "Difficulty", "Minutes", "Seconds", "keysf", "keymi"},
        ',');
    for (const Row& row : rows)
        text += csv_line({base_name(row.file), row.song->title, "", "", artist_of(plan, *row.song),
                          plan.genre, plan.book_name, "", "", "", "", "", "", "", ""},
                         ',');
    return text;
}

}  // namespace

std::string_view name_of(IndexFormat format) {
    return format_names.name(format);
}
std::optional<IndexFormat> index_format_from(std::string_view name) {
    return format_names.value(name);
}

std::string index_of_book(const SplitPlan& plan, IndexFormat format) {
    const auto rows = rows_of_book(plan);
    switch (format) {
        case IndexFormat::mobilesheets:
            return mobilesheets_csv(plan, rows, false);
        case IndexFormat::forscore:
            return forscore_csv_of_book(plan, rows);
        case IndexFormat::plain:
            break;
    }
    return plain_csv(plan, rows);
}

std::string index_of_files(const SplitPlan& plan, IndexFormat format) {
    const auto rows = rows_of_files(plan);
    switch (format) {
        case IndexFormat::mobilesheets:
            return mobilesheets_csv(plan, rows, true);
        case IndexFormat::forscore:
            return forscore_csv_of_files(plan, rows);
        case IndexFormat::plain:
            break;
    }
    return plain_csv(plan, rows);
}

std::vector<OutlineItem> outline_of(const SplitPlan& plan) {
    std::vector<OutlineItem> outline;
    for (const PlannedSong& song : plan.songs)
        outline.push_back({song.title, page_index(song.first_page), 0});
    return outline;
}

std::vector<std::string> page_labels_of(const SplitPlan& plan) {
    std::vector<std::string> labels(static_cast<std::size_t>(plan.page_count));
    for (const PlannedPage& page : plan.pages)
        if (page.printed_page && page_index(page.page).at() < labels.size())
            labels[page_index(page.page).at()] = *page.printed_page;
    return labels;
}

}  // namespace sheetsplit
