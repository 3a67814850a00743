#include "map/folios.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace sheetsplit {
namespace {

constexpr double edge_zone = 0.105;   // of the leaf's height, at head and foot
constexpr double folio_run = 7;       // of the letters' height: "- 123 -" is no wider
constexpr double label_weight = 0.4;  // page labels are often made by programs
constexpr double change_cost = 2.4;   // of a change of offset, in readings
constexpr double miss_cost = 0.35;    // of a reading that the numbering contradicts

bool may_hold_folio(const PageLayout& layout, const InkLine& line) {
    const double height = layout.size.height;
    const bool head = line.box.y1 < edge_zone * height;
    const bool foot = line.box.y0 > (1 - edge_zone) * height;
    if (!head && !foot) return false;
    if (line.runs.size() > 4 || line.size > 20) return false;
    return std::any_of(line.runs.begin(), line.runs.end(),
                       [&](const TextRun& run) { return run.box.width() < folio_run * line.size; });
}

// The offset classes of a numbering: leaf position from 1 minus folio, per kind of numerals.
using Offset = std::pair<Numerals, int>;

Offset offset_of(std::size_t leaf, Folio folio) {
    return {folio.numerals, static_cast<int>(leaf) + 1 - folio.number};
}

}  // namespace

std::vector<std::vector<FolioReading>> read_folios(const Book& book) {
    const std::size_t count = book.leaves().size();
    std::vector<std::vector<FolioReading>> readings(count);
    std::vector<LineRef> questions;
    for (LeafIndex leaf(0); leaf.at() < count; ++leaf) {
        const PageLayout& layout = book.layout(leaf);
        if (layout.kind == LeafKind::picture) continue;
        for (std::size_t line = 0; line < layout.lines.size(); ++line)
            if (may_hold_folio(layout, layout.lines[line])) questions.push_back({leaf, line});
    }
    const auto answers = book.read(questions, ReadAs::number);
    for (std::size_t i = 0; i < questions.size(); ++i) {
        // A folio is a run of its own, or the whole line.
        std::map<int, std::string> runs;
        for (const Word& word : answers[i].words)
            runs[word.run] += (runs[word.run].empty() ? "" : " ") + word.text;
        for (const auto& [run, text] : runs)
            if (const auto folio = folio_from_text(text); folio && folio->number > 0)
                readings[questions[i].leaf.at()].push_back({*folio, 1.0});
        // "12 Title" set without a gap: the number at either end of the running head.
        if (runs.size() == 1 && answers[i].words.size() > 1)
            for (const Word* word : {&answers[i].words.front(), &answers[i].words.back()})
                if (const auto folio = folio_from_text(word->text);
                    folio && folio->numerals == Numerals::arabic && folio->number > 0)
                    readings[questions[i].leaf.at()].push_back({*folio, 0.6});
    }
    const BookFacts& facts = book.facts();
    if (!facts.two_up && facts.page_labels.size() == count)
        for (std::size_t leaf = 0; leaf < count; ++leaf)
            if (const auto folio = folio_from_text(facts.page_labels[leaf]); folio && folio->number > 0)
                readings[leaf].push_back({*folio, label_weight});
    return readings;
}

Numbering number_leaves(const std::vector<std::vector<FolioReading>>& readings) {
    const std::size_t count = readings.size();
    Numbering numbering;
    numbering.folios.resize(count);
    numbering.seen.assign(count, false);
    std::map<Offset, int> support;
    for (std::size_t leaf = 0; leaf < count; ++leaf)
        for (const FolioReading& reading : readings[leaf]) ++support[offset_of(leaf, reading.folio)];
    std::vector<Offset> states;
    for (const auto& [offset, seen] : support)
        if (seen >= 2) states.push_back(offset);
    if (states.empty() || count == 0) return numbering;

    // State `states.size()` is "not numbered".
    const std::size_t none = states.size();
    const auto emission = [&](std::size_t leaf, std::size_t state) {
        if (state == none) return readings[leaf].empty() ? 0.02 : 0.0;
        if (static_cast<int>(leaf) + 1 - states[state].second < 1) return -100.0;
        double best = readings[leaf].empty() ? 0 : -miss_cost;
        for (const FolioReading& reading : readings[leaf])
            if (offset_of(leaf, reading.folio) == states[state]) best = std::max(best, reading.weight);
        return best;
    };
    std::vector<std::vector<double>> score(count, std::vector<double>(none + 1));
    std::vector<std::vector<std::size_t>> from(count, std::vector<std::size_t>(none + 1));
    for (std::size_t leaf = 0; leaf < count; ++leaf) {
        std::size_t best = none;
        double best_score = leaf == 0 ? 0 : -std::numeric_limits<double>::infinity();
        if (leaf > 0)
            for (std::size_t s = 0; s <= none; ++s)
                if (score[leaf - 1][s] > best_score) {
                    best_score = score[leaf - 1][s];
                    best = s;
                }
        for (std::size_t s = 0; s <= none; ++s) {
            const double stay = leaf == 0 ? 0 : score[leaf - 1][s];
            const double change = best_score - (s == none ? change_cost / 2 : change_cost);
            from[leaf][s] = stay >= change ? s : best;
            score[leaf][s] = std::max(stay, change) + emission(leaf, s);
        }
    }
    std::vector<std::size_t> path(count);
    path.back() = static_cast<std::size_t>(std::max_element(score.back().begin(), score.back().end()) -
                                           score.back().begin());
    for (std::size_t leaf = count - 1; leaf > 0; --leaf) path[leaf - 1] = from[leaf][path[leaf]];

    for (std::size_t first = 0; first < count;) {
        std::size_t last = first;
        while (last + 1 < count && path[last + 1] == path[first]) ++last;
        if (path[first] != none) {
            const Offset offset = states[path[first]];
            FolioSegment segment{{LeafIndex(first), LeafIndex(last)}, offset.first, offset.second, 0};
            for (std::size_t leaf = first; leaf <= last; ++leaf) {
                const Folio folio{static_cast<int>(leaf) + 1 - offset.second, offset.first};
                numbering.folios[leaf] = folio;
                numbering.seen[leaf] = std::any_of(
                    readings[leaf].begin(), readings[leaf].end(), [&](const FolioReading& reading) {
                        return reading.folio == folio && reading.weight > label_weight;
                    });
                segment.readings += numbering.seen[leaf];
            }
            numbering.segments.push_back(segment);
        }
        first = last + 1;
    }
    return numbering;
}

}  // namespace sheetsplit
