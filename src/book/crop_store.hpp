// Pictures of lines that may be asked for later, in one block of memory.
//
// A book has thousands of them, made while pages hundreds of times larger come and go; each in memory of its
// own they would keep what the pages leave from being used again, and a long book would grow without end.
// keep() may be called from any thread; at() once the crop was kept.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "book/crops.hpp"

namespace sheetsplit {

// A crop that was put away.
struct KeptCrop {
    int width = 0;
    int height = 0;
    Resolution resolution;
    double left = 0;
    double top = 0;
    double scale = 1;
    std::size_t offset = 0;
};

class CropStore {
public:
    explicit CropStore(std::size_t bytes)
        : bytes_(bytes), block_(std::make_unique_for_overwrite<std::uint8_t[]>(bytes)) {}

    bool full() const { return used_ >= bytes_; }

    // Nothing when there is no room for it.
    std::optional<KeptCrop> keep(const Crop& crop);

    Crop at(const KeptCrop& kept) const;

private:
    std::size_t bytes_;
    std::unique_ptr<std::uint8_t[]> block_;  // touched as far as it is used
    std::atomic<std::size_t> used_{0};
};

}  // namespace sheetsplit
