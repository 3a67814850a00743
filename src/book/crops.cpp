#include "book/crops.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sheetsplit {
namespace {

constexpr double best_cap_pixels = 30;  // Tesseract's LSTM works on lines some 36 pixels high
constexpr int margin_pixels = 10;

// floor() of what an int can hold, without a call.
int whole_part(double value) {
    const int towards_zero = static_cast<int>(value);
    return towards_zero - (value < towards_zero);
}

int paper_or_pixel(const GrayImage& page, int x, int y) {
    if (x < 0 || y < 0 || x >= page.width || y >= page.height) return 255;
    return page.at(x, y);
}

// The mean of the box of `reach` pixels around a place.
double mean_around(const GrayImage& page, double x, double y, double reach) {
    const int x0 = whole_part(x - reach / 2 + 0.5);
    const int x1 = std::max(x0 + 1, whole_part(x + reach / 2 + 0.5));
    const int y0 = whole_part(y - reach / 2 + 0.5);
    const int y1 = std::max(y0 + 1, whole_part(y + reach / 2 + 0.5));
    int sum = 0;
    if (x0 >= 0 && y0 >= 0 && x1 <= page.width && y1 <= page.height) {
        for (int row = y0; row < y1; ++row) {
            const std::uint8_t* pixels =
                page.pixels.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(page.width);
            for (int column = x0; column < x1; ++column) sum += pixels[column];
        }
    } else {
        for (int row = y0; row < y1; ++row)
            for (int column = x0; column < x1; ++column) sum += paper_or_pixel(page, column, row);
    }
    return static_cast<double>(sum) / ((x1 - x0) * (y1 - y0));
}

double between_pixels(const GrayImage& page, double x, double y) {
    const int left = whole_part(x);
    const int top = whole_part(y);
    const double fx = x - left;
    const double fy = y - top;
    const auto at = [&](int column, int row) -> double { return paper_or_pixel(page, column, row); };
    return (1 - fy) * ((1 - fx) * at(left, top) + fx * at(left + 1, top)) +
           fy * ((1 - fx) * at(left, top + 1) + fx * at(left + 1, top + 1));
}

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
    const double step = 1 / zoom;
    std::vector<double> places;  // of the crop's columns in the page
    std::vector<double> shifts;  // of its rows there
    for (int column = 0; column < inner_width; ++column) {
        places.push_back(x0 + (column + 0.5) * step - 0.5);
        shifts.push_back(slope * (places.back() - page.width / 2.0));
    }
    for (int row = 0; row < inner_height; ++row) {
        std::uint8_t* out =
            crop.image.pixels.data() +
            static_cast<std::size_t>(row + margin_pixels) * static_cast<std::size_t>(crop.image.width) +
            margin_pixels;
        for (std::size_t column = 0; column < places.size(); ++column) {
            const double x = places[column];
            const double y = y0 + (row + 0.5) * step - 0.5 + shifts[column];
            // Shrinking averages, growing interpolates.
            const double value = step > 1.3 ? mean_around(page, x, y, step) : between_pixels(page, x, y);
            out[column] = static_cast<std::uint8_t>(value + 0.5);
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
