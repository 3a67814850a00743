// Placing all entries at once.
//
// Titles that are found as headings anchor the map; printed folios and the
// anchors around an entry say where the others must be looked for; what is
// found nowhere is placed by its number alone, or is missing.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "core/text.hpp"
#include "map/folios.hpp"
#include "map/spots.hpp"
#include "map/title_match.hpp"
#include "sheetsplit/stages.hpp"

namespace sheetsplit {
namespace {

constexpr double prominent = 0.2;
constexpr double anchor_likeness = 0.72;
constexpr double weak_likeness = 0.58;  // enough where the number points to the leaf as well

// Where an entry's number says it starts.
struct Expectation {
    std::optional<LeafIndex> leaf;
    double weight = 0;     // how much to trust it, 0..1
    bool outside = false;  // before the first or after the last leaf
    bool skipped = false;  // its page is missing between two that are there
};

// A title and a place that may be its heading.
struct Pairing {
    std::size_t entry;
    std::size_t spot;
    double likeness;
    double value;
};

class Alignment {
public:
    Alignment(const Book& book, const Toc& toc)
        : book_(book),
          toc_(toc),
          numbering_(number_leaves(read_folios(book))),
          spots_(find_spots(book, toc.leaves)) {
        placed_.assign(toc.entries.size(), std::nullopt);
        likeness_.assign(toc.entries.size(), 0);
        numbers_ = toc.numbers;
        for (const TocEntry& named : toc.entries) titles_.emplace_back(named.title);
    }

    PageMap solve() {
        read_first();
        expect_from_folios();
        assign(anchor_likeness);
        settle_numbers();
        learn_style();
        assign(anchor_likeness);
        for (int round = 0; round < 3; ++round) {
            expect_from_anchors();
            if (!read_expected()) break;
            assign(weak_likeness);
        }
        expect_from_anchors();
        return result();
    }

private:
    int leaf_count() const { return static_cast<int>(book_.leaves().size()); }
    const TocEntry& entry(std::size_t i) const { return toc_.entries[i]; }

    void read_first() {
        std::vector<std::size_t> which;
        for (std::size_t i = 0; i < spots_.size(); ++i)
            if (spots_[i].prominence >= prominent || has_text_layer(spots_[i].leaf)) which.push_back(i);
        spots_ = read_spots(book_, std::move(spots_), which);
    }

    // Text that costs nothing to read.
    bool has_text_layer(LeafIndex leaf) const {
        return !book_.facts().scanned && book_.layout(leaf).skew_degrees == 0;
    }

    void expect_from_folios() {
        expected_.assign(toc_.entries.size(), {});
        for (std::size_t i = 0; i < toc_.entries.size(); ++i) {
            if (entry(i).target) expected_[i] = {entry(i).target, 0.9, false, false};
            if (numbers_ != TocNumbers::folios || !entry(i).folio) continue;
            if (const auto leaf = leaf_with(*entry(i).folio, entry(i).seen_on))
                expected_[i] = {leaf, 1.0, false, false};
        }
    }

    // The leaf with this folio.  Volumes bound together have it more than once; the contents of a volume mean
    // their own.
    std::optional<LeafIndex> leaf_with(const Folio& folio, const std::optional<LeafIndex>& seen_on) const {
        std::optional<LeafIndex> found;
        bool in_volume = false;
        for (LeafIndex leaf(0); leaf.value() < leaf_count(); ++leaf) {
            if (numbering_.folios[leaf.at()] != folio) continue;
            const bool here = seen_on && volume_of(leaf) == volume_of(*seen_on) && *seen_on < leaf;
            if (in_volume && !here) continue;
            found = leaf;
            in_volume = here;
        }
        return found;
    }

    // How many contents, of one page or more, begin at or before the leaf.
    std::ptrdiff_t volume_of(LeafIndex leaf) const {
        const auto begins = [&](LeafIndex contents) {
            return std::find(toc_.leaves.begin(), toc_.leaves.end(), contents - 1) == toc_.leaves.end();
        };
        return std::count_if(toc_.leaves.begin(), toc_.leaves.end(),
                             [&](LeafIndex contents) { return contents <= leaf && begins(contents); });
    }

    // The size of the titles that were found so far; 0 until there are enough that agree.
    void learn_style() {
        std::vector<double> sizes;
        for (std::size_t e = 0; e < placed_.size(); ++e)
            if (placed_[e] && likeness_[e] >= 0.85) sizes.push_back(spots_[*placed_[e]].size);
        if (sizes.size() < 5) return;
        std::sort(sizes.begin(), sizes.end());
        style_size_ = sizes[sizes.size() / 2];
    }

