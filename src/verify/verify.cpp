// Deciding what belongs to whom, and how sure that is.
//
// Starts are the placed entries and the headings in the book's own style that
// no entry claims.  A song ends before the next start, or on its leaf when that
// starts below music.  A verdict is "confirmed" only when the title was read on
// the first leaf, the printed number does not speak against it, and the end
// rests on another sure start.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/furniture.hpp"
#include "core/statistics.hpp"
#include "core/text.hpp"
#include "sheetsplit/stages.hpp"
#include "verify/performers.hpp"
#include "verify/words.hpp"

namespace sheetsplit {
namespace {

constexpr double sure_title = 0.88;
constexpr double worn_title = 0.64;  // enough where number and style agree: small capitals are read badly
constexpr double near_size = 0.17;   // headings of one book differ by less in size
constexpr double unlisted_prominence = 0.35;
constexpr std::size_t least_chain = 4;  // numbered headings in a row that are no accident

struct Start {
    LeafIndex leaf;
    double top = 0;
    std::optional<std::size_t> placement;  // of the entry; absent for unlisted songs
    std::optional<std::size_t> heading;
    bool shares = false;  // something of the song before stands above it on its leaf
    bool sure = false;
    bool clash = false;  // another start claims the same place
};

class Verifier {
public:
    Verifier(const Book& book, const Toc& toc, const PageMap& map) : book_(book), toc_(toc), map_(map) {}

    Songs verify() {
        learn_style();
        collect_starts();
        add_unlisted();
        sort_starts();
        for (std::size_t i = 0; i < starts_.size(); ++i) {
            starts_[i].shares = song_above(starts_[i], i == 0 ? nullptr : &starts_[i - 1]);
            starts_[i].sure = is_sure(starts_[i]);
        }
        cut();
        std::erase_if(result_.songs,
                      [](const Song& song) { return !song.listed && names_no_song(song.title); });
        name_performers();
        assign_roles();
        warn_of_turned_spreads();
        for (const Placement& place : map_.placements)
            if (!place.leaf)
                result_.missing.push_back({entry(place).title, entry(place).folio, place.reason_missing});
        return std::move(result_);
    }

private:
    const TocEntry& entry(const Placement& place) const { return toc_.entries[place.entry]; }
    const PageLayout& layout(LeafIndex leaf) const { return book_.layout(leaf); }
    int leaf_count() const { return static_cast<int>(book_.leaves().size()); }
    PdfPage page_of(LeafIndex leaf) const { return pdf_page(book_.leaves()[leaf.at()].page); }
    bool is_contents(LeafIndex leaf) const {
        return std::find(toc_.leaves.begin(), toc_.leaves.end(), leaf) != toc_.leaves.end();
    }
    bool has_music(LeafIndex leaf) const { return layout(leaf).kind == LeafKind::music; }

    void learn_style() {
        std::vector<double> sizes;
        std::vector<double> rooms;
        std::vector<double> gaps;
        int on_text = 0;
        int found = 0;
        int capitals = 0;
        int numbered = 0;
        for (const Placement& place : map_.placements) {
            if (!place.heading || place.likeness < good_title) continue;
            const Heading& heading = map_.headings[*place.heading];
            sizes.push_back(heading.size);
            ++found;
            on_text += !has_music(heading.leaf);
            capitals += is_all_capitals(heading.title);
            numbered += heading.song_number && !starts_with_digit(entry(place).title);
            if (has_music(heading.leaf)) (heading.below_top ? gaps : rooms).push_back(room_of(heading));
            starts_below_ = starts_below_ || heading.below_top;
            claimed_.insert(*place.heading);
        }
        for (const Placement& place : map_.placements)
            if (place.heading) claimed_.insert(*place.heading);
        if (toc_.entries.empty()) learn_from_pages();
        title_sizes_ = sizes;
        if (sizes.size() >= 3) heading_size_ = median_of(std::move(sizes));
        capitals_ = found > 2 && capitals * 10 > found * 7;
        numbered_ = found > 2 && numbered * 10 > found * 7;
        room_above_ = rooms.empty() ? 0 : median_of(rooms);
        room_between_ = gaps.empty() ? 0 : median_of(gaps);
        words_only_ = found > 0 && on_text * 2 > found;
    }

