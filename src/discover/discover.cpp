// Finding the contents and index pages.
//
// Pages without music whose lines have numbers in a column are read; those
// that read like a table of contents are it.  They stand in front and at the
// back, and once more where volumes were bound together.  Without any, the PDF's outline
// may serve, and at last a page that is headed "Contents" but has no numbers.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "core/contents_page.hpp"
#include "core/furniture.hpp"
#include "core/outline.hpp"
#include "core/statistics.hpp"
#include "core/text.hpp"
#include "sheetsplit/stages.hpp"

namespace sheetsplit {
namespace {

constexpr int front_reach = 40;          // contents stand among the first leaves, or ...
constexpr int back_reach = 14;           // ... an index among the last
constexpr std::size_t most_lines = 220;  // more is the grain of a picture
constexpr double short_run = 4.5;        // of the letters' height: as wide as a page number

// Lines that could be an entry: something as short as a number at an end, or dots leading on.
bool is_entry_like(const InkLine& line) {
    const bool led =
        std::any_of(line.runs.begin(), line.runs.end(), [](const TextRun& run) { return run.leader; });
    if (led) return true;
    if (line.runs.size() < 2) return false;
    return line.runs.front().box.width() < short_run * line.size ||
           line.runs.back().box.width() < short_run * line.size;
}

int entry_like_lines(const PageLayout& layout) {
    return static_cast<int>(std::count_if(layout.lines.begin(), layout.lines.end(), is_entry_like));
}

struct Candidate {
    LeafIndex leaf;
    ContentsPage page;
    TextSource source = TextSource::ocr;
};

bool has_price(const TocEntry& entry) {
    for (const std::string_view sign : {"$", "\xC2\xA3", "\xE2\x82\xAC"})
        if (entry.title.find(sign) != std::string::npos || entry.artist.find(sign) != std::string::npos)
            return true;
    return false;
}

// Verses are numbered too: their lines run on and on, and their numbers begin again with every song.
bool are_verses(const ContentsPage& page) {
    constexpr double longest_title = 70;  // letters, for most of a page
    std::vector<double> lengths;
    std::size_t beginnings = 0;
    int before = 1;
    for (const TocEntry& entry : page.entries) {
        lengths.push_back(letters_in(entry.title));
        const int number = entry.folio ? entry.folio->number : entry.song_number.value_or(before);
        beginnings += number == 1 && before != 1;
        before = number;
    }
    return median_of(std::move(lengths)) > longest_title ||
           (beginnings >= 2 && beginnings * 8 >= page.entries.size());
}

// Numbers that could be pages or songs of this book, and not prices or catalogue numbers.
bool is_plausible(const ContentsPage& page, std::size_t leaf_count) {
    std::size_t possible = 0;
    std::size_t priced = 0;
    std::set<std::pair<int, int>> distinct;
    for (const TocEntry& entry : page.entries) {
        if (names_no_song(entry.title)) return false;
        priced += has_price(entry);
        if (!entry.folio) continue;
        possible += entry.folio->number <= static_cast<int>(3 * leaf_count) + 60;
        distinct.insert({static_cast<int>(entry.folio->numerals), entry.folio->number});
    }
    if (priced * 3 > page.entries.size() || are_verses(page)) return false;
    if (possible * 4 < static_cast<std::size_t>(page.numbered) * 3) return false;
    return distinct.size() * 3 >= static_cast<std::size_t>(page.numbered);
}

bool reads_like_contents(const Candidate& candidate, std::size_t leaf_count) {
    const ContentsPage& page = candidate.page;
    const bool headed = is_contents_heading(page.heading);
    if (!is_plausible(page, leaf_count)) return false;
    const int least = headed ? 2 : 5;
    if (page.numbered < least) return false;
    return page.share >= (headed ? 0.4 : 0.6) && page.numbered * 2 >= static_cast<int>(page.entries.size());
}

double confidence_in(const std::vector<Candidate>& found) {
    int numbered = 0;
    double share = 0;
    bool headed = false;
    for (const Candidate& candidate : found) {
        numbered += candidate.page.numbered;
        share += candidate.page.share / static_cast<double>(found.size());
        headed = headed || is_contents_heading(candidate.page.heading);
    }
    return std::clamp(0.35 + 0.02 * std::min(numbered, 15) + 0.2 * share + (headed ? 0.14 : 0), 0.0, 0.99);
}

bool is_within_reach(LeafIndex leaf, int leaf_count) {
    return leaf.value() < front_reach || leaf.value() >= leaf_count - back_reach;
}

// Between songs a page must look much more like contents: lyrics and chord charts stand there too.
bool looks_like_table(const PageLayout& layout, int entry_lines) {
    return entry_lines >= 6 && entry_lines * 10 >= 7 * static_cast<int>(layout.lines.size());
}

std::vector<LeafIndex> leaves_to_read(const Book& book) {
    std::vector<std::pair<int, LeafIndex>> ranked;
    const int count = static_cast<int>(book.leaves().size());
    for (LeafIndex leaf(0); leaf.value() < count; ++leaf) {
        const PageLayout& layout = book.layout(leaf);
        if (layout.kind != LeafKind::text || layout.lines.size() > most_lines) continue;
        const int lines = entry_like_lines(layout);
        if (!is_within_reach(leaf, count) && !looks_like_table(layout, lines)) continue;
        if (lines >= 3 && lines * 4 >= static_cast<int>(layout.lines.size())) ranked.push_back({lines, leaf});
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    if (ranked.size() > 16) ranked.resize(16);
    std::vector<LeafIndex> leaves;
    for (const auto& [lines, leaf] : ranked) leaves.push_back(leaf);
    std::sort(leaves.begin(), leaves.end());
    return leaves;
}

// Up to `most` of these, spread evenly.
std::vector<std::size_t> sample_of(const std::vector<std::size_t>& lines, std::size_t most) {
    const std::size_t count = std::min(most, lines.size());
    std::vector<std::size_t> sample;
    for (std::size_t k = 0; k < count; ++k) sample.push_back(lines[k * lines.size() / count]);
    return sample;
}

bool has_word_and_number(const TextLine& line) {
    const std::string text = line.text();
    return digits_in(text) > 0 && letters_in(text) + digits_in(text) > 2;
}

bool begins_or_ends_with_number(const TextLine& line) {
    if (line.words.size() < 2) return false;
    return folio_from_text(line.words.front().text).has_value() ||
           folio_from_text(line.words.back().text).has_value();
}

// A glance at some lines is much cheaper than reading a page of prose whole: leaves on which at least
// `least_share` of the sampled lines look right.
template <class Choose, class Looks>
std::vector<LeafIndex> glanced(const Book& book, const std::vector<LeafIndex>& leaves, Choose choose,
                               Looks looks_right, double least_share) {
    constexpr std::size_t samples = 6;
    std::vector<LineRef> questions;
    std::vector<std::size_t> asked;
    for (const LeafIndex leaf : leaves) {
        const auto sample = sample_of(choose(book.layout(leaf)), samples);
        for (const std::size_t line : sample) questions.push_back({leaf, line});
        asked.push_back(sample.size());
    }
    const auto answers = book.read(questions, ReadAs::prose);
    std::vector<LeafIndex> result;
    auto next = answers.begin();
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        const auto end = next + static_cast<std::ptrdiff_t>(asked[i]);
        const auto right = static_cast<double>(std::count_if(next, end, looks_right));
        if (asked[i] > 0 && right >= least_share * static_cast<double>(asked[i])) result.push_back(leaves[i]);
        next = end;
    }
    return result;
}

std::vector<LeafIndex> worth_reading(const Book& book, const std::vector<LeafIndex>& leaves) {
    const auto entry_like = [](const PageLayout& layout) {
        std::vector<std::size_t> likely;
        for (std::size_t line = 0; line < layout.lines.size(); ++line)
            if (is_entry_like(layout.lines[line])) likely.push_back(line);
        return likely;
    };
    return glanced(book, leaves, entry_like, has_word_and_number, 0.5);
}

// Where numbers stand so close to the titles that a line shows no gap, only reading tells.
std::vector<LeafIndex> closely_set(const Book& book) {
    std::vector<LeafIndex> leaves;
    const int count = static_cast<int>(book.leaves().size());
    for (LeafIndex leaf(0); leaf.value() < count; ++leaf) {
        const PageLayout& layout = book.layout(leaf);
        if (is_within_reach(leaf, count) && layout.kind == LeafKind::text && layout.lines.size() >= 6 &&
            layout.lines.size() <= most_lines)
            leaves.push_back(leaf);
    }
    const auto all = [](const PageLayout& layout) {
        std::vector<std::size_t> lines(layout.lines.size());
        std::iota(lines.begin(), lines.end(), std::size_t{0});
        return lines;
    };
    return glanced(book, leaves, all, begins_or_ends_with_number, 0.6);
}

std::vector<Candidate> read_candidates(const Book& book, const std::vector<LeafIndex>& leaves) {
    const auto texts = book.read_leaves(leaves);
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        Candidate candidate{leaves[i], read_contents_page(texts[i], book.layout(leaves[i]).size),
                            TextSource::ocr};
        if (!texts[i].empty()) candidate.source = texts[i].front().source;
        candidates.push_back(std::move(candidate));
    }
    return candidates;
}

// 1, 2, 3 ... down the page.
bool counts_its_lines(const ContentsPage& page) {
    int next = 1;
    for (const TocEntry& entry : page.entries)
        if (!entry.folio || entry.folio->numerals != Numerals::arabic || entry.folio->number != next++)
            return false;
    return next > 3;
}

// A cover that counts the songs like the tracks of a record, where another page gives other numbers to the
// same titles: those are their pages.
bool counts_songs_of(const Candidate& list, const std::vector<Candidate>& others) {
    constexpr double same_title = 0.8;
    if (is_contents_heading(list.page.heading) || !counts_its_lines(list.page)) return false;
    std::size_t known = 0;
    std::size_t numbered_otherwise = 0;
    for (const TocEntry& entry : list.page.entries) {
        const TocEntry* same = nullptr;
        for (const Candidate& other : others)
            for (const TocEntry& there : other.page.entries)
                if (other.leaf != list.leaf && likeness(there.title, entry.title) > same_title) same = &there;
        known += same != nullptr;
        numbered_otherwise += same && same->folio && same->folio != entry.folio;
    }
    const std::size_t all = list.page.entries.size();
    return known * 10 >= all * 8 && numbered_otherwise * 2 > all;
}

// A page headed "Contents" whose titles have no numbers.
std::optional<Candidate> unnumbered_contents(const Book& book) {
    const int count = std::min(static_cast<int>(book.leaves().size()), front_reach);
    std::vector<LeafIndex> leaves;
    for (LeafIndex leaf(0); leaf.value() < count && leaves.size() < 12; ++leaf) {
        const PageLayout& layout = book.layout(leaf);
        if (layout.kind == LeafKind::text && layout.lines.size() >= 4 && layout.lines.size() < 120)
            leaves.push_back(leaf);
    }
    std::vector<LineRef> tops;
    for (const LeafIndex leaf : leaves) tops.push_back({leaf, 0});
    const auto heads = book.read(tops, ReadAs::prose);
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        if (!is_contents_heading(heads[i].text())) continue;
        const std::vector<LeafIndex> one{leaves[i]};
        std::vector<Candidate> read = read_candidates(book, one);
        if (read.front().page.entries.size() >= 3) return read.front();
    }
    return std::nullopt;
}

}  // namespace

