#include "book/staves.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "core/statistics.hpp"

namespace sheetsplit {
namespace {

constexpr double strip_points = 18;
constexpr double least_space = 1.8;  // points between staff lines
constexpr double most_space = 11;
constexpr double least_staff_width = 54;

// Evenly spaced dark rows in one strip.
struct Piece {
    int strip = 0;
    double top = 0;
    double bottom = 0;
    int lines = 0;
};

struct Chain {
    std::vector<Piece> pieces;
    double top = 0;  // of the latest piece
    double bottom = 0;
    int last_strip = 0;
};

// Centres of the dark rows of one strip, thin ones only.
std::vector<double> dark_rows(const Bitmap& bitmap, int x0, int width) {
    const int enough = width * 7 / 10;
    const int thickest = std::max(3, static_cast<int>(bitmap.resolution.pixels(1.8)));
    std::vector<double> centres;
    int from = -1;
    for (int y = 0; y <= bitmap.height; ++y) {
        bool dark = false;
        if (y < bitmap.height) {
            const std::uint8_t* row = bitmap.ink.data() + bitmap.index(x0, y);
            int sum = 0;
            for (int x = 0; x < width; ++x) sum += row[x];
            dark = sum >= enough;
        }
        if (dark && from < 0) from = y;
        if (!dark && from >= 0) {
            if (y - from <= thickest) centres.push_back((from + y - 1) / 2.0);
            from = -1;
        }
    }
    return centres;
}

// The distance between staff lines in pixels: the most common distance between neighbouring dark rows.
std::optional<double> staff_space(const std::vector<std::vector<double>>& rows, Resolution resolution) {
    const int most = static_cast<int>(resolution.pixels(most_space)) + 2;
    std::vector<int> histogram(static_cast<std::size_t>(2 * most + 2));  // half pixels
    for (const auto& strip : rows)
        for (std::size_t i = 1; i < strip.size(); ++i) {
            const double distance = strip[i] - strip[i - 1];
            if (distance >= resolution.pixels(least_space) && distance <= resolution.pixels(most_space))
                ++histogram[static_cast<std::size_t>(std::lround(distance * 2))];
        }
    int best = 0;
    int best_sum = 0;
    for (int i = 1; i + 1 < static_cast<int>(histogram.size()); ++i) {
        const auto at = static_cast<std::size_t>(i);
        const int sum = histogram[at - 1] + 2 * histogram[at] + histogram[at + 1];
        if (sum > best_sum) {
            best_sum = sum;
            best = i;
        }
    }
    if (best_sum < 24) return std::nullopt;  // fewer than some two strips of one staff
    return best / 2.0;
}

std::vector<Piece> pieces_of(const std::vector<double>& rows, int strip, double space) {
    const double slack = std::max(1.1, space * 0.22);
    std::vector<Piece> pieces;
    std::size_t i = 0;
    while (i < rows.size()) {
        std::size_t last = i;
        int lines = 1;
        for (std::size_t j = i + 1; j < rows.size(); ++j) {
            const double distance = rows[j] - rows[last];
            if (distance > space + slack) break;
            if (distance < space - slack) continue;  // a ledger line, beam or speck between
            last = j;
            ++lines;
        }
        if (lines >= 4 && lines <= 7) {
            pieces.push_back({strip, rows[i], rows[last], lines});
            i = last + 1;
        } else {
            ++i;
        }
    }
    return pieces;
}

std::vector<Chain> linked(const std::vector<std::vector<Piece>>& strips, double space) {
    std::vector<Chain> chains;
    for (const auto& pieces : strips)
        for (const Piece& piece : pieces) {
            Chain* home = nullptr;
            double best = 2.5 * space;
            for (Chain& chain : chains) {
                if (piece.strip - chain.last_strip > 4 || chain.last_strip == piece.strip) continue;
                const double common = overlap(chain.top, chain.bottom, piece.top, piece.bottom);
                if (common > best) {
                    best = common;
                    home = &chain;
                }
            }
            if (!home) {
                chains.push_back({});
                home = &chains.back();
            }
            home->pieces.push_back(piece);
            home->top = piece.top;
            home->bottom = piece.bottom;
            home->last_strip = piece.strip;
        }
    return chains;
}

// Where the staff really begins and ends: follows its lines outwards from the outermost strip.
int extent(const Bitmap& bitmap, int x, int step, double top, double space, int lines) {
    int misses = 0;
    int edge = x;
    for (; x >= 0 && x < bitmap.width && misses < 4; x += step) {
        int hits = 0;
        for (int line = 0; line < lines; ++line) {
            const int y = static_cast<int>(std::lround(top + line * space));
            for (int near = std::max(0, y - 1); near <= std::min(bitmap.height - 1, y + 1); ++near)
                if (bitmap.at(x, near)) {
                    ++hits;
                    break;
                }
        }
        if (hits * 5 >= lines * 3) {
            edge = x;
            misses = 0;
        } else {
            ++misses;
        }
    }
    return edge;
}

// Is there a vertical stroke from one staff to the next near their left ends?
bool barred(const Bitmap& bitmap, const Staff& upper, const Staff& lower) {
    const Resolution& r = bitmap.resolution;
    const double space = upper.box.height() / std::max(1, upper.lines - 1);
    const int y0 = static_cast<int>(r.pixels(upper.box.y1)) + 1;
    const int y1 = static_cast<int>(r.pixels(lower.box.y0));
    const double left = std::min(upper.box.x0, lower.box.x0);
    const int x0 = std::max(1, static_cast<int>(r.pixels(left - 1.5 * space)));
    const int x1 = std::min(bitmap.width - 2, static_cast<int>(r.pixels(left + 2 * space)));
    if (y1 <= y0) return true;
    for (int x = x0; x <= x1; ++x) {
        int covered = 0;
        for (int y = y0; y < y1; ++y)
            covered += bitmap.at(x, y) || bitmap.at(x - 1, y) || bitmap.at(x + 1, y);
        if (covered * 100 >= (y1 - y0) * 88) return true;
    }
    return false;
}

}  // namespace

std::vector<System> find_systems(const Bitmap& bitmap) {
    const Resolution& resolution = bitmap.resolution;
    const int width = std::max(16, static_cast<int>(resolution.pixels(strip_points)));
    const int count = bitmap.width / width;
    std::vector<std::vector<double>> rows(static_cast<std::size_t>(std::max(0, count)));
    for (int strip = 0; strip < count; ++strip)
        rows[static_cast<std::size_t>(strip)] = dark_rows(bitmap, strip * width, width);
    const auto space = staff_space(rows, resolution);
    if (!space) return {};
    std::vector<std::vector<Piece>> strips(rows.size());
    for (std::size_t strip = 0; strip < rows.size(); ++strip)
        strips[strip] = pieces_of(rows[strip], static_cast<int>(strip), *space);

    std::vector<Staff> staves;
    for (const Chain& chain : linked(strips, *space)) {
        const int span = chain.last_strip - chain.pieces.front().strip + 1;
        const auto seen = static_cast<int>(chain.pieces.size());
        if (resolution.points(span * width) < least_staff_width || seen < 3 || seen * 5 < span * 2) continue;
        std::vector<int> by_lines(8);
        for (const Piece& piece : chain.pieces) ++by_lines[static_cast<std::size_t>(piece.lines)];
        const int lines =
            static_cast<int>(std::max_element(by_lines.begin(), by_lines.end()) - by_lines.begin());
        std::vector<double> tops;
        for (const Piece& piece : chain.pieces)
            if (piece.lines == lines) tops.push_back(piece.top);
        const double top = median_of(tops);
        const Piece& first = chain.pieces.front();
        const Piece& last = chain.pieces.back();
        const int x0 = extent(bitmap, first.strip * width + width / 2, -1,
                              first.lines == lines ? first.top : top, *space, lines);
        const int x1 = extent(bitmap, last.strip * width + width / 2, 1, last.lines == lines ? last.top : top,
                              *space, lines);
        Staff staff;
        staff.lines = lines;
        staff.box = {resolution.points(x0), resolution.points(top), resolution.points(x1 + 1),
                     resolution.points(top + (lines - 1) * *space)};
        staves.push_back(staff);
    }
    std::sort(staves.begin(), staves.end(),
              [](const Staff& a, const Staff& b) { return a.box.y0 < b.box.y0; });

    std::vector<System> systems;
    for (const Staff& staff : staves) {
        const Staff* above = systems.empty() ? nullptr : &systems.back().staves.back();
        // Two staves side by side on one height are one line of music.
        const bool beside = above && overlap(above->box.y0, above->box.y1, staff.box.y0, staff.box.y1) > 0;
        if (above && (beside || barred(bitmap, *above, staff))) {
            systems.back().staves.push_back(staff);
            systems.back().box = united(systems.back().box, staff.box);
        } else {
            systems.push_back({staff.box, {staff}});
        }
    }
    return systems;
}

double right_heaviness(const Bitmap& bitmap, const std::vector<System>& systems) {
    const Resolution& r = bitmap.resolution;
    double left = 0;
    double right = 0;
    for (const System& system : systems)
        for (const Staff& staff : system.staves) {
            const double space = staff.box.height() / std::max(1, staff.lines - 1);
            const int zone = static_cast<int>(r.pixels(5.5 * space));
            const int x0 = static_cast<int>(r.pixels(staff.box.x0 + space * 0.5));
            const int x1 = static_cast<int>(r.pixels(staff.box.x1 - space * 0.5));
            if (x1 - x0 < 3 * zone) continue;
            // Only between the lines: there the lines themselves add nothing.
            for (int gap = 0; gap + 1 < staff.lines; ++gap) {
                const int y = static_cast<int>(r.pixels(staff.box.y0 + (gap + 0.5) * space));
                if (y < 0 || y >= bitmap.height) continue;
                for (int x = 0; x < zone; ++x) {
                    left += bitmap.at(std::clamp(x0 + x, 0, bitmap.width - 1), y);
                    right += bitmap.at(std::clamp(x1 - x, 0, bitmap.width - 1), y);
                }
            }
        }
    return left + right < 20 ? 0 : (right - left) / (right + left);
}

}  // namespace sheetsplit
