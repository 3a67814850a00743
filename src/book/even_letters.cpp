#include "book/even_letters.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "book/image_ops.hpp"
#include "core/statistics.hpp"

namespace sheetsplit {
namespace {

constexpr int ink_below = 128;
constexpr int soft_edge = 2;         // pixels of gray around a letter
constexpr double least_ratio = 0.6;  // of small to large capitals; below are lower-case letters and marks
constexpr double most_ratio = 0.88;
constexpr double word_gap = 0.32;  // of the large capitals' height
constexpr std::size_t least_letters = 4;

struct Letter {
    int x0 = 0;
    int x1 = 0;
    double height = 0;  // above the baseline
    bool initial = false;
};

// What a line of capitals of two sizes is made of.
struct TwoSizes {
    double baseline = 0;
    double large = 0;
    double small = 0;
    std::vector<Letter> letters;  // by x
};

bool is_small(const Letter& letter, const TwoSizes& line) {
    return letter.height < (line.small + line.large) / 2;
}

// Lower-case text has ascenders within its words and letters below the baseline; small capitals have
// neither, and are all of one height.
std::optional<TwoSizes> two_sizes_of(const GrayImage& line) {
    std::vector<Blob> pieces = blobs(thresholded(line, ink_below));
    if (pieces.size() < least_letters) return std::nullopt;
    std::vector<double> heights;
    for (const Blob& piece : pieces) heights.push_back(piece.height());
    const double tallest = percentile(heights, 0.95);
    std::erase_if(pieces, [&](const Blob& piece) {
        return piece.height() < 0.45 * tallest || piece.height() > 1.4 * tallest;
    });
    if (pieces.size() < least_letters) return std::nullopt;
    std::sort(pieces.begin(), pieces.end(), [](const Blob& a, const Blob& b) { return a.x0 < b.x0; });

    TwoSizes result;
    std::vector<double> bottoms;
    for (const Blob& piece : pieces) bottoms.push_back(piece.y1);
    result.baseline = percentile(bottoms, 0.5);
    std::size_t below = 0;
    int right = 0;
    for (const Blob& piece : pieces) {
        below += piece.y1 > result.baseline + 0.17 * tallest;
        const bool initial = result.letters.empty() || piece.x0 - right > word_gap * tallest;
        result.letters.push_back({piece.x0, piece.x1, result.baseline - piece.y0, initial});
        right = std::max(right, piece.x1);
    }
    if (below * 12 > pieces.size()) return std::nullopt;

    heights.clear();
    for (const Letter& letter : result.letters)
        if (letter.initial) heights.push_back(letter.height);
    result.large = percentile(heights, 0.6);
    heights.clear();
    for (const Letter& letter : result.letters)
        if (letter.height < most_ratio * result.large) heights.push_back(letter.height);
    if (heights.size() < least_letters - 1) return std::nullopt;
    result.small = percentile(heights, 0.5);
    if (result.small < least_ratio * result.large) return std::nullopt;

    std::size_t inner = 0;
    std::size_t inner_tall = 0;
    std::size_t even = 0;
    for (const Letter& letter : result.letters) {
        if (letter.initial) continue;
        ++inner;
        inner_tall += !is_small(letter, result);
        even += std::abs(letter.height - result.small) < 0.09 * result.large;
    }
    if (inner < least_letters - 1 || inner_tall * 7 > inner || even * 10 < inner * 8) return std::nullopt;
    return result;
}

// The value of column x between two rows; white outside from_row..to_row.
double between_rows(const GrayImage& image, int x, double row, int from_row, int to_row) {
    const int above = static_cast<int>(std::floor(row));
    const auto at = [&](int y) -> double { return y < from_row || y >= to_row ? 255 : image.at(x, y); };
    const double part = row - above;
    return (1 - part) * at(above) + part * at(above + 1);
}

void put(GrayImage& image, int x, int y, double value) {
    image.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                 static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(std::lround(value));
}

}  // namespace

std::optional<GrayImage> with_full_capitals(const GrayImage& line) {
    const auto sizes = two_sizes_of(line);
    if (!sizes) return std::nullopt;
    const double factor = sizes->large / sizes->small;
    GrayImage result = line;
    for (const Letter& letter : sizes->letters) {
        if (!is_small(letter, *sizes)) continue;
        for (int x = letter.x0; x < letter.x1; ++x)
            for (int y = 0; y < static_cast<int>(sizes->baseline); ++y) {
                const double from = sizes->baseline - (sizes->baseline - y - 0.5) / factor - 0.5;
                put(result, x, y, between_rows(line, x, from, 0, line.height));
            }
    }
    return result;
}

GrayImage with_lining_figures(const GrayImage& line) {
    std::vector<Blob> figures = blobs(thresholded(line, ink_below));
    int tallest = 0;
    for (const Blob& figure : figures) tallest = std::max(tallest, figure.height());
    std::erase_if(figures, [&](const Blob& piece) { return piece.height() * 2 < tallest; });
    int top = line.height;
    for (const Blob& figure : figures) top = std::min(top, figure.y0);
    GrayImage result = line;
    for (const Blob& figure : figures) {
        const double factor = static_cast<double>(figure.height()) / tallest;
        for (int x = figure.x0; x < figure.x1; ++x)
            for (int y = 0; y < line.height; ++y) {
                const double from = figure.y0 + (y + 0.5 - top) * factor - 0.5;
                put(result, x, y,
                    between_rows(line, x, from, std::max(0, figure.y0 - soft_edge),
                                 std::min(line.height, figure.y1 + soft_edge)));
            }
    }
    return result;
}

}  // namespace sheetsplit