    bool in_style(const Spot& spot) const { return style_size_ == 0 || spot.size > 0.72 * style_size_; }

    double value_of(std::size_t e, const Spot& spot, const TitleMatch& match) const {
        double value = 10 * (match.likeness - 0.5) + 1.5 * spot.prominence;
        const Expectation& where = expected_[e];
        if (where.leaf) {
            const int distance = std::abs(spot.leaf - *where.leaf);
            value += where.weight * (distance == 0 ? 4.0 : -std::min(5.0, 1.0 * distance));
            // Lyrics and running heads repeat titles in smaller letters.
            if (distance == 0 && !in_style(spot)) value -= 3.0;
        }
        if (match.song_number && entry(e).song_number)
            value += *match.song_number == *entry(e).song_number ? 2 : -1.5;
        return value;
    }

    // What a place loses when the leaf before is headed by the same words: it is a running head then, and
    // the song starts earlier; surely so when the words stand larger there.
    double running_head_cost(std::size_t s) const {
        const Spot& spot = spots_[s];
        double cost = 0;
        for (const Spot& other : spots_) {
            if (!other.read || spot.leaf - other.leaf != 1 || letters_in(other.text) <= 3) continue;
            if (likeness(other.text, spot.text) <= 0.85) continue;
            cost = std::max(cost, other.size > 1.1 * spot.size ? 6.0 : 2.2);
        }
        return cost;
    }

    std::vector<Pairing> pairings(double least) const {
        std::vector<Pairing> pairs;
        for (std::size_t s = 0; s < spots_.size(); ++s) {
            if (!spots_[s].read || spots_[s].text.empty()) continue;
            const TitleForms seen(spots_[s].text);
            // What was taken for a name beside the title may be the rest of a title set wide.
            std::optional<TitleForms> whole;
            if (!spots_[s].beside.empty()) whole.emplace(spots_[s].whole);
            std::optional<double> cost;  // the same for every entry, and wanted for few spots
            for (std::size_t e = 0; e < toc_.entries.size(); ++e) {
                const Expectation& where = expected_[e];
                const bool near = where.leaf && std::abs(spots_[s].leaf - *where.leaf) <= 1;
                TitleMatch match = titles_[e].match(seen);
                if (whole)
                    if (const TitleMatch wide = titles_[e].match(*whole); wide.likeness > match.likeness)
                        match = wide;
                // A first line stands in the lyrics too, word for word.
                if (!in_style(spots_[s]) && (match.likeness < 0.97 || entry(e).first_line)) continue;
                if (match.likeness < (near ? least : std::max(least, anchor_likeness))) continue;
                // A far place without prominence is a mention, not a heading.
                if (!near && spots_[s].prominence < 0.1 && match.likeness < 0.9) continue;
                if (!cost) cost = running_head_cost(s);
                const double value = value_of(e, spots_[s], match) - *cost;
                pairs.push_back({e, s, match.likeness, value});
            }
        }
        std::stable_sort(pairs.begin(), pairs.end(),
                         [](const Pairing& a, const Pairing& b) { return a.value > b.value; });
        return pairs;
    }

    bool shares_lines(std::size_t a, std::size_t b) const {
        if (spots_[a].leaf != spots_[b].leaf) return false;
        return std::any_of(spots_[a].lines.begin(), spots_[a].lines.end(), [&](std::size_t line) {
            return std::find(spots_[b].lines.begin(), spots_[b].lines.end(), line) != spots_[b].lines.end();
        });
    }

    // Best pairs first, each entry and each place once.
    void assign(double least) {
        std::fill(placed_.begin(), placed_.end(), std::nullopt);
        std::vector<std::size_t> taken;
        for (const Pairing& pair : pairings(least)) {
            if (pair.value <= 0 || placed_[pair.entry]) continue;
            const bool free = std::none_of(taken.begin(), taken.end(), [&](std::size_t s) {
                return s == pair.spot || shares_lines(s, pair.spot);
            });
            if (!free) continue;
            placed_[pair.entry] = pair.spot;
            likeness_[pair.entry] = pair.likeness;
            taken.push_back(pair.spot);
        }
    }