    // Without contents the titles must be known by themselves: they are the largest letters of their leaves,
    // of one size throughout the book, or they are numbered one by one.
    void learn_from_pages() {
        std::map<LeafIndex, double> largest;
        for (const Heading& heading : map_.headings)
            if (has_music(heading.leaf) && is_wordy(heading.title) && heading.confidence >= 0.55 &&
                !heading.below_top)
                largest[heading.leaf] = std::max(largest[heading.leaf], heading.size);
        double best = 0;
        for (const auto& [leaf, size] : largest) {
            double weight = 0;
            for (const auto& [other, other_size] : largest)
                weight += std::abs(other_size / size - 1) < 0.09 ? other_size : 0;
            if (weight > best && size > 0) {
                best = weight;
                heading_size_ = size;
            }
        }
        for (std::vector<std::size_t> chain = longest_chain(); chain.size() >= least_chain;
             chain = longest_chain())
            for (const std::size_t h : with_gaps_filled(chain)) {
                in_chain_.insert(h);
                numbers_only_ = numbers_only_ || is_number(map_.headings[h]);
            }
    }

    // A number that could not be read, alone between two of the row that leave just one out.
    std::vector<std::size_t> with_gaps_filled(const std::vector<std::size_t>& chain) const {
        std::vector<std::size_t> full = chain;  // from the last number to the first
        for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
            const Heading& later = map_.headings[chain[i]];
            const Heading& earlier = map_.headings[chain[i + 1]];
            if (*later.song_number - *earlier.song_number != 2) continue;
            std::vector<std::size_t> between;
            for (std::size_t h = chain[i + 1] + 1; h < chain[i]; ++h) {
                const Heading& mark = map_.headings[h];
                if (mark.beside_staff && earlier.beside_staff && mark.leaf > earlier.leaf &&
                    mark.leaf < later.leaf && std::abs(mark.size / later.size - 1) < 0.25)
                    between.push_back(h);
            }
            if (between.size() == 1) full.push_back(between.front());
        }
        return full;
    }

    // Headings numbered n, n + 1, n + 2 ... on later and later places, all of one kind and size; a number
    // that was not read leaves a gap, which costs.
    std::vector<std::size_t> longest_chain() const {
        const std::size_t count = map_.headings.size();
        std::vector<double> worth(count, 0);
        std::vector<std::size_t> before(count, count);
        std::size_t best = count;
        for (std::size_t h = 0; h < count; ++h) {
            const Heading& here = map_.headings[h];
            if (!may_be_numbered(h)) continue;
            worth[h] = 1;
            for (std::size_t k = 0; k < h; ++k) {
                const Heading& there = map_.headings[k];
                if (!may_be_numbered(k) || is_number(here) != is_number(there)) continue;
                const int step = *here.song_number - *there.song_number;
                if (step < 1 || step > 3 || std::abs(here.size / there.size - 1) > 0.25) continue;
                if (there.leaf == here.leaf && there.top + 20 > here.top) continue;
                const double value = worth[k] + 1 - 0.6 * (step - 1);
                if (value > worth[h]) {
                    worth[h] = value;
                    before[h] = k;
                }
            }
            if (best == count || worth[h] > worth[best]) best = h;
        }
        std::vector<std::size_t> chain;
        for (std::size_t h = best; h < count; h = before[h]) chain.push_back(h);
        return chain;
    }

    static bool is_number(const Heading& heading) {
        return letters_in(heading.title) < 8 && !is_worded(heading);
    }
    static bool is_worded(const Heading& heading) {
        const std::string rest = without_number(heading);
        return rest != heading.title ? is_wordy(rest) : !numeral_like(heading.title);
    }
    static bool numeral_like(const std::string& title) {
        return title.find_first_not_of("IVXLCivxlc0123456789l1|!jT. ,-") == std::string::npos;
    }
    bool may_be_numbered(std::size_t h) const {
        const Heading& heading = map_.headings[h];
        if (!heading.song_number || in_chain_.contains(h)) return false;
        return is_number(heading) ? numeral_like(heading.title)
                                  : is_wordy(heading.title) && heading.confidence >= 0.55;
    }

    static bool starts_with_digit(const std::string& title) {
        return !title.empty() && title.front() >= '0' && title.front() <= '9';
    }

    // The height free of staves in which a heading stands.
    double room_of(const Heading& heading) const {
        double above = 0;
        double below = layout(heading.leaf).size.height;
        for (const System& system : layout(heading.leaf).systems) {
            if (system.box.middle_y() < heading.top)
                above = std::max(above, system.box.y1);
            else
                below = std::min(below, system.box.y0);
        }
        return below - above;
    }

    // As much room as the book's songs have where they begin.
    bool has_room(const Heading& heading) const {
        if (!has_music(heading.leaf)) return true;
        const double usual = heading.below_top ? room_between_ : room_above_;
        const bool same_letters = heading_size_ > 0 && std::abs(heading.size / heading_size_ - 1) < 0.03;
        return room_of(heading) > (same_letters && heading.below_top ? 0.45 : 0.72) * usual;
    }

