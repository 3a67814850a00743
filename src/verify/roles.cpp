#include "verify/roles.hpp"

#include "core/furniture.hpp"
#include "verify/words.hpp"

namespace sheetsplit {
namespace {

bool bears_title(const View& view, const TitleStyle& style, LeafIndex leaf) {
    return std::any_of(view.map.headings.begin(), view.map.headings.end(), [&](const Heading& heading) {
        return heading.leaf == leaf && in_style(style, heading) && is_wordy(heading.title) &&
               !names_no_song(heading.title);
    });
}

// Music that no song has: the songs there have been overlooked.  A page without a title in front, or a
// page or two behind the last song, may be signs explained, or a sample of another book.
std::vector<LeafIndex> unclaimed_music(const View& view, const TitleStyle& style, LeafIndex first,
                                       LeafIndex last) {
    constexpr std::size_t most_samples = 2;
    std::vector<LeafIndex> before;
    std::vector<LeafIndex> behind;
    for (LeafIndex leaf(0); leaf.value() < view.leaf_count(); ++leaf)
        if (view.has_music(leaf) && !view.is_contents(leaf) && (leaf < first || leaf > last))
            (leaf < first ? before : behind).push_back(leaf);
    if (before.size() == 1 && !bears_title(view, style, before.front())) before.clear();
    if (behind.size() > most_samples) before.insert(before.end(), behind.begin(), behind.end());
    return before;
}

}  // namespace

std::vector<LeafRole> roles_of_leaves(const View& view, const TitleStyle& style,
                                      const std::vector<Song>& songs) {
    std::vector<LeafRole> roles(view.book.leaves().size(), LeafRole::front);
    LeafIndex first(view.leaf_count());
    LeafIndex last(-1);
    for (const Song& song : songs) {
        first = std::min(first, song.leaves.first);
        last = std::max(last, song.leaves.last);
    }
    for (LeafIndex leaf(0); leaf.value() < view.leaf_count(); ++leaf) {
        LeafRole role = leaf < first ? LeafRole::front : leaf > last ? LeafRole::back : LeafRole::insert;
        if (view.layout(leaf).kind == LeafKind::blank) role = LeafRole::blank;
        if (leaf.value() == 0 && leaf < first) role = LeafRole::cover;
        if (view.is_contents(leaf)) role = LeafRole::toc;
        roles[leaf.at()] = role;
    }
    for (const LeafIndex leaf : unclaimed_music(view, style, first, last)) roles[leaf.at()] = LeafRole::song;
    for (const Song& song : songs)
        for (LeafIndex leaf = song.leaves.first; leaf <= song.leaves.last; ++leaf)
            if (std::find(song.inserts.begin(), song.inserts.end(), leaf) == song.inserts.end())
                roles[leaf.at()] = LeafRole::song;
            else
                roles[leaf.at()] = LeafRole::insert;
    return roles;
}

}  // namespace sheetsplit
