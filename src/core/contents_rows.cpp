#include "core/contents_rows.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>

#include "core/statistics.hpp"
#include "core/text.hpp"

namespace sheetsplit::contents {
namespace {

// The texts of all parts, with blanks between them.
template <class Part, class TextOf>
std::string joined(const std::vector<Part>& parts, TextOf text_of) {
    std::string text;
    for (const Part& part : parts) text += (text.empty() ? "" : " ") + text_of(part);
    return text;
}

// Page numbers read from a piece of text: "12", "203, 204".  `lenient` also takes what OCR makes of figures.
std::vector<Folio> numbers_of(const std::string& text, bool lenient) {
    std::vector<Folio> numbers;
    std::string part;
    const auto take = [&]() -> bool {
        if (part.empty()) return true;
        if (lenient && part.size() <= 4 && !folio_from_text(part)) {
            for (char& c : part) {
                if (std::string_view("lI|]!)i[/").find(c) != std::string_view::npos)
                    c = '1';
                else if (c == 'O' || c == 'o' || c == 'Q')
                    c = '0';
                else if (c == 'S' || c == 's')
                    c = '5';
                else if (c == 'B')
                    c = '8';
                else if (c == 'Z' || c == 'z')
                    c = '2';
                else if (c == 'A')
                    c = '4';
                else if (c == 'g' || c == 'q')
                    c = '9';
            }
        }
        const auto folio = folio_from_text(part);
        // "l", "c" and "d" are roman, but far more often misread.
        const bool doubtful =
            folio && folio->numerals == Numerals::roman && (folio->number >= 50 || part.size() < 1);
        if (!folio || doubtful) return false;
        numbers.push_back(*folio);
        part.clear();
        return true;
    };
    for (const char c : text) {
        if (c == ' ' || c == ',' || c == ';' || c == '&') {
            if (!take()) return {};
        } else {
            part += c;
        }
    }
    if (!take()) return {};
    return numbers;
}

bool is_number_word(const std::string& text) {
    return !numbers_of(text, false).empty();
}

// A word whose last figures are a number of its own; `kept` of its characters are the word.
std::pair<Word, Word> cut_word(const Word& word, std::size_t kept, std::size_t number_at) {
    const double share = static_cast<double>(number_at) / static_cast<double>(word.text.size());
    Word title = word;
    Word number = word;
    title.text.resize(kept);
    title.box.x1 = word.box.x0 + share * word.box.width();
    number.text.erase(0, number_at);
    number.box.x0 = title.box.x1;
    return {title, number};
}

// Where the figures begin that end a word of letters, one to three of them, after at least `least` other
// characters.
std::optional<std::size_t> figures_at_end(const std::string& word, std::size_t least) {
    const std::size_t at = word.find_last_not_of("0123456789") + 1;
    if (at < least || at == word.size() || word.size() - at > 3) return std::nullopt;
    return at;
}

// "Manger.152": a leader of one dot that the text layer keeps with title and number.
std::vector<Word> parted(const Word& word) {
    const auto at = figures_at_end(word.text, 3);
    const bool after_dot =
        at && word.text[*at - 1] == '.' && std::isalpha(static_cast<unsigned char>(word.text[*at - 2]));
    if (!after_dot) return {word};
    auto [title, number] = cut_word(word, *at - 1, *at);
    title.leader_after = true;
    return {title, number};
}

// Numbers that end or begin runs, with the edge by which a printer aligns them.
struct NumberSpot {
    std::size_t line;
    std::size_t run;
    double edge;
    bool alone;  // the run is nothing else
};

std::vector<std::size_t> trailing_numbers(const Run& run) {
    std::vector<std::size_t> at;
    for (std::size_t i = run.words.size(); i-- > 0;) {
        if (!is_number_word(run.words[i].text)) break;
        at.push_back(i);
    }
    std::reverse(at.begin(), at.end());
    return at;
}

// Where a column begins whose numbers stand left of the titles.  Headings may stand further out than the
// numbers: they reach across the place of the numbers, as nothing of the column before does.
double left_edge(const std::vector<Line>& lines, const Cluster& numbers, double size) {
    constexpr double furthest_out = 4;  // times the letters' size
    double edge = numbers.low - size;
    for (const Line& line : lines)
        for (const Run& run : line.runs)
            if (run.box.x0 > numbers.low - furthest_out * size && run.box.x1 > numbers.high + size)
                edge = std::min(edge, run.box.x0 - 1);
    return edge;
}

// "Ramblers14": the text before reaches as far as the number.
bool take_glued_number(Run& run, Row& row) {
    const Word& last = run.words.back();
    const auto at = figures_at_end(last.text, 4);
    if (!at || letters_in(last.text) < 3) return false;
    const auto [title, number] = cut_word(last, *at, *at);
    row.numbers = numbers_of(number.text, false);
    run.words.back() = title;
    return !row.numbers.empty();
}

// Takes the number out of a run that holds title and number.
bool take_number(Run& run, Side side, Row& row) {
    if (side == Side::right) {
        const auto tail = trailing_numbers(run);
        if (tail.empty()) return take_glued_number(run, row);
        if (tail.back() == 0) return false;
        // "Summer of 69" ends in a number that is no page: only the last one is, unless commas join them.
        std::size_t from = tail.back();
        while (from > tail.front() && run.words[from - 1].text.ends_with(",")) --from;
        if (from == 0) return false;
        std::string text;
        for (std::size_t at = from; at < run.words.size(); ++at)
            text += (text.empty() ? "" : " ") + run.words[at].text;
        row.numbers = numbers_of(text, false);
        run.words.resize(from);
        return true;
    }
    if (run.words.size() < 2 || !is_number_word(run.words.front().text)) return false;
    row.numbers = numbers_of(run.words.front().text, false);
    run.words.erase(run.words.begin());
    return true;
}

}  // namespace

std::string Run::text() const {
    return joined(words, [](const Word& word) { return word.text; });
}

std::string Line::text() const {
    return joined(runs, [](const Run& run) { return run.text(); });
}

std::string Row::text() const {
    return tidied(joined(title, [](const Run& run) { return run.text(); }));
}

std::vector<Cluster> clusters_of(std::vector<double> edges, double slack) {
    std::sort(edges.begin(), edges.end());
    std::vector<Cluster> clusters;
    for (const double edge : edges) {
        if (clusters.empty() || edge - clusters.back().high > slack) clusters.push_back({edge, edge, 0});
        clusters.back().high = edge;
        ++clusters.back().count;
    }
    return clusters;
}

std::vector<Line> lines_of(const std::vector<TextLine>& texts) {
    std::vector<Line> lines;
    for (const TextLine& text : texts) {
        Line line{{}, text.box.middle_y(), text.size, text.confidence};
        std::vector<Word> words;
        for (const Word& word : text.words)
            for (Word& part : parted(word)) words.push_back(std::move(part));
        for (const Word& word : words) {
            if (letters_in(word.text) == 0 && digits_in(word.text) == 0 && word.text.size() < 4 &&
                word.text != "&" && word.text != "-" && word.text != "/" &&
                word.text.find("\xE2\x80") == std::string::npos)
                if (!(word.text == ")" || word.text == "]" || word.text == "|" || word.text == "!")) continue;
            if (line.runs.empty() || line.runs.back().words.back().run != word.run) {
                line.runs.push_back({});
                line.runs.back().box = word.box;
            }
            Run& run = line.runs.back();
            run.box = united(run.box, word.box);
            run.leader = run.leader || word.leader_after;
            run.words.push_back(word);
        }
        if (!line.runs.empty()) lines.push_back(std::move(line));
    }
    std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.y < b.y; });
    return lines;
}