    bool in_style(const Heading& heading) const {
        if (heading_size_ == 0) return heading.prominence >= 0.5;
        // A long title is set smaller to fit the line.
        if (toc_.entries.empty() && heading.prominence >= 0.5 && heading.size < heading_size_) return true;
        return std::abs(heading.size / heading_size_ - 1) < near_size;
    }

    std::vector<std::size_t> unclaimed_on(LeafIndex leaf) const {
        std::vector<std::size_t> free;
        for (std::size_t h = 0; h < map_.headings.size(); ++h)
            if (map_.headings[h].leaf == leaf && !claimed_.contains(h) && in_style(map_.headings[h]) &&
                is_wordy(map_.headings[h].title) && map_.headings[h].prominence > 0.2)
                free.push_back(h);
        return free;
    }

    void collect_starts() {
        std::map<LeafIndex, std::vector<std::size_t>> unread;  // placed by number, title not seen
        for (std::size_t p = 0; p < map_.placements.size(); ++p) {
            const Placement& place = map_.placements[p];
            if (!place.leaf) continue;
            if (place.heading)
                starts_.push_back({*place.leaf, map_.headings[*place.heading].top, p, place.heading});
            else
                unread[*place.leaf].push_back(p);
        }
        for (const auto& [leaf, places] : unread) {
            const std::vector<std::size_t> free = unclaimed_on(leaf);
            const bool occupied = std::any_of(starts_.begin(), starts_.end(),
                                              [l = leaf](const Start& s) { return s.leaf == l; });
            for (std::size_t i = 0; i < places.size(); ++i) {
                const bool alias = entry(map_.placements[places[i]]).first_line && occupied;
                if (!alias && i < free.size()) {
                    starts_.push_back({leaf, map_.headings[free[i]].top, places[i], free[i]});
                    claimed_.insert(free[i]);
                } else if (!occupied && i == 0) {
                    starts_.push_back({leaf, 0, places[i], std::nullopt});
                } else {
                    note_alias(map_.placements[places[i]], leaf);
                }
            }
        }
    }

    // An entry whose page bears other titles only: a first line, another name of the same song, or a mistake.
    void note_alias(const Placement& place, LeafIndex leaf) {
        const TocEntry& named = entry(place);
        if (named.first_line) {
            result_.warnings.push_back(
                fmt::format("\"{}\" on page {} is taken for another name of the song there", named.title,
                            page_of(leaf).value()));
            return;
        }
        result_.missing.push_back(
            {named.title, named.folio,
             fmt::format("its page {} bears other titles only", page_of(leaf).value())});
        // One of several numbers of an entry may be a mention elsewhere, when another leads to the song.
        const bool found_elsewhere =
            std::any_of(map_.placements.begin(), map_.placements.end(), [&](const Placement& other) {
                return other.heading && other.likeness >= good_title && entry(other).title == named.title;
            });
        if (!found_elsewhere) disputed_.insert(leaf);
    }

    bool is_section_name(const std::string& title) const {
        return std::any_of(toc_.entries.begin(), toc_.entries.end(), [&](const TocEntry& e) {
            return !e.section.empty() && likeness(e.section, title) > 0.8;
        });
    }

    // Headings that repeat from song to song are part of the book's furniture.
    int repeats(const std::string& title) const {
        std::set<int> places;  // running heads of one song lie close together and count once
        for (const Heading& heading : map_.headings)
            if (likeness(heading.title, title) > 0.85) places.insert(heading.leaf.value() / 6);
        return static_cast<int>(places.size());
    }

    void add_unlisted() {
        LeafIndex first_song(leaf_count());
        for (const Start& start : starts_) first_song = std::min(first_song, start.leaf);
        const bool has_toc = !toc_.entries.empty();
        for (std::size_t h = 0; h < map_.headings.size(); ++h) {
            const Heading& heading = map_.headings[h];
            if (claimed_.contains(h) || is_contents(heading.leaf)) continue;
            if (in_chain_.contains(h)) {
                starts_.push_back({heading.leaf, heading.top, std::nullopt, h});
                continue;
            }
            if (numbers_only_) continue;
            if (!has_music(heading.leaf) && !words_only_) continue;
            if (heading.confidence < 0.55 || !is_wordy(heading.title)) continue;
            if (!in_style(heading) || !has_room(heading)) continue;
            if (heading.prominence < (has_music(heading.leaf) ? unlisted_prominence : 0.25)) continue;
            if (capitals_ && words_only_ && !is_all_capitals(heading.title)) continue;
            if (has_toc && heading.leaf < first_song) continue;
            if (has_toc && heading.below_top && !starts_below_) continue;
            if (is_section_name(heading.title) || repeats(heading.title) > 3) continue;
            if (near_other_start(heading)) continue;
            starts_.push_back({heading.leaf, heading.top, std::nullopt, h});
        }
    }

