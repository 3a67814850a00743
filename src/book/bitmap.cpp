#include "book/bitmap.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace sheetsplit {
namespace {

GrayImage halved(const GrayImage& image) {
    GrayImage half;
    half.width = image.width / 2;
    half.height = image.height / 2;
    half.resolution = {image.resolution.dpi / 2};
    half.pixels.resize(static_cast<std::size_t>(half.width) * static_cast<std::size_t>(half.height));
    for (int y = 0; y < half.height; ++y) {
        const std::uint8_t* above =
            image.pixels.data() + static_cast<std::size_t>(2 * y) * static_cast<std::size_t>(image.width);
        const std::uint8_t* below = above + image.width;
        std::uint8_t* out =
            half.pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(half.width);
        for (int x = 0; x < half.width; ++x)
            out[x] = static_cast<std::uint8_t>(
                (above[2 * x] + above[2 * x + 1] + below[2 * x] + below[2 * x + 1]) / 4);
    }
    return half;
}

}  // namespace

GrayImage reduced(const GrayImage& image, int times) {
    if (times <= 0) return image;
    GrayImage result = halved(image);
    for (int i = 1; i < times; ++i) result = halved(result);
    return result;
}

bool is_two_level(const GrayImage& image) {
    std::size_t between = 0;
    std::size_t seen = 0;
    for (std::size_t i = 0; i < image.pixels.size(); i += 7, ++seen)
        between += image.pixels[i] > 40 && image.pixels[i] < 215;
    return between * 50 < seen;
}

Bitmap thresholded(const GrayImage& image, int threshold) {
    Bitmap bitmap{image.width, image.height, image.resolution, {}};
    bitmap.ink.resize(image.pixels.size());
    const auto limit = static_cast<std::uint8_t>(threshold);  // bytes against bytes: sixteen at a time
    for (std::size_t i = 0; i < image.pixels.size(); ++i) bitmap.ink[i] = image.pixels[i] < limit;
    return bitmap;
}

GrayImage turned(const GrayImage& image) {
    GrayImage result = image;
    std::reverse(result.pixels.begin(), result.pixels.end());
    return result;
}

GrayImage columns(const GrayImage& image, int x0, int x1) {
    GrayImage part{x1 - x0, image.height, image.resolution, {}};
    part.pixels.resize(static_cast<std::size_t>(part.width) * static_cast<std::size_t>(part.height));
    for (int y = 0; y < image.height; ++y)
        std::memcpy(
            part.pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(part.width),
            image.pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + x0,
            static_cast<std::size_t>(part.width));
    return part;
}

Bitmap without_borders(Bitmap bitmap) {
    const int reach_x = bitmap.width / 6;
    const int reach_y = bitmap.height / 6;
    const int lead =
        std::max(2, static_cast<int>(bitmap.resolution.pixels(3)));  // specks between edge and border
    // Walks inwards from an edge: erases while ink keeps coming with gaps no longer than `lead`.
    auto sweep = [&](int length, int reach, auto&& pixel) {
        int last_ink = -1;
        int run = 0;
        for (int i = 0; i < std::min(length, reach); ++i) {
            if (bitmap.ink[pixel(i)]) {
                last_ink = i;
                ++run;
            } else if (i - std::max(last_ink, 0) > lead) {
                break;
            }
        }
        // A lone speck or the end of a staff is no border.
        if (last_ink < 0 || run * 2 < last_ink + 1) return;
        for (int i = 0; i <= last_ink; ++i) bitmap.ink[pixel(i)] = 0;
    };
    for (int y = 0; y < bitmap.height; ++y) {
        sweep(bitmap.width, reach_x, [&](int i) { return bitmap.index(i, y); });
        sweep(bitmap.width, reach_x, [&](int i) { return bitmap.index(bitmap.width - 1 - i, y); });
    }
    for (int x = 0; x < bitmap.width; ++x) {
        sweep(bitmap.height, reach_y, [&](int i) { return bitmap.index(x, i); });
        sweep(bitmap.height, reach_y, [&](int i) { return bitmap.index(x, bitmap.height - 1 - i); });
    }
    return bitmap;
}

double skew_of(const Bitmap& bitmap) {
    constexpr int strips = 24;
    constexpr double limit = 3.0;
    const int strip_width = bitmap.width / strips;
    if (strip_width < 4 || bitmap.height < 50) return 0;
    std::vector<std::vector<int>> profile(strips, std::vector<int>(static_cast<std::size_t>(bitmap.height)));
    for (int y = 0; y < bitmap.height; ++y)
        for (int s = 0; s < strips; ++s) {
            const std::uint8_t* row = bitmap.ink.data() + bitmap.index(s * strip_width, y);
            int sum = 0;
            for (int x = 0; x < strip_width; ++x) sum += row[x];
            profile[static_cast<std::size_t>(s)][static_cast<std::size_t>(y)] = sum;
        }
    const auto steepness = [&](double degrees) {
        const double slope = std::tan(degrees * std::numbers::pi / 180);
        std::vector<int> rows(static_cast<std::size_t>(bitmap.height), 0);
        for (int s = 0; s < strips; ++s) {
            const int shift = static_cast<int>(std::lround(slope * (s + 0.5 - strips / 2.0) * strip_width));
            const auto& strip = profile[static_cast<std::size_t>(s)];
            const int first = std::max(0, -shift);
            const int last = std::min(bitmap.height, bitmap.height - shift);
            for (int y = first; y < last; ++y)
                rows[static_cast<std::size_t>(y)] += strip[static_cast<std::size_t>(y + shift)];
        }
        double sum = 0;
        for (std::size_t y = 1; y < rows.size(); ++y) {
            const double step = rows[y] - rows[y - 1];
            sum += step * step;
        }
        return sum;
    };
    double best = 0;
    double best_value = steepness(0) * 1.02;  // level unless another angle is clearly better
    const auto search = [&](double from, double to, double step) {
        for (double degrees = from; degrees <= to + step / 4; degrees += step) {
            const double value = steepness(degrees);
            if (value > best_value) {
                best_value = value;
                best = degrees;
            }
        }
    };
    // The top of the curve is as narrow as a staff line is thin: coarser steps would miss it.
    search(-limit, limit, 0.1);
    return std::abs(best) < 0.01 ? 0 : best;
}

Bitmap levelled(Bitmap bitmap, double degrees) {
    if (std::abs(degrees) < 0.05) return bitmap;
    Bitmap result{bitmap.width, bitmap.height, bitmap.resolution, {}};
    result.ink.resize(bitmap.ink.size());
    const double slope = std::tan(degrees * std::numbers::pi / 180);
    std::vector<int> shifts(static_cast<std::size_t>(bitmap.width));
    for (int x = 0; x < bitmap.width; ++x)
        shifts[static_cast<std::size_t>(x)] = static_cast<int>(std::lround(slope * (x - bitmap.width / 2.0)));
    // Neighbouring columns mostly shift alike: copy them as one piece of each row.
    for (int x0 = 0, x1 = 0; x0 < bitmap.width; x0 = x1) {
        const int shift = shifts[static_cast<std::size_t>(x0)];
        while (x1 < bitmap.width && shifts[static_cast<std::size_t>(x1)] == shift) ++x1;
        const int first = std::max(0, -shift);
        const int last = std::min(bitmap.height, bitmap.height - shift);
        for (int y = first; y < last; ++y)
            std::memcpy(result.ink.data() + result.index(x0, y),
                        bitmap.ink.data() + bitmap.index(x0, y + shift), static_cast<std::size_t>(x1 - x0));
    }
    return result;
}

}  // namespace sheetsplit
