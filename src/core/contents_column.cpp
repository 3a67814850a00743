#include "core/contents_column.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "core/text.hpp"

namespace sheetsplit::contents {
namespace {

bool is_letter_heading(const std::string& text) {
    const std::string core = folded(text);
    return code_points(core).size() <= 1 || core == "0 9" || core == "09" || text == "#";
}

bool is_table_header(const std::string& text) {
    const std::string core = folded(text);
    constexpr std::array<std::string_view, 12> words{"page",
                                                     "pages",
                                                     "pag",
                                                     "seite",
                                                     "titre compositeur page",
                                                     "title artist page",
                                                     "title page",
                                                     "song page",
                                                     "titel seite",
                                                     "no title page",
                                                     "p",
                                                     "title composer page"};
    if (std::find(words.begin(), words.end(), core) != words.end()) return true;
    return core.starts_with("titre ") || core.starts_with("title artist") ||
           core.starts_with("title composer") || core.starts_with("song title") ||
           core.starts_with("song artist");
}

// Where a second cell of a table row begins: the x0 that most rows' second run shares.
std::optional<double> second_cell(const std::vector<Row>& rows, double size) {
    std::vector<double> starts;
    std::size_t numbered = 0;
    for (const Row& row : rows) {
        if (!row.numbered()) continue;
        ++numbered;
        for (std::size_t r = 1; r < row.title.size(); ++r)
            if (!row.title[r - 1].leader) starts.push_back(row.title[r].box.x0);
    }
    if (numbered < 3) return std::nullopt;
    for (const Cluster& cluster : clusters_of(starts, 0.6 * size))
        if (cluster.count * 2 >= numbered && cluster.count >= 3) return cluster.low;
    return std::nullopt;
}

class ColumnReader {
public:
    ColumnReader(std::vector<Row> rows, const Design& design, std::string section)
        : rows_(std::move(rows)), design_(design), section_(std::move(section)) {
        std::vector<double> distances;
        const Row* before = nullptr;
        std::size_t numbered = 0;
        std::size_t italic = 0;
        std::size_t bold = 0;
        for (const Row& row : rows_) {
            if (!row.numbered()) continue;
            ++numbered;
            italic += row.italic;
            bold += row.bold;
            if (before) distances.push_back(row.y - before->y);
            before = &row;
        }
        std::sort(distances.begin(), distances.end());
        pitch_ = distances.empty() ? 1.6 * design_.size : distances[distances.size() / 2];
        entries_x0_ = usual_x0();
        hangs_ = hanging() >= 2;
        entries_italic_ = italic * 2 > numbered;
        entries_bold_ = bold * 2 > numbered;
        cell_ = second_cell(rows_, design_.size);
        learn_followers(numbered);
    }

    ColumnEntries read() {
        ColumnEntries out;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const Row& row = rows_[i];
            const std::string text = row.text();
            ++out.rows_all;
            if (row.numbered()) {
                if (row.title.empty() && pending_.title.empty())
                    continue;  // a lone number: the page's own folio
                finish(row, out);
                ++out.rows_used;
                continue;
            }
            if (letters_in(text) + digits_in(text) == 0 || is_table_header(text)) {
                --out.rows_all;
                continue;
            }
            if (is_letter_heading(text)) {
                pending_ = {};
                ++out.rows_used;
                continue;
            }
            if (is_artist_line(i)) {
                if (!out.entries.empty() && out.entries.back().artist.empty() && artists_below_) {
                    for (auto entry = out.entries.rbegin();
                         entry != out.entries.rend() && entry->title == out.entries.back().title; ++entry)
                        entry->artist = text;
                }
                ++out.rows_used;
                continue;
            }
            if (design_.side == Side::none) {
                finish(row, out);
                ++out.rows_used;
                continue;
            }
            if (joins_next(i)) {
                const Cells cells = cells_of(row);
                pending_.title += (pending_.title.empty() ? "" : " ") + cells.title;
                pending_.artist += (pending_.artist.empty() ? "" : " ") + cells.artist;
                ++out.rows_used;
                continue;
            }
            if (continues_previous(i) && !out.entries.empty()) {
                const Cells cells = cells_of(row);
                const std::string title = tidied(last_title_ + " " + cells.title);
                for (auto entry = out.entries.rbegin();
                     entry != out.entries.rend() && entry->title == last_title_; ++entry) {
                    entry->title = title;
                    if (entry->artist.empty()) entry->artist = tidied(cells.artist);
                }
                last_title_ = title;
                ++out.rows_used;
                continue;
            }
            pending_ = {};
            if (letters_in(text) >= 3) section_ = text;
        }
        out.section = section_;
        return out;
    }

private:
    bool smaller(const Row& row) const {
        return row.size < 0.91 * design_.size || (row.italic && !entries_italic_);
    }