    // A second line of a title that was placed, or a running head of the song that is going on.
    bool near_other_start(const Heading& heading) const {
        return std::any_of(starts_.begin(), starts_.end(), [&](const Start& start) {
            if (start.leaf == heading.leaf && std::abs(start.top - heading.top) < 4 * heading.size)
                return true;
            // The title once more in the middle of a page is another setting of it.
            if (starts_below_ && heading.below_top && has_music(heading.leaf) &&
                std::abs(heading.size / heading_size_ - 1) < 0.03)
                return false;
            if (!start.placement || heading.leaf < start.leaf || heading.leaf - start.leaf > 8) return false;
            const bool repeats_entry =
                match_of(entry(map_.placements[*start.placement]).title, heading.title) > 0.74;
            return repeats_entry ||
                   (start.heading && match_of(map_.headings[*start.heading].title, heading.title) > 0.74);
        });
    }

    void sort_starts() {
        std::stable_sort(starts_.begin(), starts_.end(), [](const Start& a, const Start& b) {
            return std::pair(a.leaf, a.top) < std::pair(b.leaf, b.top);
        });
        for (std::size_t i = 1; i < starts_.size(); ++i)
            if (starts_[i].leaf == starts_[i - 1].leaf && starts_[i].top - starts_[i - 1].top < 5)
                starts_[i].clash = starts_[i - 1].clash = true;
    }

    // Does something of the song before stand above this start: its music, or the rest of its words?
    bool song_above(const Start& start, const Start* before) const {
        const LeafIndex leaf = start.leaf;
        const PageLayout& page = layout(leaf);
        if (std::any_of(page.systems.begin(), page.systems.end(),
                        [&](const System& s) { return s.box.middle_y() < start.top; }))
            return true;
        if (!page.systems.empty() && !(before && before->leaf < leaf && has_words_only(*before, leaf)))
            return false;
        std::vector<std::size_t> lines;
        for (std::size_t i = 0; i < page.lines.size(); ++i)
            if (page.lines[i].box.y1 < start.top && page.lines[i].box.width() > 6 * page.lines[i].size)
                lines.push_back(i);
        constexpr std::size_t longest_head = 2;
        return lines.size() > longest_head || std::any_of(lines.begin(), lines.end(), [&](std::size_t line) {
                   return is_body(book_, leaf, line);
               });
    }

    // No music stands between this start and the leaf.
    bool has_words_only(const Start& start, LeafIndex until) const {
        const std::vector<System>& first = layout(start.leaf).systems;
        if (std::any_of(first.begin(), first.end(),
                        [&](const System& s) { return s.box.middle_y() > start.top; }))
            return false;
        for (LeafIndex leaf = start.leaf + 1; leaf < until; ++leaf)
            if (has_music(leaf)) return false;
        return true;
    }

    enum class FolioSays { agrees, differs, nothing };

    FolioSays folio_says(const Placement& place) const {
        for (const Evidence& e : place.evidence)
            if (e.source == EvidenceSource::folio)
                return e.weight > 0 ? FolioSays::agrees : FolioSays::differs;
        return FolioSays::nothing;
    }

    // Which half of a spread on its head comes first depends on how it was turned.
    bool is_turned_half(LeafIndex leaf) const {
        return book_.leaves()[leaf.at()].half != Half::whole && layout(leaf).upside_down;
    }

    bool is_sure(const Start& start) const {
        if (!start.placement || !start.heading || start.clash || is_turned_half(start.leaf)) return false;
        const Placement& place = map_.placements[*start.placement];
        const Heading& heading = map_.headings[*start.heading];
        const FolioSays folio = folio_says(place);
        if (folio == FolioSays::agrees)
            return place.likeness >= good_title ||
                   (place.likeness >= worn_title && heading_size_ > 0 && in_style(heading));
        if (folio == FolioSays::differs && words_only_ && may_be_running_head(place)) return false;
        if (folio == FolioSays::differs && may_begin_earlier(place)) return false;
        // Without the number's word the title must be certain, stand like a title, and stand once.
        return place.likeness >= sure_title && stands_like_title(heading) && likely_once(place);
    }

