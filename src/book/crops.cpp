#include "book/crops.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sheetsplit {
namespace {

constexpr double best_cap_pixels = 30;  // Tesseract's LSTM works on lines some 36 pixels high
constexpr int margin_pixels = 10;

}  // namespace

Crop crop_run(const GrayImage& page, const Rect& box, double cap, double skew_degrees) {
    const Resolution& r = page.resolution;
    const double pad = std::clamp(0.3 * cap, 1.0, 4.0);
    const double x0 = r.pixels(box.x0 - pad);
    const double x1 = r.pixels(box.x1 + pad);
    const double y0 = r.pixels(box.y0 - pad);
    const double y1 = r.pixels(box.y1 + pad);
    const double cap_pixels = std::max(1.0, r.pixels(cap));
    const double zoom = std::clamp(best_cap_pixels / cap_pixels, 0.2, 3.0);

    Crop crop;
    const int inner_width = std::clamp(static_cast<int>(std::ceil((x1 - x0) * zoom)), 1, 8000);
    const int inner_height = std::clamp(static_cast<int>(std::ceil((y1 - y0) * zoom)), 1, 2000);
    crop.image.width = inner_width + 2 * margin_pixels;
    crop.image.height = inner_height + 2 * margin_pixels;
    crop.image.resolution = {r.dpi * zoom};
    crop.image.pixels.assign(
        static_cast<std::size_t>(crop.image.width) * static_cast<std::size_t>(crop.image.height), 255);
    crop.scale = r.points(1.0) / zoom;
    crop.left = r.points(x0) - margin_pixels * crop.scale;
    crop.top = r.points(y0) - margin_pixels * crop.scale;

    const double slope = std::tan(skew_degrees * std::numbers::pi / 180);
    const auto pixel = [&](int x, int y) -> double {
        if (x < 0 || y < 0 || x >= page.width || y >= page.height) return 255;
        return page.at(x, y);
    };
    // Shrinking averages, growing interpolates: one box of `reach` source pixels serves both.
    const double step = 1 / zoom;
    for (int column = 0; column < inner_width; ++column) {
        const double sx = x0 + (column + 0.5) * step - 0.5;
        const double shift = slope * (sx - page.width / 2.0);
        for (int row = 0; row < inner_height; ++row) {
            const double sy = y0 + (row + 0.5) * step - 0.5 + shift;
            double value;
            if (step > 1.3) {
                const int from_x = static_cast<int>(std::floor(sx - step / 2 + 0.5));
                const int to_x = std::max(from_x + 1, static_cast<int>(std::floor(sx + step / 2 + 0.5)));
                const int from_y = static_cast<int>(std::floor(sy - step / 2 + 0.5));
                const int to_y = std::max(from_y + 1, static_cast<int>(std::floor(sy + step / 2 + 0.5)));
                double sum = 0;
                for (int y = from_y; y < to_y; ++y)
                    for (int x = from_x; x < to_x; ++x) sum += pixel(x, y);
                value = sum / ((to_x - from_x) * (to_y - from_y));
            } else {
                const int x = static_cast<int>(std::floor(sx));
                const int y = static_cast<int>(std::floor(sy));
                const double fx = sx - x;
                const double fy = sy - y;
                value = (1 - fy) * ((1 - fx) * pixel(x, y) + fx * pixel(x + 1, y)) +
                        fy * ((1 - fx) * pixel(x, y + 1) + fx * pixel(x + 1, y + 1));
            }
            const auto at =
                static_cast<std::size_t>(row + margin_pixels) * static_cast<std::size_t>(crop.image.width) +
                static_cast<std::size_t>(column + margin_pixels);
            crop.image.pixels[at] = static_cast<std::uint8_t>(std::lround(value));
        }
    }
    // Paper to white and ink to black, so that the white margin is no edge.
    std::vector<int> histogram(256);
    std::size_t inner = 0;
    for (int row = 0; row < inner_height; ++row)
        for (int column = 0; column < inner_width; ++column, ++inner)
            ++histogram[crop.image.at(column + margin_pixels, row + margin_pixels)];
    const auto level_at = [&](double share) {
        std::size_t sum = 0;
        for (int level = 0; level < 256; ++level) {
            sum += static_cast<std::size_t>(histogram[static_cast<std::size_t>(level)]);
            if (static_cast<double>(sum) >= share * static_cast<double>(inner)) return level;
        }
        return 255;
    };
    const int dark = level_at(0.02);
    const int light = level_at(0.7);
    if (light - dark > 20)
        for (std::uint8_t& value : crop.image.pixels)
            value = static_cast<std::uint8_t>(std::clamp((value - dark) * 255 / (light - dark), 0, 255));
    return crop;
}

}  // namespace sheetsplit
