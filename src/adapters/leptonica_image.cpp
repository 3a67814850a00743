// Picture operations by Leptonica.
#include <leptonica/allheaders.h>

#include <algorithm>
#include <memory>

#include "book/image_ops.hpp"

namespace sheetsplit {
namespace {

struct PixCloser {
    void operator()(PIX* pix) const { pixDestroy(&pix); }
};
using PixPtr = std::unique_ptr<PIX, PixCloser>;

PixPtr to_pix(const GrayImage& image) {
    PixPtr pix(pixCreateNoInit(image.width, image.height, 8));
    if (!pix) return pix;
    const int words = pixGetWpl(pix.get());
    l_uint32* data = pixGetData(pix.get());
    for (int y = 0; y < image.height; ++y) {
        l_uint32* row = data + static_cast<std::ptrdiff_t>(y) * words;
        for (int x = 0; x < image.width; ++x) SET_DATA_BYTE(row, x, image.at(x, y));
    }
    return pix;
}

PixPtr to_pix(const Bitmap& bitmap) {
    PixPtr pix(pixCreate(bitmap.width, bitmap.height, 1));
    if (!pix) return pix;
    const int words = pixGetWpl(pix.get());
    l_uint32* data = pixGetData(pix.get());
    for (int y = 0; y < bitmap.height; ++y) {
        l_uint32* row = data + static_cast<std::ptrdiff_t>(y) * words;
        const std::uint8_t* ink = bitmap.ink.data() + bitmap.index(0, y);
        for (int x = 0; x < bitmap.width; x += 32) {
            l_uint32 bits = 0;
            for (int i = 0; i < std::min(32, bitmap.width - x); ++i)
                bits |= static_cast<l_uint32>(ink[x + i]) << (31 - i);
            row[x / 32] = bits;
        }
    }
    return pix;
}

void silence() {
    static const bool done = [] {
        setMsgSeverity(L_SEVERITY_NONE);
        return true;
    }();
    static_cast<void>(done);
}

}  // namespace

GrayImage flattened(const GrayImage& image) {
    silence();
    const PixPtr pix = to_pix(image);
    if (!pix) return image;
    const PixPtr even(pixBackgroundNorm(pix.get(), nullptr, nullptr, 16, 24, 80, 60, 245, 2, 1));
    if (!even) return image;  // too small or too dark to have a background
    GrayImage result = image;
    const int words = pixGetWpl(even.get());
    const l_uint32* data = pixGetData(even.get());
    for (int y = 0; y < image.height; ++y) {
        const l_uint32* row = data + static_cast<std::ptrdiff_t>(y) * words;
        std::uint8_t* out =
            result.pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width);
        for (int x = 0; x < image.width; ++x) out[x] = static_cast<std::uint8_t>(GET_DATA_BYTE(row, x));
    }
    return result;
}

std::vector<Blob> blobs(const Bitmap& bitmap) {
    silence();
    std::vector<Blob> result;
    const PixPtr pix = to_pix(bitmap);
    if (!pix) return result;
    BOXA* boxes = pixConnCompBB(pix.get(), 8);
    if (!boxes) return result;
    const int count = boxaGetCount(boxes);
    result.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        l_int32 x = 0, y = 0, w = 0, h = 0;
        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        result.push_back({x, y, x + w, y + h});
    }
    boxaDestroy(&boxes);
    return result;
}

}  // namespace sheetsplit