    // Where songs have words only, a later page repeats the title at its head.  A number that is not just a
    // little higher than the contents say is more likely a misread one.
    bool may_be_running_head(const Placement& place) const {
        constexpr int longest_song = 12;  // pages
        const auto& here = map_.folios[place.leaf->at()];
        const auto& printed = entry(place).folio;
        if (!here || !printed || here->numerals != printed->numerals) return true;
        return here->number > printed->number && here->number - printed->number <= longest_song;
    }

    // In the book's style, or in the second style of a book that has some titles on pages of their own, or
    // set smaller because it is too long for the line.
    bool stands_like_title(const Heading& heading) const {
        constexpr int long_title = 24;  // letters
        if (has_second_style(heading)) return true;
        const bool fitted = heading.prominence >= 0.5 && heading.size < heading_size_ &&
                            letters_in(heading.title) > long_title;
        return heading_size_ == 0 || in_style(heading) || fitted;
    }

    // Some titles that the contents confirm are set like this one, and hardly smaller than most.
    bool has_second_style(const Heading& heading) const {
        constexpr std::size_t least = 3;
        if (heading.size < 0.75 * heading_size_ || heading.prominence < 0.5) return false;
        const auto alike = std::count_if(title_sizes_.begin(), title_sizes_.end(), [&](double size) {
            return std::abs(heading.size / size - 1) < 0.03;
        });
        const auto count = static_cast<std::size_t>(alike);
        return count >= least && count * 5 >= title_sizes_.size();
    }

    // The page that the contents name stands just before the heading and holds no music: it may be the
    // song's title page.
    bool may_begin_earlier(const Placement& place) const {
        const auto& printed = entry(place).folio;
        for (LeafIndex leaf = *place.leaf - 1; leaf.value() >= 0; leaf = leaf - 1) {
            if (has_music(leaf) || is_contents(leaf)) return false;
            if (printed && map_.folios[leaf.at()] == printed) return true;
        }
        return false;
    }

    // No other heading reads like this title, but for those that are another entry's own.
    bool likely_once(const Placement& place) const {
        const std::string& title = entry(place).title;
        return std::none_of(map_.headings.begin(), map_.headings.end(), [&](const Heading& heading) {
            const auto h = static_cast<std::size_t>(&heading - map_.headings.data());
            if (h == place.heading || is_running_head(heading, place)) return false;
            const double alike = likeness(heading.title, title);
            return alike > 0.85 && !belongs_to_another(h, place, alike) &&
                   !follows_title_page(heading, place);
        });
    }

    // The title once more on a later page, in letters much smaller than where the song starts.
    bool is_running_head(const Heading& heading, const Placement& place) const {
        const Heading& first = map_.headings[*place.heading];
        return in_style(first) && heading.leaf > first.leaf && heading.size < 0.75 * first.size;
    }

    // The title once more above the music, behind a page that has nothing but the title.
    bool follows_title_page(const Heading& heading, const Placement& place) const {
        constexpr std::size_t lines_of_title_page = 3;
        const PageLayout& page = layout(*place.leaf);
        return page.kind == LeafKind::text && page.lines.size() <= lines_of_title_page &&
               heading.leaf > *place.leaf && heading.leaf - *place.leaf <= 2;
    }

    bool belongs_to_another(std::size_t heading, const Placement& place, double alike) const {
        return std::any_of(map_.placements.begin(), map_.placements.end(), [&](const Placement& other) {
            return other.entry != place.entry && other.heading == heading && other.likeness >= alike;
        });
    }

    // The last leaf of the stretch that begins at `from` and must end by `limit`.
    LeafIndex trimmed_end(LeafIndex from, LeafIndex limit) const {
        bool music = false;
        for (LeafIndex leaf = from; leaf <= limit; ++leaf) music = music || has_music(leaf);
        LeafIndex last = limit;
        while (last > from) {
            const LeafKind kind = layout(last).kind;
            const bool outside = kind == LeafKind::blank || kind == LeafKind::picture || is_contents(last) ||
                                 (music && kind == LeafKind::text);
            if (!outside) break;
            last = last - 1;
        }
        return last;
    }

