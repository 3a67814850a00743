// Deciding what belongs to whom, and how sure that is.
//
// Starts are the placed entries and the headings in the book's own style that
// no entry claims.  A song ends before the next start, or on its leaf when that
// starts below music.  A verdict is "confirmed" only when the title was read on
// the first leaf, the printed number does not speak against it, and the end
// rests on another sure start.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/furniture.hpp"
#include "sheetsplit/stages.hpp"
#include "verify/ends.hpp"
#include "verify/numbered_headings.hpp"
#include "verify/performers.hpp"
#include "verify/roles.hpp"
#include "verify/starts.hpp"
#include "verify/sureness.hpp"
#include "verify/title_style.hpp"
#include "verify/unlisted.hpp"
#include "verify/view.hpp"
#include "verify/wording.hpp"
#include "verify/words.hpp"

namespace sheetsplit {
namespace {

// A song that has a heading only.
Song unlisted_song(const View& view, const NumberedHeadings& numbered, const Start& start) {
    const Heading& heading = view.map.headings[*start.heading];
    Song song;
    song.title = numbered.members.contains(*start.heading) ? without_number(heading) : heading.title;
    song.listed = false;
    song.folio = view.map.folios[start.leaf.at()];
    song.song_number = heading.song_number;
    song.evidence.push_back({EvidenceSource::heading, view.page_of(start.leaf), heading.title, "", 1.5});
    song.evidence.push_back({EvidenceSource::toc, std::nullopt, "not in the contents", heading.title, -0.5});
    return song;
}

Song listed_song(const View& view, const TitleStyle& style, const Start& start) {
    const Placement& place = view.map.placements[*start.placement];
    const TocEntry& named = view.entry(place);
    Song song;
    song.title = best_title(view, style, start);
    song.artist = named.artist;
    song.folio = named.folio;
    song.song_number = named.song_number;
    song.evidence = place.evidence;
    song.adjusted = folio_says(place) == FolioSays::differs;
    return song;
}

// The song with the leaves it has, up to the next start.
Song song_up_to(const View& view, const TitleStyle& style, const NumberedHeadings& numbered,
                const Start& start, const Start* next) {
    Song song = start.placement ? listed_song(view, style, start) : unlisted_song(view, numbered, start);
    song.top = start.top;
    song.shares_first_leaf = start.shares;
    LeafIndex limit(view.leaf_count() - 1);
    if (next) limit = next->leaf == start.leaf || next->shares ? next->leaf : next->leaf - 1;
    limit = std::max(limit, start.leaf);
    const bool ends_on_next = next && next->shares && limit == next->leaf;
    song.leaves = {start.leaf,
                   ends_on_next ? limit : last_leaf_of(view, style, song.title, start.leaf, limit)};
    if (next && next->leaf == song.leaves.last) song.bottom = next->top;
    for (LeafIndex leaf = song.leaves.first + 1; leaf <= song.leaves.last; ++leaf)
        if (view.layout(leaf).kind == LeafKind::picture) song.inserts.push_back(leaf);
    return song;
}

// Music that begins lower than on the pages that go on: there is room for a title above it.
bool looks_like_start(const PageLayout& page) {
    return !page.systems.empty() && page.systems.front().box.y0 > 0.14 * page.size.height;
}

Verdict verdict_of(const View& view, const Start& start, bool end_sure) {
    if (!start.placement) return Verdict::probable;
    if (start.clash) return Verdict::conflicting;
    const Placement& place = view.map.placements[*start.placement];
    const FolioSays folio = folio_says(place);
    if (start.sure && end_sure) return Verdict::confirmed;
    if (!start.heading)
        return folio == FolioSays::agrees && looks_like_start(view.layout(start.leaf)) ? Verdict::probable
                                                                                       : Verdict::unverified;
    if (place.likeness < good_title && folio == FolioSays::differs) return Verdict::conflicting;
    return Verdict::probable;
}

// The song with its verdict and what it rests on.
Song judged(const View& view, const TitleStyle& style, const Starts& found, Song song, const Start& start,
            const Following& next) {
    bool end_sure = is_end_sure(view, style, found.disputed, song, next);
    if (end_sure && another_heading_in(view, style, found.claimed, song)) {
        end_sure = false;
        song.evidence.push_back({EvidenceSource::heading, view.page_of(song.leaves.last),
                                 "something like another title stands inside", song.title, -1.0});
    }
    song.evidence.push_back(end_evidence(view, song, next.start, end_sure));
    song.verdict = verdict_of(view, start, end_sure);
    song.confidence = confidence_of(song.evidence);
    return song;
}

// One song a start.
std::vector<Song> cut(const View& view, const TitleStyle& style, const NumberedHeadings& numbered,
                      const Starts& found) {
    const std::vector<Start>& starts = found.starts;
    const auto start_behind = [&](std::size_t i) { return i + 1 < starts.size() ? &starts[i + 1] : nullptr; };
    std::vector<Song> songs;
    for (std::size_t i = 0; i < starts.size(); ++i)
        songs.push_back(song_up_to(view, style, numbered, starts[i], start_behind(i)));
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const Following next{start_behind(i), i + 1 < songs.size() ? &songs[i + 1] : nullptr};
        songs[i] = judged(view, style, found, std::move(songs[i]), starts[i], next);
    }
    std::erase_if(songs, [](const Song& song) { return !song.listed && names_no_song(song.title); });
    return songs;
}

std::vector<Song> with_performers(const Book& book, std::vector<Song> songs) {
    const std::vector<std::string> names = performers_of(book, songs);
    for (std::size_t i = 0; i < names.size(); ++i)
        if (!names[i].empty()) songs[i].artist = names[i];
    return songs;
}

std::vector<std::string> turned_spreads(const View& view) {
    std::set<PdfPage> pages;
    for (LeafIndex leaf(0); leaf.value() < view.leaf_count(); ++leaf)
        if (view.is_turned_half(leaf)) pages.insert(view.page_of(leaf));
    std::vector<std::string> warnings;
    for (const PdfPage page : pages)
        warnings.push_back(
            fmt::format("Page {} is a spread that stands on its head; its left half was taken to come first",
                        page.value()));
    return warnings;
}

std::vector<MissingEntry> entries_without_place(const View& view) {
    std::vector<MissingEntry> missing;
    for (const Placement& place : view.map.placements)
        if (!place.leaf)
            missing.push_back({view.entry(place).title, view.entry(place).folio, place.reason_missing});
    return missing;
}

template <typename Value>
std::vector<Value> joined(std::vector<Value> first, const std::vector<Value>& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

}  // namespace

Songs verify(const Book& book, const Toc& toc, const PageMap& page_map) {
    const View view{book, toc, page_map};
    const TitleStyle style = style_of_titles(view);
    const NumberedHeadings numbered =
        style.from_contents ? NumberedHeadings{} : numbered_one_by_one(page_map.headings);
    Starts found = starts_of(view, style, numbered);
    for (Start& start : found.starts) start.sure = is_sure(view, style, start);
    Songs result;
    result.songs = with_performers(book, cut(view, style, numbered, found));
    result.roles = roles_of_leaves(view, style, result.songs);
    result.missing = joined(std::move(found.missing), entries_without_place(view));
    result.warnings = joined(std::move(found.warnings), turned_spreads(view));
    return result;
}

}  // namespace sheetsplit