    // Where entries begin that are not the last line of a wrapped title.
    double usual_x0() const {
        std::vector<double> starts;
        for (const Row& row : rows_)
            if (row.numbered() && !row.title.empty()) starts.push_back(row.x0);
        if (starts.empty()) return 0;
        std::sort(starts.begin(), starts.end());
        return starts[starts.size() / 4];
    }

    bool is_deeper(const Row& row, double x0) const { return row.x0 > x0 + 0.4 * design_.size; }

    // First lines of wrapped titles whose next line stands deeper.
    std::size_t hanging() const {
        std::size_t count = 0;
        for (std::size_t i = 0; i + 1 < rows_.size(); ++i)
            count += !rows_[i].numbered() && !is_deeper(rows_[i], entries_x0_) &&
                     is_deeper(rows_[i + 1], std::max(rows_[i].x0, entries_x0_)) &&
                     rows_[i + 1].y - rows_[i].y < 2.2 * design_.size;
        return count;
    }

    // Looks like an artist's line under a numbered row.
    bool is_follower(std::size_t i) const {
        return i > 0 && !rows_[i].numbered() && rows_[i - 1].numbered() && smaller(rows_[i]) &&
               rows_[i].y - rows_[i - 1].y < 1.9 * design_.size;
    }

    template <class Matches>
    std::size_t count_rows(Matches matches) const {
        std::size_t count = 0;
        for (std::size_t i = 0; i < rows_.size(); ++i) count += matches(i);
        return count;
    }

    // How artists stand below the titles, learned from the rows where that is plain.
    void learn_followers(std::size_t numbered) {
        const std::size_t followers = count_rows([&](std::size_t i) { return is_follower(i); });
        artists_below_ = followers * 10 >= numbered * 4 && numbered >= 3;
        const std::size_t in_capitals =
            count_rows([&](std::size_t i) { return is_follower(i) && is_all_capitals(rows_[i].text()); });
        const std::size_t titles_in_capitals = count_rows(
            [&](std::size_t i) { return rows_[i].numbered() && is_all_capitals(rows_[i].text()); });
        capitals_below_ =
            artists_below_ && in_capitals * 10 > followers * 7 && titles_in_capitals * 10 < numbered * 3;
    }

    bool is_artist_line(std::size_t i) const {
        if (i == 0 || rows_[i].y - rows_[i - 1].y >= 1.9 * design_.size) return false;
        // Capitals alone are as high as letters of a larger type.
        if (capitals_below_ && rows_[i - 1].numbered() && is_all_capitals(rows_[i].text())) return true;
        return smaller(rows_[i]) && (rows_[i - 1].numbered() || smaller(rows_[i - 1]));
    }

    bool looks_like_heading(std::size_t i) const {
        const Row& row = rows_[i];
        if (row.size > 1.12 * design_.size || (row.bold && !entries_bold_)) return true;
        return i > 0 && row.y - rows_[i - 1].y > 1.5 * pitch_ && i + 1 < rows_.size() &&
               rows_[i + 1].y - row.y > 0.9 * pitch_;
    }