    Song song_of(const Start& start) const {
        Song song;
        song.top = start.top;
        song.shares_first_leaf = start.shares;
        if (!start.placement) {
            const Heading& heading = map_.headings[*start.heading];
            song.title = in_chain_.contains(*start.heading) ? without_number(heading) : heading.title;
            song.listed = false;
            song.folio = map_.folios[start.leaf.at()];
            song.song_number = heading.song_number;
            song.evidence.push_back({EvidenceSource::heading, page_of(start.leaf), heading.title, "", 1.5});
            song.evidence.push_back(
                {EvidenceSource::toc, std::nullopt, "not in the contents", heading.title, -0.5});
            return song;
        }
        const Placement& place = map_.placements[*start.placement];
        const TocEntry& named = entry(place);
        song.title = best_title(named, start);
        song.artist = named.artist;
        song.folio = named.folio;
        song.song_number = named.song_number;
        song.evidence = place.evidence;
        song.adjusted = folio_says(place) == FolioSays::differs;
        return song;
    }

    // A numbered heading's words; the number itself where there are none.
    static std::string without_number(const Heading& heading) {
        if (!heading.song_number) return heading.title;
        const std::string digits = std::to_string(*heading.song_number);
        if (folio_from_text(heading.title) || !heading.title.starts_with(digits)) return heading.title;
        const std::string words = tidied(std::string_view(heading.title).substr(digits.size()));
        return letters_in(words) == 0 ? heading.title : words;
    }

    // Broken ligatures drop letters: everything the contents say stands on the page, which says a little
    // more.
    static bool lost_letters(const std::string& contents, const std::string& page) {
        if (contents.size() >= page.size() || page.size() - contents.size() > 3 || contents.size() < 6)
            return false;
        std::size_t at = 0;
        for (const char c : page)
            if (at < contents.size() && contents[at] == c) ++at;
        return at == contents.size();
    }

    // "john garners trail herd it4" is "john garners trail herd" and a little more.
    static bool has_few_letters_behind(const std::string& contents, const std::string& page) {
        return page.size() >= 6 && contents.starts_with(page) && contents.size() > page.size() &&
               contents.size() - page.size() <= 5;
    }

    // The contents' wording, but not its capitals or its misreadings.
    std::string best_title(const TocEntry& named, const Start& start) const {
        if (!start.heading) return named.title;
        Heading heading = map_.headings[*start.heading];
        if (heading.song_number && (numbered_ || heading.song_number == named.song_number))
            heading.title = without_number(heading);
        const bool same = folded(heading.title) == folded(named.title);
        if (!same && lost_letters(folded(named.title), folded(heading.title))) return heading.title;
        if (same && is_all_capitals(named.title) && !is_all_capitals(heading.title)) return heading.title;
        const double alike = likeness(heading.title, named.title);
        if (!same && named.confidence < 0.75 && heading.confidence > named.confidence + 0.1)
            return heading.title;
        // A page number that could not be read sticks to the title in the contents.
        if (!named.folio && toc_.numbers != TocNumbers::none && heading.confidence >= 0.85 &&
            has_few_letters_behind(folded(named.title), folded(heading.title)))
            return heading.title;
        // Small capitals and worn type: the page's larger letters are read better than the contents'.
        if (alike < good_title && alike < map_.placements[*start.placement].likeness + 0.01 &&
            heading.confidence >= 0.85 && in_style(heading) && is_wordy(heading.title) &&
            letters_in(heading.title) * 10 >= letters_in(named.title) * 8)
            return heading.title;
        return named.title;
    }

    // Entries whose page is gone, or whose title was not seen on it, might have stood in this stretch.
    bool hides_missing(const Song& song, const Song* next) const {
        if (std::any_of(disputed_.begin(), disputed_.end(),
                        [&](LeafIndex leaf) { return song.leaves.contains(leaf); }))
            return true;
        return std::any_of(map_.placements.begin(), map_.placements.end(), [&](const Placement& place) {
            if (place.leaf || !entry(place).folio || !song.folio) return false;
            const int number = entry(place).folio->number;
            return number >= song.folio->number && (!next || !next->folio || number < next->folio->number);
        });
    }

    Verdict verdict_of(const Start& start, bool end_sure) const {
        if (!start.placement) return Verdict::probable;
        if (start.clash) return Verdict::conflicting;
        const Placement& place = map_.placements[*start.placement];
        const FolioSays folio = folio_says(place);
        if (start.sure && end_sure) return Verdict::confirmed;
        if (!start.heading)
            return folio == FolioSays::agrees && looks_like_start(start.leaf) ? Verdict::probable
                                                                              : Verdict::unverified;
        if (place.likeness < good_title && folio == FolioSays::differs) return Verdict::conflicting;
        return Verdict::probable;
    }

    // Music that begins lower than on the pages that go on: there is room for a title above it.
    bool looks_like_start(LeafIndex leaf) const {
        const PageLayout& page = layout(leaf);
        return !page.systems.empty() && page.systems.front().box.y0 > 0.14 * page.size.height;
    }

