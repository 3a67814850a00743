#include "verify/sureness.hpp"

#include "core/text.hpp"
#include "verify/words.hpp"

namespace sheetsplit {
namespace {

constexpr double sure_title = 0.88;
constexpr double worn_title = 0.64;  // enough where number and style agree: small capitals are read badly

// Where songs have words only, a later page repeats the title at its head.  A number that is not just a
// little higher than the contents say is more likely a misread one.
bool may_be_running_head(const View& view, const Placement& place) {
    constexpr int longest_song = 12;  // pages
    const auto& here = view.map.folios[place.leaf->at()];
    const auto& printed = view.entry(place).folio;
    if (!here || !printed || here->numerals != printed->numerals) return true;
    return here->number > printed->number && here->number - printed->number <= longest_song;
}

// The page that the contents name stands just before the heading and holds no music: it may be the
// song's title page.
bool may_begin_earlier(const View& view, const Placement& place) {
    const auto& printed = view.entry(place).folio;
    for (LeafIndex leaf = *place.leaf - 1; leaf.value() >= 0; leaf = leaf - 1) {
        if (view.has_music(leaf) || view.is_contents(leaf)) return false;
        if (printed && view.map.folios[leaf.at()] == printed) return true;
    }
    return false;
}

// The title once more on a later page, in letters much smaller than where the song starts.
bool is_running_head(const View& view, const TitleStyle& style, const Heading& heading,
                     const Placement& place) {
    const Heading& first = view.map.headings[*place.heading];
    return in_style(style, first) && heading.leaf > first.leaf && heading.size < 0.75 * first.size;
}

// The title once more above the music, behind a page that has nothing but the title.
bool follows_title_page(const View& view, const Heading& heading, const Placement& place) {
    constexpr std::size_t lines_of_title_page = 3;
    const PageLayout& page = view.layout(*place.leaf);
    return page.kind == LeafKind::text && page.lines.size() <= lines_of_title_page &&
           heading.leaf > *place.leaf && heading.leaf - *place.leaf <= 2;
}

bool belongs_to_another(const View& view, std::size_t heading, const Placement& place, double alike) {
    return std::any_of(view.map.placements.begin(), view.map.placements.end(), [&](const Placement& other) {
        return other.entry != place.entry && other.heading == heading && other.likeness >= alike;
    });
}

// No other heading reads like this title, but for those that are another entry's own.
bool likely_once(const View& view, const TitleStyle& style, const Placement& place) {
    const std::string& title = view.entry(place).title;
    return std::none_of(view.map.headings.begin(), view.map.headings.end(), [&](const Heading& heading) {
        const auto h = static_cast<std::size_t>(&heading - view.map.headings.data());
        if (h == place.heading || is_running_head(view, style, heading, place)) return false;
        const double alike = likeness(heading.title, title);
        return alike > 0.85 && !belongs_to_another(view, h, place, alike) &&
               !follows_title_page(view, heading, place);
    });
}

}  // namespace

FolioSays folio_says(const Placement& place) {
    for (const Evidence& e : place.evidence)
        if (e.source == EvidenceSource::folio) return e.weight > 0 ? FolioSays::agrees : FolioSays::differs;
    return FolioSays::nothing;
}

bool is_sure(const View& view, const TitleStyle& style, const Start& start) {
    if (!start.placement || !start.heading || start.clash || view.is_turned_half(start.leaf)) return false;
    const Placement& place = view.map.placements[*start.placement];
    const Heading& heading = view.map.headings[*start.heading];
    const FolioSays folio = folio_says(place);
    if (folio == FolioSays::agrees)
        return place.likeness >= good_title ||
               (place.likeness >= worn_title && style.size > 0 && in_style(style, heading));
    if (folio == FolioSays::differs && style.words_only && may_be_running_head(view, place)) return false;
    if (folio == FolioSays::differs && may_begin_earlier(view, place)) return false;
    // Without the number's word the title must be certain, stand like a title, and stand once.
    return place.likeness >= sure_title && stands_like_title(style, heading) &&
           likely_once(view, style, place);
}

}  // namespace sheetsplit
