#include "verify/wording.hpp"

#include "core/text.hpp"
#include "verify/numbered_headings.hpp"
#include "verify/words.hpp"

namespace sheetsplit {
namespace {

// Broken ligatures drop letters: everything the contents say stands on the page, which says a little more.
bool lost_letters(const std::string& contents, const std::string& page) {
    if (contents.size() >= page.size() || page.size() - contents.size() > 3 || contents.size() < 6)
        return false;
    std::size_t at = 0;
    for (const char c : page)
        if (at < contents.size() && contents[at] == c) ++at;
    return at == contents.size();
}

// "john garners trail herd it4" is "john garners trail herd" and a little more.
bool has_few_letters_behind(const std::string& contents, const std::string& page) {
    return page.size() >= 6 && contents.starts_with(page) && contents.size() > page.size() &&
           contents.size() - page.size() <= 5;
}

}  // namespace

std::string best_title(const View& view, const TitleStyle& style, const Start& start) {
    const Placement& place = view.map.placements[*start.placement];
    const TocEntry& named = view.entry(place);
    if (!start.heading) return named.title;
    Heading heading = view.map.headings[*start.heading];
    if (heading.song_number && (style.numbered || heading.song_number == named.song_number))
        heading.title = without_number(heading);
    const bool same = folded(heading.title) == folded(named.title);
    if (!same && lost_letters(folded(named.title), folded(heading.title))) return heading.title;
    if (same && is_all_capitals(named.title) && !is_all_capitals(heading.title)) return heading.title;
    const double alike = likeness(heading.title, named.title);
    if (!same && named.confidence < 0.75 && heading.confidence > named.confidence + 0.1) return heading.title;
    // A page number that could not be read sticks to the title in the contents.
    if (!named.folio && view.toc.numbers != TocNumbers::none && heading.confidence >= 0.85 &&
        has_few_letters_behind(folded(named.title), folded(heading.title)))
        return heading.title;
    // Small capitals and worn type: the page's larger letters are read better than the contents'.
    if (alike < good_title && alike < place.likeness + 0.01 && heading.confidence >= 0.85 &&
        in_style(style, heading) && is_wordy(heading.title) &&
        letters_in(heading.title) * 10 >= letters_in(named.title) * 8)
        return heading.title;
    return named.title;
}

}  // namespace sheetsplit