    void cut() {
        for (std::size_t i = 0; i < starts_.size(); ++i) {
            const Start& start = starts_[i];
            const Start* next = i + 1 < starts_.size() ? &starts_[i + 1] : nullptr;
            Song song = song_of(start);
            LeafIndex limit(leaf_count() - 1);
            if (next) limit = next->leaf == start.leaf || next->shares ? next->leaf : next->leaf - 1;
            limit = std::max(limit, start.leaf);
            const bool ends_on_next = next && next->shares && limit == next->leaf;
            song.leaves = {start.leaf, ends_on_next ? limit : trimmed_end(start.leaf, limit)};
            if (!ends_on_next) song.leaves.last = with_lyrics(song, limit);
            if (next && next->leaf == song.leaves.last) song.bottom = next->top;
            for (LeafIndex leaf = song.leaves.first; leaf <= song.leaves.last; ++leaf)
                if (leaf != song.leaves.first && layout(leaf).kind == LeafKind::picture)
                    song.inserts.push_back(leaf);
            result_.songs.push_back(std::move(song));
        }
        for (std::size_t i = 0; i < starts_.size(); ++i) {
            Song& song = result_.songs[i];
            const Start* next = i + 1 < starts_.size() ? &starts_[i + 1] : nullptr;
            const Song* next_song = next ? &result_.songs[i + 1] : nullptr;
            bool end_sure = is_end_sure(song, next, next_song) && !hides_missing(song, next_song);
            if (end_sure && another_heading_in(song, starts_[i])) {
                end_sure = false;
                song.evidence.push_back({EvidenceSource::heading, page_of(song.leaves.last),
                                         "something like another title stands inside", song.title, -1.0});
            }
            song.evidence.push_back(end_evidence(song, next, end_sure));
            song.verdict = verdict_of(starts_[i], end_sure);
            song.confidence = confidence_of(song.evidence);
        }
    }

    // The last leaf of the song when the pages of its lyrics behind the music are counted.
    LeafIndex with_lyrics(const Song& song, LeafIndex limit) const {
        LeafIndex last = song.leaves.last;
        if (words_only_) return last;
        while (last < limit && layout(last + 1).kind == LeafKind::text && !is_contents(last + 1) &&
               words_on(book_, last + 1, song.title, "") == WordPage::lyrics)
            ++last;
        return last;
    }

    bool is_end_sure(const Song& song, const Start* next, const Song* next_song) const {
        if (!song.inserts.empty()) return false;
        const LeafIndex limit = next ? next->leaf : LeafIndex(leaf_count());
        for (LeafIndex leaf = song.leaves.last + 1; leaf < limit; ++leaf)
            if (next && layout(leaf).kind == LeafKind::text && !is_contents(leaf) &&
                words_on(book_, leaf, song.title, next_song ? next_song->title : "") != WordPage::other)
                return false;
        if (next) return next->sure;
        // The last song: all that follows must be plainly something else.
        for (LeafIndex leaf = song.leaves.last + 1; leaf.value() < leaf_count(); ++leaf)
            if (has_music(leaf)) return false;
        return !words_only_ || song.leaves.last.value() == leaf_count() - 1;
    }

    // "99": a number in the letters of a title that is not the page's own.
    bool is_numeric_title(const Heading& heading) const {
        const auto number = folio_from_text(heading.title);
        return number && number->numerals == Numerals::arabic && number != map_.folios[heading.leaf.at()];
    }

    // A heading in the book's style that no start took: perhaps a song that the contents lack.
    bool another_heading_in(const Song& song, const Start& start) const {
        for (std::size_t h = 0; h < map_.headings.size(); ++h) {
            const Heading& heading = map_.headings[h];
            if (claimed_.contains(h) || !song.leaves.contains(heading.leaf)) continue;
            if (heading.leaf == song.leaves.first && heading.top < start.top + 3 * heading.size) continue;
            if (heading.leaf == song.leaves.last && song.bottom && heading.top > *song.bottom - heading.size)
                continue;
            if (heading_size_ == 0 || std::abs(heading.size / heading_size_ - 1) > 0.06) continue;
            if (heading.confidence < 0.8 || heading.prominence < unlisted_prominence) continue;
            if (!is_wordy(heading.title) && !is_numeric_title(heading)) continue;
            if (match_of(song.title, heading.title) > 0.7 || repeats(heading.title) > 3) continue;
            if (capitals_ && words_only_ && !is_all_capitals(heading.title)) continue;
            if (!has_room(heading) && !heading.below_top) continue;
            return true;
        }
        return false;
    }

