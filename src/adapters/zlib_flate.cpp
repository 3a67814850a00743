#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>
#include <new>
#include <utility>

#include "adapters/pdf/flate.hpp"
#include "sheetsplit/unpacked.hpp"

namespace sheetsplit::pdf {

namespace {

constexpr std::size_t max_block = 1U << 30;  // zlib counts in 32 bits

Bytef* zlib_pointer(std::string_view bytes) {
    // zlib only reads its input; its type says otherwise unless ZLIB_CONST is defined.
    return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
}

// Gives zlib the next part of `bytes` when it has none left.
void feed(z_stream& stream, std::string_view& bytes) {
    if (stream.avail_in > 0 || bytes.empty()) return;
    const std::string_view block = bytes.substr(0, max_block);
    stream.next_in = zlib_pointer(block);
    stream.avail_in = static_cast<uInt>(block.size());
    bytes.remove_prefix(block.size());
}

constexpr int zlib_window = 15, gzip_window = 15 + 16;  // zlib's way to say which frame is round the data

Decoded unframed(std::string_view bytes, std::size_t limit, int window) {
    z_stream stream{};
    if (inflateInit2(&stream, window) != Z_OK) throw std::bad_alloc();
    const std::unique_ptr<z_stream, decltype(&inflateEnd)> closing(&stream, &inflateEnd);

    Decoded result;
    std::array<char, 1 << 15> block;
    for (;;) {
        feed(stream, bytes);
        stream.next_out = reinterpret_cast<Bytef*>(block.data());
        stream.avail_out = static_cast<uInt>(block.size());
        const int state = inflate(&stream, Z_NO_FLUSH);
        const std::size_t written = block.size() - stream.avail_out;
        if (written > limit - result.bytes.size()) return result;
        result.bytes.append(block.data(), written);
        if (state == Z_STREAM_END) {
            result.complete = true;
            return result;
        }
        const bool starved = stream.avail_in == 0 && bytes.empty() && written == 0;
        if (state != Z_OK || starved) return result;
    }
}

}  // namespace

Decoded inflated(std::string_view bytes, std::size_t limit) {
    return unframed(bytes, limit, zlib_window);
}

std::string deflated(std::string_view bytes) {
    z_stream stream{};
    if (deflateInit(&stream, Z_DEFAULT_COMPRESSION) != Z_OK) throw std::bad_alloc();
    const std::unique_ptr<z_stream, decltype(&deflateEnd)> closing(&stream, &deflateEnd);

    std::string result;
    std::array<char, 1 << 15> block;
    for (;;) {
        feed(stream, bytes);
        stream.next_out = reinterpret_cast<Bytef*>(block.data());
        stream.avail_out = static_cast<uInt>(block.size());
        const int state = deflate(&stream, bytes.empty() ? Z_FINISH : Z_NO_FLUSH);
        result.append(block.data(), block.size() - stream.avail_out);
        if (state == Z_STREAM_END) return result;
    }
}

}  // namespace sheetsplit::pdf

namespace sheetsplit {

std::string unpacked(std::span<const std::byte> gzip) {
    const std::string_view bytes(reinterpret_cast<const char*>(gzip.data()), gzip.size());
    pdf::Decoded content = pdf::unframed(bytes, pdf::max_block, pdf::gzip_window);
    return content.complete ? std::move(content.bytes) : std::string();
}

}  // namespace sheetsplit
