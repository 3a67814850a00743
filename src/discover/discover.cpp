// Finding the contents and index pages.
//
// Pages without music whose lines have numbers in a column are read; those
// that read like a table of contents are it.  Without any, the PDF's outline
// may serve, and at last a page that is headed "Contents" but has no numbers.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/contents_page.hpp"
#include "core/outline.hpp"
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

// Numbers that could be pages or songs of this book, and not prices or catalogue numbers.
bool is_plausible(const ContentsPage& page, std::size_t leaf_count) {
    std::size_t possible = 0;
    std::size_t priced = 0;
    std::set<std::pair<int, int>> distinct;
    for (const TocEntry& entry : page.entries) {
        priced += has_price(entry);
        if (!entry.folio) continue;
        possible += entry.folio->number <= static_cast<int>(3 * leaf_count) + 60;
        distinct.insert({static_cast<int>(entry.folio->numerals), entry.folio->number});
    }
    if (priced * 3 > page.entries.size()) return false;
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

std::vector<LeafIndex> leaves_to_read(const Book& book) {
    std::vector<std::pair<int, LeafIndex>> ranked;
    const int count = static_cast<int>(book.leaves().size());
    for (LeafIndex leaf(0); leaf.value() < count; ++leaf) {
        const PageLayout& layout = book.layout(leaf);
        if (layout.kind != LeafKind::text || layout.lines.size() > most_lines) continue;
        if (leaf.value() >= front_reach && leaf.value() < count - back_reach) continue;
        const int lines = entry_like_lines(layout);
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

// A glance at some lines is much cheaper than reading a page of prose whole: do they hold numbers?
std::vector<LeafIndex> worth_reading(const Book& book, const std::vector<LeafIndex>& leaves) {
    constexpr std::size_t samples = 6;
    std::vector<LineRef> questions;
    std::vector<std::size_t> asked(leaves.size());
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        const PageLayout& layout = book.layout(leaves[i]);
        std::vector<std::size_t> likely;
        for (std::size_t line = 0; line < layout.lines.size(); ++line)
            if (is_entry_like(layout.lines[line])) likely.push_back(line);
        for (std::size_t k = 0; k < std::min(samples, likely.size()); ++k, ++asked[i])
            questions.push_back({leaves[i], likely[k * likely.size() / std::min(samples, likely.size())]});
    }
    const auto answers = book.read(questions, ReadAs::prose);
    std::vector<LeafIndex> result;
    std::size_t next = 0;
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        std::size_t with_number = 0;
        for (std::size_t k = 0; k < asked[i]; ++k, ++next)
            with_number += digits_in(answers[next].text()) > 0 &&
                           letters_in(answers[next].text()) + digits_in(answers[next].text()) > 2;
        if (with_number * 2 >= asked[i]) result.push_back(leaves[i]);
    }
    return result;
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
    for (Candidate& candidate : read_candidates(book, worth_reading(book, leaves_to_read(book)))) {
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