    Evidence end_evidence(const Song& song, const Start* next, bool sure) const {
        const std::string observed =
            next ? fmt::format("the next song starts on page {}", page_of(next->leaf).value())
                 : fmt::format("the music ends on page {}", page_of(song.leaves.last).value());
        return {EvidenceSource::neighbour, page_of(song.leaves.last), observed, "a sure end",
                sure ? 1.5 : -0.8};
    }

    void name_performers() {
        const std::vector<std::string> names = performers_of(book_, result_.songs);
        for (std::size_t i = 0; i < names.size(); ++i)
            if (!names[i].empty()) result_.songs[i].artist = names[i];
    }

    void assign_roles() {
        result_.roles.assign(book_.leaves().size(), LeafRole::front);
        LeafIndex first(leaf_count());
        LeafIndex last(-1);
        for (const Song& song : result_.songs) {
            first = std::min(first, song.leaves.first);
            last = std::max(last, song.leaves.last);
        }
        for (LeafIndex leaf(0); leaf.value() < leaf_count(); ++leaf) {
            LeafRole role = leaf < first ? LeafRole::front : leaf > last ? LeafRole::back : LeafRole::insert;
            if (layout(leaf).kind == LeafKind::blank) role = LeafRole::blank;
            if (leaf.value() == 0 && leaf < first) role = LeafRole::cover;
            if (is_contents(leaf)) role = LeafRole::toc;
            result_.roles[leaf.at()] = role;
        }
        for (const LeafIndex leaf : unclaimed_music(first, last)) result_.roles[leaf.at()] = LeafRole::song;
        for (const Song& song : result_.songs)
            for (LeafIndex leaf = song.leaves.first; leaf <= song.leaves.last; ++leaf)
                if (std::find(song.inserts.begin(), song.inserts.end(), leaf) == song.inserts.end())
                    result_.roles[leaf.at()] = LeafRole::song;
                else
                    result_.roles[leaf.at()] = LeafRole::insert;
    }

    void warn_of_turned_spreads() {
        std::set<PdfPage> pages;
        for (LeafIndex leaf(0); leaf.value() < leaf_count(); ++leaf)
            if (is_turned_half(leaf)) pages.insert(page_of(leaf));
        for (const PdfPage page : pages)
            result_.warnings.push_back(fmt::format(
                "Page {} is a spread that stands on its head; its left half was taken to come first",
                page.value()));
    }

    // Music that no song has: the songs there have been overlooked.  A page without a title in front, or a
    // page or two behind the last song, may be signs explained, or a sample of another book.
    std::vector<LeafIndex> unclaimed_music(LeafIndex first, LeafIndex last) const {
        constexpr std::size_t most_samples = 2;
        std::vector<LeafIndex> before;
        std::vector<LeafIndex> behind;
        for (LeafIndex leaf(0); leaf.value() < leaf_count(); ++leaf)
            if (has_music(leaf) && !is_contents(leaf) && (leaf < first || leaf > last))
                (leaf < first ? before : behind).push_back(leaf);
        if (before.size() == 1 && !bears_title(before.front())) before.clear();
        if (behind.size() > most_samples) before.insert(before.end(), behind.begin(), behind.end());
        return before;
    }

    bool bears_title(LeafIndex leaf) const {
        return std::any_of(map_.headings.begin(), map_.headings.end(), [&](const Heading& heading) {
            return heading.leaf == leaf && in_style(heading) && is_wordy(heading.title) &&
                   !names_no_song(heading.title);
        });
    }

    const Book& book_;
    const Toc& toc_;
    const PageMap& map_;
    std::vector<Start> starts_;
    std::set<std::size_t> claimed_;    // headings that an entry bears
    std::set<LeafIndex> disputed_;     // leaves that the contents give a title which was not seen there
    std::vector<double> title_sizes_;  // of the headings that bear an entry's title
    double heading_size_ = 0;          // usual size of titles, 0 when unknown
    std::set<std::size_t>
        in_chain_;               // headings that are numbered one after the other, in a book without contents
    bool numbers_only_ = false;  // pieces have a number in place of a title
    double room_above_ = 0;      // usual height above the first system of a song
    double room_between_ = 0;    // the same for songs that start within a page
    bool capitals_ = false;      // titles are printed in capitals
    bool numbered_ = false;      // titles have the song's number in front
    bool starts_below_ = false;  // some songs start in the middle of a page
    bool words_only_ = false;    // songs are printed without music
    Songs result_;
};

}  // namespace

Songs verify(const Book& book, const Toc& toc, const PageMap& page_map) {
    return Verifier(book, toc, page_map).verify();
}

}  // namespace sheetsplit
