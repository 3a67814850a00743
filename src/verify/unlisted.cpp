#include "verify/unlisted.hpp"

#include <cmath>

#include "core/text.hpp"
#include "verify/words.hpp"

namespace sheetsplit {
namespace {

constexpr double unlisted_prominence = 0.35;

bool is_section_name(const Toc& toc, const std::string& title) {
    return std::any_of(toc.entries.begin(), toc.entries.end(), [&](const TocEntry& entry) {
        return !entry.section.empty() && likeness(entry.section, title) > 0.8;
    });
}

// Headings that repeat from song to song are part of the book's furniture.
int repeats(const PageMap& map, const std::string& title) {
    std::set<int> places;  // running heads of one song lie close together and count once
    for (const Heading& heading : map.headings)
        if (likeness(heading.title, title) > 0.85) places.insert(heading.leaf.value() / 6);
    return static_cast<int>(places.size());
}

// "99": a number in the letters of a title that is not the page's own.
bool is_numeric_title(const PageMap& map, const Heading& heading) {
    const auto number = folio_from_text(heading.title);
    return number && number->numerals == Numerals::arabic && number != map.folios[heading.leaf.at()];
}

// A second line of a title that was placed, or a running head of the song that is going on.
bool near_other_start(const View& view, const TitleStyle& style, const std::vector<Start>& starts,
                      const Heading& heading) {
    return std::any_of(starts.begin(), starts.end(), [&](const Start& start) {
        if (start.leaf == heading.leaf && std::abs(start.top - heading.top) < 4 * heading.size) return true;
        // The title once more in the middle of a page is another setting of it.
        if (style.starts_below && heading.below_top && view.has_music(heading.leaf) &&
            in_same_letters(style, heading))
            return false;
        if (!start.placement || heading.leaf < start.leaf || heading.leaf - start.leaf > 8) return false;
        const bool repeats_entry =
            match_of(view.entry(view.map.placements[*start.placement]).title, heading.title) > 0.74;
        return repeats_entry ||
               (start.heading && match_of(view.map.headings[*start.heading].title, heading.title) > 0.74);
    });
}

// In a book of words whose titles are capitals, small letters head no song.
bool has_titles_letters(const TitleStyle& style, const Heading& heading) {
    return !style.capitals || !style.words_only || is_all_capitals(heading.title);
}

// Nothing about the heading itself speaks against a song.
bool heads_song(const View& view, const TitleStyle& style, const Heading& heading) {
    const bool music = view.has_music(heading.leaf);
    if (!music && !style.words_only) return false;
    if (heading.confidence < 0.55 || !is_wordy(heading.title)) return false;
    if (!in_style(style, heading) || !has_room(view, style, heading)) return false;
    if (heading.prominence < (music ? unlisted_prominence : 0.25)) return false;
    return has_titles_letters(style, heading);
}

}  // namespace

std::vector<Start> with_unlisted(const View& view, const TitleStyle& style, const NumberedHeadings& numbered,
                                 const std::set<std::size_t>& claimed, std::vector<Start> listed) {
    std::vector<Start> starts = std::move(listed);
    LeafIndex first_song(view.leaf_count());
    for (const Start& start : starts) first_song = std::min(first_song, start.leaf);
    for (std::size_t h = 0; h < view.map.headings.size(); ++h) {
        const Heading& heading = view.map.headings[h];
        if (claimed.contains(h) || view.is_contents(heading.leaf)) continue;
        if (!numbered.members.contains(h)) {
            if (numbered.numbers_only || !heads_song(view, style, heading)) continue;
            if (style.from_contents && heading.leaf < first_song) continue;
            if (style.from_contents && heading.below_top && !style.starts_below) continue;
            if (is_section_name(view.toc, heading.title) || repeats(view.map, heading.title) > 3) continue;
            if (near_other_start(view, style, starts, heading)) continue;
        }
        starts.push_back({heading.leaf, heading.top, std::nullopt, h});
    }
    return starts;
}

bool another_heading_in(const View& view, const TitleStyle& style, const std::set<std::size_t>& claimed,
                        const Song& song) {
    for (std::size_t h = 0; h < view.map.headings.size(); ++h) {
        const Heading& heading = view.map.headings[h];
        if (claimed.contains(h) || !song.leaves.contains(heading.leaf)) continue;
        if (heading.leaf == song.leaves.first && heading.top < song.top + 3 * heading.size) continue;
        if (heading.leaf == song.leaves.last && song.bottom && heading.top > *song.bottom - heading.size)
            continue;
        if (style.size == 0 || std::abs(heading.size / style.size - 1) > 0.06) continue;
        if (heading.confidence < 0.8 || heading.prominence < unlisted_prominence) continue;
        if (!is_wordy(heading.title) && !is_numeric_title(view.map, heading)) continue;
        if (match_of(song.title, heading.title) > 0.7 || repeats(view.map, heading.title) > 3) continue;
        if (!has_titles_letters(style, heading)) continue;
        if (!has_room(view, style, heading) && !heading.below_top) continue;
        return true;
    }
    return false;
}

}  // namespace sheetsplit
