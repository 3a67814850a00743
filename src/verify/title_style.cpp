#include "verify/title_style.hpp"

#include <cmath>
#include <map>

#include "core/statistics.hpp"
#include "core/text.hpp"
#include "verify/words.hpp"

namespace sheetsplit {
namespace {

constexpr double near_size = 0.17;  // headings of one book differ by less in size

bool starts_with_digit(const std::string& title) {
    return !title.empty() && title.front() >= '0' && title.front() <= '9';
}

// The height free of staves in which a heading stands.
double room_of(const View& view, const Heading& heading) {
    double above = 0;
    double below = view.layout(heading.leaf).size.height;
    for (const System& system : view.layout(heading.leaf).systems) {
        if (system.box.middle_y() < heading.top)
            above = std::max(above, system.box.y1);
        else
            below = std::min(below, system.box.y0);
    }
    return below - above;
}

// Without contents the titles must be known by themselves: they are the largest letters of their leaves, of
// one size throughout the book.  0 when there are none.
double size_on_pages(const View& view) {
    std::map<LeafIndex, double> largest;
    for (const Heading& heading : view.map.headings)
        if (view.has_music(heading.leaf) && is_wordy(heading.title) && heading.confidence >= 0.55 &&
            !heading.below_top)
            largest[heading.leaf] = std::max(largest[heading.leaf], heading.size);
    double best = 0;
    double best_size = 0;
    for (const auto& [leaf, size] : largest) {
        double weight = 0;
        for (const auto& [other, other_size] : largest)
            weight += std::abs(other_size / size - 1) < 0.09 ? other_size : 0;
        if (weight > best && size > 0) {
            best = weight;
            best_size = size;
        }
    }
    return best_size;
}

// Some titles that the contents confirm are set like this one, and hardly smaller than most.
bool has_second_style(const TitleStyle& style, const Heading& heading) {
    constexpr std::size_t least = 3;
    if (heading.size < 0.75 * style.size || heading.prominence < 0.5) return false;
    const auto alike = std::count_if(style.sizes.begin(), style.sizes.end(),
                                     [&](double size) { return std::abs(heading.size / size - 1) < 0.03; });
    const auto count = static_cast<std::size_t>(alike);
    return count >= least && count * 5 >= style.sizes.size();
}

}  // namespace

TitleStyle style_of_titles(const View& view) {
    TitleStyle style;
    std::vector<double> rooms;
    std::vector<double> gaps;
    int on_text = 0;
    int found = 0;
    int capitals = 0;
    int numbered = 0;
    for (const Placement& place : view.map.placements) {
        if (!place.heading || place.likeness < good_title) continue;
        const Heading& heading = view.map.headings[*place.heading];
        style.sizes.push_back(heading.size);
        ++found;
        on_text += !view.has_music(heading.leaf);
        capitals += is_all_capitals(heading.title);
        numbered += heading.song_number && !starts_with_digit(view.entry(place).title);
        if (view.has_music(heading.leaf))
            (heading.below_top ? gaps : rooms).push_back(room_of(view, heading));
        style.starts_below = style.starts_below || heading.below_top;
    }
    style.from_contents = !view.toc.entries.empty();
    if (!style.from_contents) style.size = size_on_pages(view);
    if (style.sizes.size() >= 3) style.size = median_of(style.sizes);
    style.capitals = found > 2 && capitals * 10 > found * 7;
    style.numbered = found > 2 && numbered * 10 > found * 7;
    style.room_above = median_of(std::move(rooms));
    style.room_between = median_of(std::move(gaps));
    style.words_only = found > 0 && on_text * 2 > found;
    return style;
}

bool in_same_letters(const TitleStyle& style, const Heading& heading) {
    return style.size > 0 && std::abs(heading.size / style.size - 1) < 0.03;
}

bool in_style(const TitleStyle& style, const Heading& heading) {
    if (style.size == 0) return heading.prominence >= 0.5;
    // A long title is set smaller to fit the line.
    if (!style.from_contents && heading.prominence >= 0.5 && heading.size < style.size) return true;
    return std::abs(heading.size / style.size - 1) < near_size;
}

bool has_room(const View& view, const TitleStyle& style, const Heading& heading) {
    if (!view.has_music(heading.leaf)) return true;
    const double usual = heading.below_top ? style.room_between : style.room_above;
    const double share = in_same_letters(style, heading) && heading.below_top ? 0.45 : 0.72;
    return room_of(view, heading) > share * usual;
}

bool stands_like_title(const TitleStyle& style, const Heading& heading) {
    constexpr int long_title = 24;  // letters
    if (has_second_style(style, heading)) return true;
    const bool fitted =
        heading.prominence >= 0.5 && heading.size < style.size && letters_in(heading.title) > long_title;
    return style.size == 0 || in_style(style, heading) || fitted;
}

}  // namespace sheetsplit
