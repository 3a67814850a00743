#include "adapters/pdf/page_box.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sheetsplit::pdf {

namespace {

constexpr Box letter{0, 0, 612, 792};
constexpr double least_height = 1;  // points

}  // namespace

std::optional<Box> box_from(Document& document, const Value& value) {
    const Array* numbers = document.resolved(value).array();
    if (!numbers || numbers->size() != 4) return {};
    double edge[4];
    for (std::size_t i = 0; i < 4; ++i) {
        const auto number = document.resolved((*numbers)[i]).as_double();
        if (!number) return {};
        edge[i] = *number;
    }
    const Box box{std::min(edge[0], edge[2]), std::min(edge[1], edge[3]), std::max(edge[0], edge[2]),
                  std::max(edge[1], edge[3])};
    if (box.width() <= 0 || box.height() <= 0) return {};
    return box;
}

Value to_value(const Box& box) {
    return Array{Value::real(box.x0), Value::real(box.y0), Value::real(box.x1), Value::real(box.y1)};
}

int turn_from(Document& document, const Value& value) {
    const long long degrees = document.resolved(value).as_integer().value_or(0) % 360;
    const long long clockwise = degrees < 0 ? degrees + 360 : degrees;
    return static_cast<int>((clockwise + 45) / 90 % 4 * 90);
}

Box visible_part(const std::optional<Box>& media, const std::optional<Box>& crop) {
    const Box whole = media.value_or(letter);
    if (!crop) return whole;
    const Box both{std::max(whole.x0, crop->x0), std::max(whole.y0, crop->y0), std::min(whole.x1, crop->x1),
                   std::min(whole.y1, crop->y1)};
    return both.width() > 0 && both.height() > 0 ? both : whole;
}

Box part_of(const Sheet& sheet, Half half, std::optional<double> top, std::optional<double> bottom) {
    const Box& page = sheet.visible;
    const bool sideways = sheet.turned == 90 || sheet.turned == 270;
    const double width = sideways ? page.height() : page.width();
    const double height = sideways ? page.width() : page.height();

    // As displayed, from the left and from the top, in units of the page's space.
    const double left = half == Half::right ? width / 2 : 0;
    const double right = half == Half::left ? width / 2 : width;
    double from = std::clamp(top.value_or(0) / sheet.unit, 0.0, height);
    double to = std::clamp(bottom ? *bottom / sheet.unit : height, 0.0, height);
    if (to - from < least_height) {
        from = 0;
        to = height;
    }

    switch (sheet.turned) {
        case 90:
            return {page.x0 + from, page.y0 + left, page.x0 + to, page.y0 + right};
        case 180:
            return {page.x1 - right, page.y0 + from, page.x1 - left, page.y0 + to};
        case 270:
            return {page.x1 - to, page.y1 - right, page.x1 - from, page.y1 - left};
        default:
            return {page.x0 + left, page.y1 - to, page.x0 + right, page.y1 - from};
    }
}

}  // namespace sheetsplit::pdf
