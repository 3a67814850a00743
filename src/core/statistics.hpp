// Where the values of a list lie.  Pure; safe from any thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace sheetsplit {

// The value that `share` (0..1) of the others do not exceed.  Need: values are not empty.
inline double percentile(std::vector<double> values, double share) {
    const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
    return values[at];
}

// The middle value, the upper one of two; `otherwise` when there are none.
inline double median_of(std::vector<double> values, double otherwise = 0) {
    if (values.empty()) return otherwise;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace sheetsplit
