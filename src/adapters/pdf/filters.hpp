// The lossless stream filters of PDF: Flate, LZW, run lengths, ASCII85, hex,
// and the predictors.  Image codecs are passed on as they are and never decoded
// here.  Pure functions, safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/pdf/flate.hpp"

namespace sheetsplit::pdf {

enum class FilterKind { flate, lzw, run_length, ascii85, ascii_hex };

// Both the full and the abbreviated names; nothing for image codecs and unknown filters.
std::optional<FilterKind> filter_kind_from(std::string_view name);

struct Filter {
    FilterKind kind = FilterKind::flate;
    long long predictor = 1;
    long long colors = 1;
    long long bits = 8;
    long long columns = 1;
    bool early_change = true;  // LZW
};

// The bytes behind the filters, which are undone in the order given.
Decoded decoded(std::string_view bytes, const std::vector<Filter>& filters, std::size_t limit);

}  // namespace sheetsplit::pdf
