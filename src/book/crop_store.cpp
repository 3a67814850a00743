#include "book/crop_store.hpp"

#include <algorithm>

namespace sheetsplit {

std::optional<KeptCrop> CropStore::keep(const Crop& crop) {
    const std::size_t size = crop.image.pixels.size();
    const std::size_t offset = used_.fetch_add(size);
    if (offset > bytes_ || size > bytes_ - offset) return std::nullopt;
    std::copy(crop.image.pixels.begin(), crop.image.pixels.end(), block_.get() + offset);
    return KeptCrop{
        crop.image.width, crop.image.height, crop.image.resolution, crop.left, crop.top, crop.scale, offset};
}

Crop CropStore::at(const KeptCrop& kept) const {
    Crop crop;
    crop.left = kept.left;
    crop.top = kept.top;
    crop.scale = kept.scale;
    crop.image = {kept.width, kept.height, kept.resolution, {}};
    const std::uint8_t* from = block_.get() + kept.offset;
    crop.image.pixels.assign(
        from, from + static_cast<std::size_t>(kept.width) * static_cast<std::size_t>(kept.height));
    return crop;
}

}  // namespace sheetsplit
