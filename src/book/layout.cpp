#include "book/layout.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "book/image_ops.hpp"
#include "book/ink_lines.hpp"
#include "book/staves.hpp"

namespace sheetsplit {
namespace {

constexpr double layout_dpi = 150;
constexpr double picture_from_share = 0.25;  // rows of a halftone can look like staves
constexpr double upside_down_from = 0.18;    // right_heaviness of pages that stand on their heads

// Share of the page in cells that are darker than print ever is.
double picture_share(const Bitmap& bitmap) {
    const int cell = std::max(4, static_cast<int>(bitmap.resolution.pixels(14)));
    int dense = 0;
    int all = 0;
    std::vector<int> columns(static_cast<std::size_t>(bitmap.width));  // ink in each, over the cells' height
    for (int y = 0; y + cell <= bitmap.height; y += cell) {
        std::fill(columns.begin(), columns.end(), 0);
        for (int dy = 0; dy < cell; ++dy) {
            const std::uint8_t* row = bitmap.ink.data() + bitmap.index(0, y + dy);
            for (std::size_t x = 0; x < columns.size(); ++x) columns[x] += row[x];
        }
        for (int x = 0; x + cell <= bitmap.width; x += cell) {
            const auto from = columns.begin() + x;
            ++all;
            dense += std::accumulate(from, from + cell, 0) * 100 > cell * cell * 45;
        }
    }
    return all == 0 ? 0 : static_cast<double>(dense) / all;
}

double ink_share(const Bitmap& bitmap) {
    if (bitmap.ink.empty()) return 0;
    return static_cast<double>(std::accumulate(bitmap.ink.begin(), bitmap.ink.end(), std::uint64_t{0})) /
           static_cast<double>(bitmap.ink.size());
}

Bitmap ink_of(const GrayImage& image) {
    int times = 0;
    for (double dpi = image.resolution.dpi; dpi >= 1.8 * layout_dpi; dpi /= 2) ++times;
    const GrayImage small = reduced(image, times);
    if (is_two_level(image)) return thresholded(small, 176);
    return thresholded(flattened(small), 185);
}

// How many horizontal lines cross these columns between two rows.
int lines_across(const Bitmap& ink, int x0, int x1, int y0, int y1) {
    int lines = 0;
    bool in_line = false;
    for (int y = std::max(0, y0); y < std::min(ink.height, y1); ++y) {
        const auto row = ink.ink.begin() + static_cast<std::ptrdiff_t>(ink.index(x0, y));
        const bool covered = std::accumulate(row, row + (x1 - x0), 0) * 10 >= 7 * (x1 - x0);
        lines += covered && !in_line;
        in_line = covered;
    }
    return lines;
}

}  // namespace

bool staves_cross_middle(const GrayImage& image, const PageLayout& layout) {
    constexpr double reach = 4;     // points to either side; skewed lines leave their row farther out
    constexpr int least_lines = 4;  // of five
    const Bitmap ink = ink_of(image);
    const double middle = layout.size.width / 2;
    const auto pixels = [&](double points) {
        return static_cast<int>(std::lround(ink.resolution.pixels(points)));
    };
    int staves = 0;
    int crossing = 0;
    for (const System& system : layout.systems)
        for (const Staff& staff : system.staves) {
            ++staves;
            if (staff.box.x0 > middle - reach || staff.box.x1 < middle + reach) continue;
            const double top = layout.upside_down ? layout.size.height - staff.box.y1 : staff.box.y0;
            crossing += lines_across(ink, pixels(middle - reach), pixels(middle + reach), pixels(top - 2),
                                     pixels(top + staff.box.height() + 2)) >= least_lines;
        }
    return crossing * 2 > staves;
}

LeafKind kind_of(const PageLayout& layout) {
    if (!layout.systems.empty() && layout.picture_share < picture_from_share) return LeafKind::music;
    if (layout.picture_share > 0.10) return LeafKind::picture;
    double letters = 0;
    for (const InkLine& line : layout.lines)
        for (const TextRun& run : line.runs) letters += run.box.width() / std::max(1.0, line.size);
    return letters > 4 ? LeafKind::text : LeafKind::blank;
}

PageLayout analyse_scan(const GrayImage& image) {
    const Bitmap raw = ink_of(image);
    Bitmap clean = without_borders(raw);
    PageLayout layout;
    layout.size = {image.resolution.points(image.width), image.resolution.points(image.height)};
    layout.skew_degrees = skew_of(clean);
    Bitmap level = levelled(std::move(clean), layout.skew_degrees);
    layout.ink_share = ink_share(level);
    layout.picture_share = picture_share(raw);
    if (layout.picture_share < picture_from_share) layout.systems = find_systems(level);
    if (right_heaviness(level, layout.systems) > upside_down_from) {
        layout.upside_down = true;
        std::reverse(level.ink.begin(), level.ink.end());
        layout.systems = find_systems(level);
    }
    layout.lines = find_ink_lines(level, layout.systems);
    layout.kind = kind_of(layout);
    return layout;
}

PageLayout analyse_drawn(const GrayImage& image, std::vector<InkLine> lines) {
    const Bitmap ink = thresholded(image, 200);
    PageLayout layout;
    layout.size = {image.resolution.points(image.width), image.resolution.points(image.height)};
    layout.ink_share = ink_share(ink);
    layout.picture_share = picture_share(ink);
    if (layout.picture_share < picture_from_share) layout.systems = find_systems(ink);
    std::erase_if(lines, [&](const InkLine& line) { return inside_system(line.box, layout.systems); });
    layout.lines = std::move(lines);
    layout.kind = kind_of(layout);
    return layout;
}

}  // namespace sheetsplit