    // The first lines of a wrapped title whose number stands on the last.
    bool joins_next(std::size_t i) const {
        if (looks_like_heading(i) || i + 1 >= rows_.size()) return false;
        const Row& row = rows_[i];
        const Row& next = rows_[i + 1];
        const double distance = next.y - row.y;
        // A row with a number is an entry whatever its measured size, which few letters make unsure.
        const bool other_size =
            next.numbered() ? smaller(row) && row.size < 0.91 * next.size : smaller(next) != smaller(row);
        if (distance > 2.2 * design_.size || other_size) return false;
        if (next.title.empty()) return true;
        const bool indented = is_deeper(next, row.x0);
        // Where the lines of wrapped titles hang, a row above another that does not is a heading.
        if (hangs_ && !indented && !is_deeper(row, entries_x0_)) return false;
        const bool tight = distance < 0.85 * pitch_;
        if (design_.side == Side::left) return false;
        // Under the number of the row before, deeper than it: that row's own second line.
        if (i > 0 && rows_[i - 1].numbered() && row.x0 > rows_[i - 1].x0 + 0.4 * design_.size && !indented &&
            pending_.title.empty())
            return next.x0 > rows_[i - 1].x0 + 0.4 * design_.size;
        return indented || tight || !pending_.title.empty();
    }

    bool continues_previous(std::size_t i) const {
        if (looks_like_heading(i) || i == 0) return false;
        const Row& row = rows_[i];
        if (hangs_ && !is_deeper(row, entries_x0_)) return false;
        const Row& before = rows_[i - 1];
        return row.y - before.y < 2.2 * design_.size && row.x0 > before.x0 - 0.3 * design_.size &&
               (row.x0 > before.x0 + 0.4 * design_.size || row.y - before.y < 0.85 * pitch_ ||
                design_.side == Side::left);
    }

    // What stands in the title's cell of a table, and in the artist's.
    struct Cells {
        std::string title;
        std::string artist;
    };
    Cells cells_of(const Row& row) const {
        Cells cells;
        for (std::size_t r = 0; r < row.title.size(); ++r) {
            const bool second = cell_ && r > 0 && row.title[r].box.x0 > *cell_ - 0.8 * design_.size;
            std::string& target = second ? cells.artist : cells.title;
            target += (target.empty() ? "" : " ") + row.title[r].text();
        }
        return cells;
    }

    void finish(const Row& row, ColumnEntries& out) {
        const Cells before = std::exchange(pending_, {});
        const Cells cells = cells_of(row);
        const std::string title = tidied(before.title + " " + cells.title);
        if (letters_in(title) + digits_in(title) == 0) return;
        TocEntry entry;
        entry.title = title;
        entry.artist = tidied(before.artist + " " + cells.artist);
        entry.section = section_;
        entry.confidence = row.confidence;
        entry.first_line = row.italic && !entries_italic_;
        if (row.other && row.other->numerals == Numerals::arabic) entry.song_number = row.other->number;
        out.leaders += row.leader;
        if (row.numbers.empty()) out.entries.push_back(entry);
        for (const Folio& number : row.numbers) {
            entry.folio = number;
            out.entries.push_back(entry);
        }
        last_title_ = title;
    }

    std::vector<Row> rows_;
    const Design& design_;
    std::string section_;
    std::string last_title_;
    Cells pending_;  // of the first lines of a wrapped title
    double pitch_ = 0;
    bool entries_italic_ = false;
    bool entries_bold_ = false;
    bool artists_below_ = false;
    bool capitals_below_ = false;  // ... and are printed in capitals, as the titles are not
    bool hangs_ = false;
    double entries_x0_ = 0;
    std::optional<double> cell_;
};

}  // namespace

ColumnEntries read_column(std::vector<Row> rows, const Design& design, std::string section) {
    return ColumnReader(std::move(rows), design, std::move(section)).read();
}

}  // namespace sheetsplit::contents