    // Are the numbers pages after all?  The pages where the titles stand know.
    void settle_numbers() {
        if (numbers_ == TocNumbers::none) return;
        int agree = 0;
        int differ = 0;
        for (std::size_t e = 0; e < placed_.size(); ++e) {
            if (!placed_[e] || !entry(e).folio) continue;
            const auto& folio = numbering_.folios[spots_[*placed_[e]].leaf.at()];
            if (!folio) continue;
            (*folio == *entry(e).folio ? agree : differ) += 1;
        }
        if (numbers_ == TocNumbers::song_numbers && agree >= 3 && agree > 2 * differ) {
            numbers_ = TocNumbers::folios;
            expect_from_folios();
            assign(anchor_likeness);
        }
    }

    // Offsets of the anchors, in the order of their numbers, tell where the others lie.
    void expect_from_anchors() {
        expect_from_folios();
        if (numbers_ == TocNumbers::none) return;
        std::map<int, LeafIndex> anchors;  // by number
        for (std::size_t e = 0; e < placed_.size(); ++e)
            if (placed_[e] && entry(e).folio && entry(e).folio->numerals == Numerals::arabic &&
                likeness_[e] >= 0.8)
                anchors.emplace(entry(e).folio->number, spots_[*placed_[e]].leaf);
        for (std::size_t e = 0; e < expected_.size(); ++e) {
            if (expected_[e].leaf || !entry(e).folio || entry(e).folio->numerals != Numerals::arabic)
                continue;
            expected_[e] = between(anchors, entry(e).folio->number);
        }
    }

    Expectation between(const std::map<int, LeafIndex>& anchors, int number) const {
        const auto after = anchors.lower_bound(number);
        const bool has_after = after != anchors.end();
        const bool has_before = after != anchors.begin();
        if (!has_after && !has_before) return {};
        if (numbers_ == TocNumbers::song_numbers) {
            if (!has_after || !has_before) return {};
            const LeafIndex low = std::prev(after)->second;
            const LeafIndex high = after->second;
            if (high < low) return {};
            return {low + (high - low) / 2, high - low <= 2 ? 0.7 : 0.3, false, false};
        }
        const auto place = [&](std::map<int, LeafIndex>::const_iterator anchor) {
            return anchor->second.value() + number - anchor->first;
        };
        int leaf;
        double weight;
        bool skipped = false;
        if (has_after && has_before) {
            const int from_before = place(std::prev(after));
            const int from_after = place(after);
            leaf = from_before;
            weight = from_before == from_after ? 0.9 : 0.4;
            // Fewer leaves than numbers lie between the anchors: some pages are missing.
            skipped = from_after < from_before && from_after <= std::prev(after)->second.value();
            if (from_before != from_after)
                leaf = std::clamp(from_before, std::prev(after)->second.value(), after->second.value());
        } else {
            leaf = has_before ? place(std::prev(after)) : place(after);
            weight = 0.6;
        }
        if (leaf < 0 || leaf >= leaf_count()) return {std::nullopt, weight, true, false};
        return {LeafIndex(leaf), weight, false, skipped};
    }

    // Reads everything that could be a title where unplaced entries are expected.
    bool read_expected() {
        std::vector<std::size_t> which;
        for (std::size_t e = 0; e < placed_.size(); ++e) {
            if (!expected_[e].leaf) continue;
            // A running head on a later leaf may have been taken for the title.
            const bool elsewhere =
                placed_[e] && expected_[e].weight >= 0.85 && spots_[*placed_[e]].leaf != *expected_[e].leaf;
            if (placed_[e] && likeness_[e] >= anchor_likeness && !elsewhere) continue;
            const int reach = expected_[e].weight >= 0.85 ? 1 : 3;
            for (std::size_t s = 0; s < spots_.size(); ++s)
                if (!spots_[s].read && std::abs(spots_[s].leaf - *expected_[e].leaf) <= reach)
                    which.push_back(s);
        }
        std::sort(which.begin(), which.end());
        which.erase(std::unique(which.begin(), which.end()), which.end());
        if (which.empty()) return false;
        spots_ = read_spots(book_, std::move(spots_), which);
        return true;
    }

    PdfPage page_of(LeafIndex leaf) const { return pdf_page(book_.leaves()[leaf.at()].page); }

