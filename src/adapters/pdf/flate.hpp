// Flate compression, by zlib.  Pure functions, safe from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sheetsplit::pdf {

struct Decoded {
    std::string bytes;
    bool complete = false;  // false: the data broke off, was damaged or would pass the limit
};

// At most `limit` bytes are unpacked.
Decoded inflated(std::string_view bytes, std::size_t limit);

std::string deflated(std::string_view bytes);

}  // namespace sheetsplit::pdf
