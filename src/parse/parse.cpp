// Reading the contents pages into entries, reconciling several tables of one book.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "core/contents_page.hpp"
#include "core/outline.hpp"
#include "core/text.hpp"
#include "sheetsplit/stages.hpp"

namespace sheetsplit {
namespace {

constexpr double same_title = 0.74;

using Entries = std::vector<TocEntry>;

struct Table {
    Entries entries;
    int volume = 0;  // of those bound together, each with contents of its own
};

// With songs before it and behind it, a table opens a volume of its own.
bool opens_volume(const Book& book, LeafIndex before, LeafIndex leaf) {
    constexpr int least_music = 5;  // leaves
    const auto music_between = [&](int from, int to) {
        int count = 0;
        for (int i = from; i < to; ++i) count += book.layout(LeafIndex(i)).kind == LeafKind::music;
        return count;
    };
    return music_between(before.value(), leaf.value()) >= least_music &&
           music_between(leaf.value(), static_cast<int>(book.leaves().size())) >= least_music;
}

// One table may run over several leaves; a new contents heading begins another.
std::vector<Table> tables_of(const Book& book, const TocLocation& location) {
    std::vector<Table> tables;
    int volume = 0;
    const auto texts = book.read_leaves(location.leaves);
    for (std::size_t i = 0; i < location.leaves.size(); ++i) {
        const LeafIndex leaf = location.leaves[i];
        ContentsPage page = read_contents_page(texts[i], book.layout(leaf).size);
        const bool apart = i > 0 && leaf - location.leaves[i - 1] > 1;
        volume += apart && opens_volume(book, location.leaves[i - 1], leaf);
        if (tables.empty() || apart || is_contents_heading(page.heading)) tables.push_back({{}, volume});
        for (TocEntry& entry : page.entries) {
            entry.seen_on = leaf;
            tables.back().entries.push_back(std::move(entry));
        }
    }
    return tables;
}

// Share of neighbours in the table whose numbers do not fall.
double rising_share(const Entries& entries) {
    int pairs = 0;
    int rising = 0;
    const TocEntry* before = nullptr;
    for (const TocEntry& entry : entries) {
        if (!entry.folio) continue;
        if (before) {
            ++pairs;
            rising += before->folio->number <= entry.folio->number;
        }
        before = &entry;
    }
    return pairs == 0 ? 0 : static_cast<double>(rising) / pairs;
}

// Would this number keep the table in order at this place?
bool fits(const Entries& table, std::size_t at, int number) {
    const auto neighbour = [&](int step) -> std::optional<int> {
        for (auto i = static_cast<std::ptrdiff_t>(at) + step;
             i >= 0 && i < static_cast<std::ptrdiff_t>(table.size()); i += step)
            if (table[static_cast<std::size_t>(i)].folio)
                return table[static_cast<std::size_t>(i)].folio->number;
        return std::nullopt;
    };
    const auto before = neighbour(-1);
    const auto after = neighbour(1);
    return (!before || *before <= number) && (!after || number <= *after);
}

// Two readings of one short title may have nothing in common but their number.
std::size_t only_one_with_number(const Entries& base, const std::vector<bool>& taken, const TocEntry& entry) {
    std::size_t found = base.size();
    for (std::size_t i = 0; i < taken.size(); ++i) {
        if (taken[i] || !entry.folio || base[i].folio != entry.folio) continue;
        if (found != base.size()) return base.size();
        found = i;
    }
    return found;
}

// Brings a second table of the same songs into the first.
Entries reconciled(Entries base, const Entries& other, bool base_rises) {
    std::vector<bool> taken(base.size(), false);
    for (const TocEntry& entry : other) {
        std::size_t best = base.size();
        double best_score = same_title;
        for (std::size_t i = 0; i < taken.size(); ++i) {
            if (taken[i]) continue;
            const bool same_number = entry.folio && base[i].folio == entry.folio;
            const double score = likeness(entry.title, base[i].title) + (same_number ? 0.15 : 0);
            if (score > best_score) {
                best_score = score;
                best = i;
            }
        }
        if (best == base.size()) best = only_one_with_number(base, taken, entry);
        if (best == base.size()) {
            base.push_back(entry);
            continue;
        }
        taken[best] = true;
        if (entry.confidence > base[best].confidence && likeness(entry.title, base[best].title) < 1 &&
            letters_in(entry.title) >= letters_in(base[best].title)) {
            base[best].title = entry.title;
            base[best].confidence = entry.confidence;
        }
        TocEntry& known = base[best];
        if (known.artist.empty()) known.artist = entry.artist;
        if (known.section.empty()) known.section = entry.section;
        if (!entry.folio || known.folio == entry.folio) continue;
        const bool other_is_better = !known.folio || (base_rises && !fits(base, best, known.folio->number) &&
                                                      fits(base, best, entry.folio->number));
        if (other_is_better) known.folio = entry.folio;
    }
    return base;
}

// Is this the list of one part of a book whose whole contents are known?
bool is_part_of(const Entries& whole, const Entries& part) {
    const auto known = std::count_if(part.begin(), part.end(), [&](const TocEntry& entry) {
        return std::any_of(whole.begin(), whole.end(), [&](const TocEntry& other) {
            return entry.folio == other.folio && likeness(entry.title, other.title) > same_title;
        });
    });
    return static_cast<std::size_t>(known) * 10 >= part.size() * 6;
}

// The same title with the same number, as two tables or a running line repeat it.
void drop_repeats(Entries& entries) {
    std::set<std::pair<std::string, int>> seen;
    std::erase_if(entries, [&](const TocEntry& entry) {
        return entry.folio && !seen.insert({folded(entry.title), entry.folio->number}).second;
    });
}

Entries merged(std::vector<Table> tables) {
    std::stable_sort(tables.begin(), tables.end(), [](const Table& a, const Table& b) {
        if (a.volume != b.volume) return a.volume < b.volume;
        return rising_share(a.entries) > rising_share(b.entries) + 0.05;
    });
    Entries result;
    std::size_t next = 0;
    while (next < tables.size()) {
        const int volume = tables[next].volume;
        Entries of_volume = std::move(tables[next++].entries);
        const bool rises = rising_share(of_volume) > 0.85;
        for (; next < tables.size() && tables[next].volume == volume; ++next)
            of_volume = reconciled(std::move(of_volume), tables[next].entries, rises);
        drop_repeats(of_volume);
        if (is_part_of(result, of_volume))
            result = reconciled(std::move(result), of_volume, false);
        else
            result.insert(result.end(), of_volume.begin(), of_volume.end());
    }
    return result;
}

// Numbers that count the songs: each once, from 1, without large gaps, and not in the order of pages alone.
bool count_songs(const Entries& entries) {
    std::set<int> distinct;
    std::size_t numbered = 0;
    int largest = 0;
    for (const TocEntry& entry : entries) {
        if (!entry.folio || entry.folio->numerals == Numerals::roman) continue;
        ++numbered;
        largest = std::max(largest, entry.folio->number);
        distinct.insert(entry.folio->number);
    }
    return numbered >= 6 && *distinct.begin() <= 2 && distinct.size() * 20 >= numbered * 19 &&
           largest <= static_cast<int>(entries.size()) + static_cast<int>(entries.size()) / 8 + 1;
}

Toc from_outline(const Book& book) {
    Toc toc;
    toc.method = TocMethod::outline;
    for (const OutlineItem& item : usable_outline(book.facts())) {
        TocEntry entry;
        entry.title = article_put_right(tidied(item.title));
        entry.confidence = 0.9;
        const auto& leaves = book.leaves();
        const auto leaf =
            std::find_if(leaves.begin(), leaves.end(), [&](const Leaf& l) { return l.page == *item.page; });
        if (leaf != leaves.end()) entry.target = LeafIndex(static_cast<std::size_t>(leaf - leaves.begin()));
        toc.entries.push_back(std::move(entry));
    }
    return toc;
}

}  // namespace

Toc parse(const Book& book, const TocLocation& location) {
    Toc toc;
    if (location.method == TocMethod::outline) {
        toc = from_outline(book);
    } else {
        std::vector<Table> tables = tables_of(book, location);
        if (tables.size() > 1)
            toc.notes.push_back(fmt::format("{} tables of contents were reconciled", tables.size()));
        toc.entries = merged(std::move(tables));
        toc.method = location.method;
        toc.leaves = location.leaves;
        const bool any = std::any_of(toc.entries.begin(), toc.entries.end(),
                                     [](const TocEntry& e) { return e.folio.has_value(); });
        toc.numbers = !any                       ? TocNumbers::none
                      : count_songs(toc.entries) ? TocNumbers::song_numbers
                                                 : TocNumbers::folios;
        if (toc.numbers == TocNumbers::song_numbers)
            for (TocEntry& entry : toc.entries)
                if (entry.folio) entry.song_number = entry.folio->number;
    }
    toc.confidence = location.confidence;
    return toc;
}

}  // namespace sheetsplit