    // Folios jump over this number: its page was never scanned.
    bool is_skipped(const Folio& folio) const {
        std::optional<std::size_t> below;
        std::optional<std::size_t> above;
        for (std::size_t leaf = 0; leaf < numbering_.folios.size(); ++leaf) {
            const auto& here = numbering_.folios[leaf];
            if (!here || here->numerals != folio.numerals) continue;
            if (*here == folio) return false;
            if (here->number < folio.number) below = leaf;
            if (here->number > folio.number && !above) above = leaf;
        }
        return below && above && *above == *below + 1;
    }

    // The words of the spot that are the entry's title.
    const std::string& title_at(const Spot& spot, std::size_t e) const {
        const bool set_wide = !spot.beside.empty() && titles_[e].match(TitleForms(spot.whole)).likeness >
                                                          titles_[e].match(TitleForms(spot.text)).likeness;
        return set_wide ? spot.whole : spot.text;
    }

    std::size_t heading_of(std::size_t spot_index, const std::string& title, PageMap& map,
                           std::map<std::size_t, std::size_t>& known) const {
        const auto found = known.find(spot_index);
        if (found != known.end()) return found->second;
        const Spot& spot = spots_[spot_index];
        Heading heading;
        heading.leaf = spot.leaf;
        heading.top = spot.box.y0;
        heading.title = title;
        if (title != spot.whole) heading.credit = spot.beside;
        heading.size = spot.size / 0.7;
        heading.prominence = spot.prominence;
        heading.confidence = spot.confidence;
        heading.below_top = spot.below_top;
        const NumberedTitle numbered = without_song_number(title);
        if (numbered.number) heading.song_number = numbered.number;
        map.headings.push_back(std::move(heading));
        known[spot_index] = map.headings.size() - 1;
        return map.headings.size() - 1;
    }

    Placement placement(std::size_t e, PageMap& map, std::map<std::size_t, std::size_t>& known) const {
        Placement place;
        place.entry = e;
        const std::string printed = entry(e).folio ? to_text(*entry(e).folio) : "";
        if (placed_[e]) {
            const Spot& spot = spots_[*placed_[e]];
            place.leaf = spot.leaf;
            const std::string& title = title_at(spot, e);
            place.heading = heading_of(*placed_[e], title, map, known);
            place.likeness = likeness_[e];
            place.evidence.push_back({EvidenceSource::heading, page_of(spot.leaf), title, entry(e).title,
                                      8 * (likeness_[e] - 0.6)});
        } else if (expected_[e].leaf && expected_[e].weight >= 0.85 && !expected_[e].skipped) {
            place.leaf = expected_[e].leaf;
        } else if (entry(e).folio && numbers_ == TocNumbers::folios && is_skipped(*entry(e).folio)) {
            place.reason_missing = "page " + printed + " is missing from the PDF";
        } else if (expected_[e].outside) {
            place.reason_missing = "page " + printed + " lies outside the PDF";
        } else if (expected_[e].leaf && expected_[e].weight >= 0.55 && numbers_ == TocNumbers::folios) {
            place.leaf = expected_[e].leaf;
        } else {
            place.reason_missing = printed.empty() ? "its title was found on no page"
                                                   : "neither its title nor a page " + printed + " was found";
        }
        if (place.leaf && entry(e).folio && numbers_ == TocNumbers::folios) {
            const auto& here = numbering_.folios[place.leaf->at()];
            if (here) {
                const bool same = *here == *entry(e).folio;
                const bool seen = numbering_.seen[place.leaf->at()];
                place.evidence.push_back({EvidenceSource::folio, page_of(*place.leaf), to_text(*here),
                                          printed, same ? (seen ? 2.5 : 2.0) : -1.5});
            }
        }
        if (entry(e).target && place.leaf)
            place.evidence.push_back(
                {EvidenceSource::outline, page_of(*place.leaf),
                 fmt::format("outline points to page {}", page_of(*entry(e).target).value()), entry(e).title,
                 entry(e).target == place.leaf ? 1.5 : -1.0});
        return place;
    }