TocLocation discover(const Book& book) {
    TocLocation location;
    const std::size_t leaf_count = book.leaves().size();
    std::vector<Candidate> found;
    const auto look_into = [&](const std::vector<LeafIndex>& leaves) {
        for (Candidate& candidate : read_candidates(book, leaves)) {
            // The last page of a long table may hold few entries.
            const bool continues = !found.empty() && candidate.leaf - found.back().leaf == 1 &&
                                   candidate.page.numbered >= 1 && candidate.page.share >= 0.5 &&
                                   is_plausible(candidate.page, leaf_count);
            const int page = book.leaves()[candidate.leaf.at()].page.value() + 1;
            if (reads_like_contents(candidate, leaf_count) || continues) {
                location.notes.push_back(fmt::format(
                    "PDF page {}: {} numbered entries{}", page, candidate.page.numbered,
                    candidate.page.heading.empty() ? "" : ", headed \"" + candidate.page.heading + "\""));
                found.push_back(std::move(candidate));
            } else {
                location.notes.push_back(
                    fmt::format("PDF page {}: lines with numbers, but no contents page", page));
            }
        }
    };
    look_into(worth_reading(book, leaves_to_read(book)));
    if (found.empty()) look_into(closely_set(book));
    std::vector<Candidate> tables;
    for (const Candidate& candidate : found) {
        if (!counts_songs_of(candidate, found))
            tables.push_back(candidate);
        else
            location.notes.push_back(
                fmt::format("PDF page {}: counts the songs whose pages another page gives",
                            book.leaves()[candidate.leaf.at()].page.value() + 1));
    }
    found = std::move(tables);
    if (!found.empty()) {
        location.confidence = confidence_in(found);
    } else if (usable_outline(book.facts()).size() >= 3) {
        location.method = TocMethod::outline;
        location.confidence = 0.6;
        location.notes.push_back("no contents page; the PDF's outline names the songs");
        return location;
    } else if (auto page = unnumbered_contents(book)) {
        location.notes.push_back("a contents page without numbers");
        location.confidence = 0.4;
        found.push_back(std::move(*page));
    }
    if (found.empty()) {
        location.notes.push_back("no contents page was found");
        return location;
    }
    for (const Candidate& candidate : found) location.leaves.push_back(candidate.leaf);
    location.method = found.front().source == TextSource::text_layer ? TocMethod::text_layer : TocMethod::ocr;
    return location;
}

}  // namespace sheetsplit
