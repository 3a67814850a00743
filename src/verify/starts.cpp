#include "verify/starts.hpp"

#include <fmt/format.h>

#include <map>

#include "verify/unlisted.hpp"
#include "verify/words.hpp"

namespace sheetsplit {
namespace {

std::vector<std::size_t> unclaimed_on(const View& view, const TitleStyle& style,
                                      const std::set<std::size_t>& claimed, LeafIndex leaf) {
    const std::vector<Heading>& headings = view.map.headings;
    std::vector<std::size_t> free;
    for (std::size_t h = 0; h < headings.size(); ++h)
        if (headings[h].leaf == leaf && !claimed.contains(h) && in_style(style, headings[h]) &&
            is_wordy(headings[h].title) && headings[h].prominence > 0.2)
            free.push_back(h);
    return free;
}

// One of several numbers of an entry may be a mention elsewhere, when another leads to the song.
bool found_elsewhere(const View& view, const std::string& title) {
    return std::any_of(view.map.placements.begin(), view.map.placements.end(), [&](const Placement& other) {
        return other.heading && other.likeness >= good_title && view.entry(other).title == title;
    });
}

// An entry whose page bears other titles only: a first line, another name of the same song, or a mistake.
Starts with_alias(const View& view, Starts found, const TocEntry& named, LeafIndex leaf) {
    const int page = view.page_of(leaf).value();
    if (named.first_line) {
        found.warnings.push_back(
            fmt::format("\"{}\" on page {} is taken for another name of the song there", named.title, page));
        return found;
    }
    found.missing.push_back(
        {named.title, named.folio, fmt::format("its page {} bears other titles only", page)});
    if (!found_elsewhere(view, named.title)) found.disputed.insert(leaf);
    return found;
}

// The entries that were placed on a leaf by their number and whose titles were not seen.
Starts with_unread(const View& view, const TitleStyle& style, Starts found, LeafIndex leaf,
                   const std::vector<std::size_t>& places) {
    const std::vector<std::size_t> free = unclaimed_on(view, style, found.claimed, leaf);
    const bool occupied = std::any_of(found.starts.begin(), found.starts.end(),
                                      [&](const Start& start) { return start.leaf == leaf; });
    for (std::size_t i = 0; i < places.size(); ++i) {
        const TocEntry& named = view.entry(view.map.placements[places[i]]);
        const bool alias = named.first_line && occupied;
        if (!alias && i < free.size()) {
            found.starts.push_back({leaf, view.map.headings[free[i]].top, places[i], free[i]});
            found.claimed.insert(free[i]);
        } else if (!occupied && i == 0) {
            found.starts.push_back({leaf, 0, places[i], std::nullopt});
        } else {
            found = with_alias(view, std::move(found), named, leaf);
        }
    }
    return found;
}

Starts listed_starts(const View& view, const TitleStyle& style) {
    Starts found;
    std::map<LeafIndex, std::vector<std::size_t>> unread;
    for (std::size_t p = 0; p < view.map.placements.size(); ++p) {
        const Placement& place = view.map.placements[p];
        if (place.heading) found.claimed.insert(*place.heading);
        if (!place.leaf) continue;
        if (place.heading)
            found.starts.push_back({*place.leaf, view.map.headings[*place.heading].top, p, place.heading});
        else
            unread[*place.leaf].push_back(p);
    }
    for (const auto& [leaf, places] : unread)
        found = with_unread(view, style, std::move(found), leaf, places);
    return found;
}

// In their order, those that claim one place marked.
std::vector<Start> in_order(std::vector<Start> starts) {
    std::stable_sort(starts.begin(), starts.end(), [](const Start& a, const Start& b) {
        return std::pair(a.leaf, a.top) < std::pair(b.leaf, b.top);
    });
    for (std::size_t i = 1; i < starts.size(); ++i)
        if (starts[i].leaf == starts[i - 1].leaf && starts[i].top - starts[i - 1].top < 5)
            starts[i].clash = starts[i - 1].clash = true;
    return starts;
}

// No music stands between this start and the leaf.
bool has_words_only(const View& view, const Start& start, LeafIndex until) {
    const std::vector<System>& first = view.layout(start.leaf).systems;
    if (std::any_of(first.begin(), first.end(),
                    [&](const System& system) { return system.box.middle_y() > start.top; }))
        return false;
    for (LeafIndex leaf = start.leaf + 1; leaf < until; ++leaf)
        if (view.has_music(leaf)) return false;
    return true;
}

// Does something of the song before stand above this start: its music, or the rest of its words?
bool song_above(const View& view, const Start& start, const Start* before) {
    const LeafIndex leaf = start.leaf;
    const PageLayout& page = view.layout(leaf);
    if (std::any_of(page.systems.begin(), page.systems.end(),
                    [&](const System& system) { return system.box.middle_y() < start.top; }))
        return true;
    if (!page.systems.empty() && !(before && before->leaf < leaf && has_words_only(view, *before, leaf)))
        return false;
    std::vector<std::size_t> lines;
    for (std::size_t i = 0; i < page.lines.size(); ++i)
        if (page.lines[i].box.y1 < start.top && page.lines[i].box.width() > 6 * page.lines[i].size)
            lines.push_back(i);
    constexpr std::size_t longest_head = 2;
    return lines.size() > longest_head || std::any_of(lines.begin(), lines.end(), [&](std::size_t line) {
               return is_body(view.book, leaf, line);
           });
}

}  // namespace

Starts starts_of(const View& view, const TitleStyle& style, const NumberedHeadings& numbered) {
    Starts found = listed_starts(view, style);
    found.starts = in_order(with_unlisted(view, style, numbered, found.claimed, std::move(found.starts)));
    for (std::size_t i = 0; i < found.starts.size(); ++i)
        found.starts[i].shares = song_above(view, found.starts[i], i == 0 ? nullptr : &found.starts[i - 1]);
    return found;
}

}  // namespace sheetsplit
