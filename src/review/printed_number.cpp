#include "review/printed_number.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "sheetsplit/pages.hpp"

namespace sheetsplit {
namespace {

constexpr double zone = 0.13;     // of the leaf's height, at its head and at its foot
constexpr double margin = 0.025;  // of the leaf's sides: borders and shadows of scans
constexpr int dark = 150;         // gray value below which a pixel is ink
constexpr double word_gap = 7;    // points between marks that belong together
constexpr double line_gap = 3;
constexpr double lone = 36;  // points to the next mark on the same height

bool in_zone(const Rect& box, const Rect& leaf) {
    const double height = (box.middle_y() - leaf.y0) / std::max(1.0, leaf.height());
    return box.middle_x() > leaf.x0 && box.middle_x() < leaf.x1 &&
           ((height > 0 && height < zone) || (height > 1 - zone && height < 1));
}

double distance_to_edge(const Rect& box, const Rect& leaf) {
    return std::min(std::abs(box.y0 - leaf.y0), std::abs(leaf.y1 - box.y1));
}

struct Band {
    int x0, y0, x1, y1;  // pixels, end exclusive
};

// Boxes of the ink of the band, marks that stand near one another taken together.
std::vector<Rect> marks_of(const GrayImage& picture, const Band& band) {
    std::vector<Rect> marks;
    const Resolution resolution = picture.resolution;
    for (int y = band.y0; y < band.y1; ++y) {
        for (int x = band.x0; x < band.x1; ++x) {
            if (picture.at(x, y) >= dark) continue;
            const int start = x;
            while (x < band.x1 && picture.at(x, y) < dark) ++x;
            Rect run{resolution.points(start), resolution.points(y), resolution.points(x),
                     resolution.points(y + 1)};
            // What the run touches becomes one mark with it.
            for (std::size_t i = 0; i < marks.size();) {
                if (overlap(marks[i].x0, marks[i].x1, run.x0, run.x1) > -word_gap &&
                    overlap(marks[i].y0, marks[i].y1, run.y0, run.y1) > -line_gap) {
                    run = united(run, marks[i]);
                    marks[i] = marks.back();
                    marks.pop_back();
                    i = 0;
                } else {
                    ++i;
                }
            }
            marks.push_back(run);
            if (marks.size() > 400) return {};  // a picture, no margin
        }
    }
    return marks;
}

bool stands_alone(const Rect& mark, std::span<const Rect> marks) {
    return std::none_of(marks.begin(), marks.end(), [&](const Rect& other) {
        return !(other == mark) && overlap(mark.y0, mark.y1, other.y0, other.y1) > 0 &&
               overlap(mark.x0, mark.x1, other.x0, other.x1) > -lone;
    });
}

}  // namespace

std::optional<Rect> number_among_words(std::span<const LayerWord> words, const Rect& leaf,
                                       std::string_view number) {
    const auto wanted = folio_from_text(number);
    std::optional<Rect> found;
    for (const LayerWord& word : words) {
        if (word.box.empty() || !in_zone(word.box, leaf)) continue;
        const auto read = folio_from_text(word.text);
        if (!read || (wanted && !(*read == *wanted)) || (!wanted && word.text != number)) continue;
        if (!found || distance_to_edge(word.box, leaf) < distance_to_edge(*found, leaf)) found = word.box;
    }
    return found;
}

std::optional<Rect> number_by_ink(const GrayImage& picture, const Rect& leaf) {
    if (picture.empty()) return std::nullopt;
    const auto pixel = [&](double points, int limit) {
        return std::clamp(static_cast<int>(std::lround(picture.resolution.pixels(points))), 0, limit);
    };
    const int x0 = pixel(leaf.x0 + margin * leaf.width(), picture.width);
    const int x1 = pixel(leaf.x1 - margin * leaf.width(), picture.width);
    const Band head{x0, pixel(leaf.y0 + margin * leaf.height(), picture.height), x1,
                    pixel(leaf.y0 + zone * leaf.height(), picture.height)};
    const Band foot{x0, pixel(leaf.y1 - zone * leaf.height(), picture.height), x1,
                    pixel(leaf.y1 - margin * leaf.height(), picture.height)};
    std::optional<Rect> found;
    for (const Band& band : {head, foot}) {
        const std::vector<Rect> marks = marks_of(picture, band);
        for (const Rect& mark : marks) {
            const bool fits =
                mark.width() >= 2 && mark.width() <= 42 && mark.height() >= 4 && mark.height() <= 22;
            if (!fits || !stands_alone(mark, marks)) continue;
            if (!found || distance_to_edge(mark, leaf) < distance_to_edge(*found, leaf)) found = mark;
        }
    }
    return found;
}

}  // namespace sheetsplit
