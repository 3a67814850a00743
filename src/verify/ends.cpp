#include "verify/ends.hpp"

#include <fmt/format.h>

#include "verify/words.hpp"

namespace sheetsplit {
namespace {

// Entries whose page is gone, or whose title was not seen on it, might have stood in this stretch.
bool hides_missing(const View& view, const std::set<LeafIndex>& disputed, const Song& song,
                   const Song* next) {
    if (std::any_of(disputed.begin(), disputed.end(),
                    [&](LeafIndex leaf) { return song.leaves.contains(leaf); }))
        return true;
    return std::any_of(view.map.placements.begin(), view.map.placements.end(), [&](const Placement& place) {
        if (place.leaf || !view.entry(place).folio || !song.folio) return false;
        const int number = view.entry(place).folio->number;
        return number >= song.folio->number && (!next || !next->folio || number < next->folio->number);
    });
}

// The last leaf of the stretch that begins at `from` and must end by `limit`.
LeafIndex trimmed_end(const View& view, LeafIndex from, LeafIndex limit) {
    bool music = false;
    for (LeafIndex leaf = from; leaf <= limit; ++leaf) music = music || view.has_music(leaf);
    LeafIndex last = limit;
    while (last > from) {
        const LeafKind kind = view.layout(last).kind;
        const bool outside = kind == LeafKind::blank || kind == LeafKind::picture || view.is_contents(last) ||
                             (music && kind == LeafKind::text);
        if (!outside) break;
        last = last - 1;
    }
    return last;
}

// The leaves behind `last` that hold the song's lyrics are counted.
LeafIndex with_lyrics(const View& view, const std::string& title, LeafIndex last, LeafIndex limit) {
    while (last < limit && view.layout(last + 1).kind == LeafKind::text && !view.is_contents(last + 1) &&
           words_on(view.book, last + 1, title, "") == WordPage::lyrics)
        ++last;
    return last;
}

// No leaf that may belong to the song follows it, and the next one starts where it is said to.
bool is_closed(const View& view, const TitleStyle& style, const Song& song, const Following& next) {
    if (!song.inserts.empty()) return false;
    const LeafIndex limit = next.start ? next.start->leaf : LeafIndex(view.leaf_count());
    for (LeafIndex leaf = song.leaves.last + 1; leaf < limit; ++leaf)
        if (next.start && view.layout(leaf).kind == LeafKind::text && !view.is_contents(leaf) &&
            words_on(view.book, leaf, song.title, next.song ? next.song->title : "") != WordPage::other)
            return false;
    if (next.start) return next.start->sure;
    // The last song: all that follows must be plainly something else.
    for (LeafIndex leaf = song.leaves.last + 1; leaf.value() < view.leaf_count(); ++leaf)
        if (view.has_music(leaf)) return false;
    return !style.words_only || song.leaves.last.value() == view.leaf_count() - 1;
}

}  // namespace

LeafIndex last_leaf_of(const View& view, const TitleStyle& style, const std::string& title, LeafIndex first,
                       LeafIndex limit) {
    const LeafIndex last = trimmed_end(view, first, limit);
    return style.words_only ? last : with_lyrics(view, title, last, limit);
}

bool is_end_sure(const View& view, const TitleStyle& style, const std::set<LeafIndex>& disputed,
                 const Song& song, const Following& next) {
    return is_closed(view, style, song, next) && !hides_missing(view, disputed, song, next.song);
}

Evidence end_evidence(const View& view, const Song& song, const Start* next, bool sure) {
    const std::string observed =
        next ? fmt::format("the next song starts on page {}", view.page_of(next->leaf).value())
             : fmt::format("the music ends on page {}", view.page_of(song.leaves.last).value());
    return {EvidenceSource::neighbour, view.page_of(song.leaves.last), observed, "a sure end",
            sure ? 1.5 : -0.8};
}

}  // namespace sheetsplit