Design design_of(const std::vector<Line>& lines, Size page) {
    std::vector<NumberSpot> tails;
    std::vector<NumberSpot> heads;
    std::vector<double> sizes;
    int votes_right = 0;
    int votes_left = 0;
    for (std::size_t l = 0; l < lines.size(); ++l) {
        const Line& line = lines[l];
        bool any = false;
        for (std::size_t r = 0; r < line.runs.size(); ++r) {
            const Run& run = line.runs[r];
            const bool alone = !numbers_of(run.text(), false).empty();
            if (alone || !trailing_numbers(run).empty()) tails.push_back({l, r, run.box.x1, alone});
            if (alone || is_number_word(run.words.front().text)) heads.push_back({l, r, run.box.x0, alone});
            any = any || alone;
        }
        const Run& first = line.runs.front();
        const Run& last = line.runs.back();
        const bool starts = is_number_word(first.words.front().text);
        const bool ends = is_number_word(last.words.back().text);
        const bool wordy = line.runs.size() > 1 || first.words.size() > 1;
        if (wordy && ends && !starts) ++votes_right;
        if (wordy && starts && !ends) ++votes_left;
        const bool led =
            std::any_of(line.runs.begin(), line.runs.end(), [](const Run& run) { return run.leader; });
        if (wordy && ends && led) ++votes_right;
        if (wordy && (any || starts || ends)) sizes.push_back(line.size);
    }
    Design design;
    design.size = median_of(sizes, 10);
    if (votes_right == 0 && votes_left == 0) {
        design.columns = {{0, page.width}};
        return design;
    }
    design.side = votes_right >= votes_left ? Side::right : Side::left;
    const std::vector<NumberSpot>& spots = design.side == Side::right ? tails : heads;
    // Numbers that stand apart are sure; those at the end of a title count once a column is known.
    std::vector<double> edges;
    for (const NumberSpot& spot : spots)
        if (spot.alone) edges.push_back(spot.edge);
    constexpr std::size_t no_accident = 6;
    if (edges.size() < 2 || (spots.size() >= no_accident && edges.size() * 3 < spots.size())) {
        edges.clear();
        for (const NumberSpot& spot : spots) edges.push_back(spot.edge);
        const auto [low, high] = std::minmax_element(edges.begin(), edges.end());
        design.ragged =
            design.side == Side::right && spots.size() >= no_accident && *high - *low > 4 * design.size;
    }
    // Left numbers may be flush left or flush right: a two-figure number is about one size wide.
    const double slack = design.side == Side::right ? 0.8 * design.size : 1.3 * design.size;
    std::vector<Cluster> found = clusters_of(edges, slack);
    std::size_t most = 0;
    for (const Cluster& cluster : found) most = std::max(most, cluster.count);
    std::erase_if(found, [&](const Cluster& cluster) {
        return cluster.count * 5 < most || (most >= 4 && cluster.count < 2);
    });
    // A column has room for titles: clusters closer than that are one ragged column.
    std::vector<Cluster> columns;
    for (const Cluster& cluster : found) {
        if (!columns.empty() && cluster.low - columns.back().high < 9 * design.size) {
            Cluster& before = columns.back();
            if (cluster.count >= before.count || design.side == Side::left) {
                before = {std::min(before.low, cluster.low), std::max(before.high, cluster.high),
                          before.count + cluster.count};
            }
            continue;
        }
        columns.push_back(cluster);
    }
    design.numbers = columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (design.side == Side::right)
            design.columns.push_back({i == 0 ? 0 : columns[i - 1].high + 2, columns[i].high + design.size});
        else
            design.columns.push_back(
                {left_edge(lines, columns[i], design.size),
                 i + 1 < columns.size() ? left_edge(lines, columns[i + 1], design.size) : page.width});
    }
    return design;
}