    PageMap result() const {
        PageMap map;
        map.folios = numbering_.folios;
        map.folio_seen = numbering_.seen;
        map.segments = numbering_.segments;
        std::map<std::size_t, std::size_t> known;
        for (std::size_t e = 0; e < toc_.entries.size(); ++e)
            map.placements.push_back(placement(e, map, known));
        // Prominent headings that no entry claims: songs the contents may lack.
        for (std::size_t s = 0; s < spots_.size(); ++s) {
            if (!spots_[s].read || spots_[s].prominence < prominent || spots_[s].text.empty() ||
                known.contains(s))
                continue;
            const bool claimed = std::any_of(known.begin(), known.end(),
                                             [&](const auto& pair) { return shares_lines(pair.first, s); });
            if (!claimed) heading_of(s, spots_[s].text, map, known);
        }
        if (toc_.entries.empty()) {
            join_numbers(map);
            add_number_marks(map);
        }
        sort_headings(map);
        int found = 0;
        for (const Placement& place : map.placements) found += place.heading.has_value();
        map.samples_verified = found;
        map.confidence =
            toc_.entries.empty() ? 0 : static_cast<double>(found) / static_cast<double>(toc_.entries.size());
        if (numbers_ == TocNumbers::song_numbers)
            map.notes.push_back("the numbers in the contents count songs, not pages");
        return map;
    }

    // "Ill." and "V1I" are numerals too: every stroke of them is an I.
    static std::optional<Folio> number_mark(const std::string& text) {
        if (const auto number = folio_from_text(text)) return number;
        std::string strokes;
        for (const char c : text) {
            if (std::string_view("l1|!jLiT").find(c) != std::string_view::npos)
                strokes += 'I';
            else if (c == 'H' || c == 'U')
                strokes += "II";
            else
                strokes += c;
        }
        if (strokes.find_first_not_of("IVXivx. ,-") != std::string::npos) return std::nullopt;
        return folio_from_text(strokes);
    }

    // A song number that was seen apart from the title beside it.
    static void join_numbers(PageMap& map) {
        std::set<std::size_t> used;
        for (Heading& heading : map.headings) {
            if (heading.song_number || letters_in(heading.title) < 3) continue;
            for (std::size_t n = 0; n < map.headings.size(); ++n) {
                const Heading& other = map.headings[n];
                const auto number = folio_from_text(other.title);
                if (!number || number->numerals == Numerals::roman || other.leaf != heading.leaf) continue;
                if (std::abs(other.top - heading.top) > 0.9 * heading.size) continue;
                heading.song_number = number->number;
                used.insert(n);
            }
        }
        for (auto n = used.rbegin(); n != used.rend(); ++n)
            map.headings.erase(map.headings.begin() + static_cast<std::ptrdiff_t>(*n));
    }

    // Pieces that have a number in place of a title.
    void add_number_marks(PageMap& map) const {
        std::vector<Spot> marks = find_number_spots(book_);
        std::vector<std::size_t> all(marks.size());
        for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
        for (const Spot& mark : read_spots(book_, std::move(marks), all)) {
            auto number = number_mark(mark.text);
            if (number && number->number > 500) number.reset();
            Heading heading;
            heading.leaf = mark.leaf;
            heading.top = book_.layout(mark.leaf).systems.front().box.y0;
            heading.title = mark.text;
            if (number) {
                heading.song_number = number->number;
                heading.title = to_text(*number) + ".";
                if (number->numerals == Numerals::roman)
                    std::transform(heading.title.begin(), heading.title.end(), heading.title.begin(),
                                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
            }
            heading.beside_staff = true;
            heading.size = mark.size / 0.7;
            heading.confidence = mark.confidence;
            heading.prominence = mark.prominence;
            map.headings.push_back(std::move(heading));
        }
    }

    static void sort_headings(PageMap& map) {
        std::vector<std::size_t> order(map.headings.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return std::pair(map.headings[a].leaf, map.headings[a].top) <
                   std::pair(map.headings[b].leaf, map.headings[b].top);
        });
        std::vector<std::size_t> rank(order.size());
        std::vector<Heading> sorted;
        for (std::size_t i = 0; i < order.size(); ++i) {
            rank[order[i]] = i;
            sorted.push_back(map.headings[order[i]]);
        }
        map.headings = std::move(sorted);
        for (Placement& place : map.placements)
            if (place.heading) place.heading = rank[*place.heading];
    }

    const Book& book_;
    const Toc& toc_;
    Numbering numbering_;
    std::vector<TitleForms> titles_;  // of the entries
    std::vector<Spot> spots_;
    TocNumbers numbers_ = TocNumbers::none;
    std::vector<Expectation> expected_;
    std::vector<std::optional<std::size_t>> placed_;  // per entry: the spot
    std::vector<double> likeness_;
    double style_size_ = 0;
};

}  // namespace

PageMap map(const Book& book, const Toc& toc) {
    return Alignment(book, toc).solve();
}

}  // namespace sheetsplit