std::vector<Row> rows_of_column(const std::vector<Line>& lines, const Design& design, std::size_t column) {
    const auto [x_from, x_to] = design.columns[column];
    std::vector<Row> rows;
    for (const Line& line : lines) {
        Row row;
        row.y = line.y;
        row.size = line.size;
        row.confidence = line.confidence;
        std::vector<Run> runs;
        for (const Run& run : line.runs)
            if (run.box.middle_x() >= x_from && run.box.x0 >= x_from - design.size && run.box.x0 < x_to)
                runs.push_back(run);
        if (runs.empty()) continue;
        row.x0 = runs.front().box.x0;
        if (design.side != Side::none) {
            const Cluster& numbers = design.numbers[column];
            const auto at_number = [&](const Run& run) {
                if (design.ragged) return true;
                const double edge = design.side == Side::right ? run.box.x1 : run.box.x0;
                return edge > numbers.low - 1.6 * design.size && edge < numbers.high + 1.2 * design.size;
            };
            Run& outer = design.side == Side::right ? runs.back() : runs.front();
            if (at_number(outer)) {
                const bool lone_figure = !design.ragged && outer.box.width() < 3.5 * design.size;
                row.numbers = numbers_of(outer.text(), lone_figure);
                if (design.ragged && runs.size() == 1 && row.numbers.size() > 1) {
                    take_number(outer, design.side, row);  // "1979 11": the title is a number too
                } else if (!row.numbers.empty()) {
                    if (design.side == Side::right)
                        runs.pop_back();
                    else
                        runs.erase(runs.begin());
                } else {
                    take_number(outer, design.side, row);
                }
            }
            // A number on the other side too: song numbers in front, pages behind.
            if (!row.numbers.empty() && runs.size() > 1 && design.side == Side::right) {
                const auto front = numbers_of(runs.front().text(), false);
                if (front.size() == 1 && runs.front().box.width() < 3.5 * design.size) {
                    row.other = front.front();
                    runs.erase(runs.begin());
                }
            }
        }
        if (!runs.empty()) row.x0 = runs.front().box.x0;
        std::size_t words = 0;
        std::size_t italic = 0;
        std::size_t bold = 0;
        for (const Run& run : runs) {
            row.leader = row.leader || run.leader;
            for (const Word& word : run.words) {
                ++words;
                italic += word.italic;
                bold += word.bold;
            }
        }
        row.italic = words > 0 && italic * 2 > words;
        row.bold = words > 0 && bold * 2 > words;
        row.title = std::move(runs);
        // A number and its title that were seen as two lines of one height.
        if (!rows.empty() && std::abs(rows.back().y - row.y) < 0.45 * design.size) {
            Row& before = rows.back();
            if (before.title.empty() && !before.numbers.empty() && row.numbers.empty()) {
                row.numbers = before.numbers;
                rows.back() = std::move(row);
                continue;
            }
            if (row.title.empty() && !row.numbers.empty() && before.numbers.empty()) {
                before.numbers = row.numbers;
                continue;
            }
            const bool apart =
                !row.title.empty() && !before.title.empty() &&
                (row.numbers.empty() || before.numbers.empty()) &&
                std::none_of(row.title.begin(), row.title.end(), [&](const Run& run) {
                    return std::any_of(before.title.begin(), before.title.end(), [&](const Run& other) {
                        return overlap(run.box.x0, run.box.x1, other.box.x0, other.box.x1) > 0;
                    });
                });
            if (apart) {
                for (Run& run : row.title) before.title.push_back(std::move(run));
                std::sort(before.title.begin(), before.title.end(),
                          [](const Run& a, const Run& b) { return a.box.x0 < b.box.x0; });
                if (before.numbers.empty()) before.numbers = row.numbers;
                before.x0 = before.title.front().box.x0;
                before.size = std::max(before.size, row.size);
                continue;
            }
        }
        if (row.title.empty() && row.numbers.empty()) continue;
        rows.push_back(std::move(row));
    }
    return rows;
}

bool is_numbered(const Line& line, Side side) {
    return std::any_of(line.runs.begin(), line.runs.end(), [&](const Run& run) {
        const bool leads =
            side == Side::left && run.words.size() > 1 && is_number_word(run.words.front().text);
        return leads || !numbers_of(run.text(), false).empty() || !trailing_numbers(run).empty() ||
               run.leader;
    });
}

}  // namespace sheetsplit::contents
