// JPEG encoding of small pictures for people to look at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sheetsplit {

// `samples` is width * height * channels bytes, channels 1 (gray) or 3 (RGB).
// Empty when the library refuses the picture.  Safe from any thread.
std::vector<std::byte> encode_jpeg(std::span<const std::uint8_t> samples, int width, int height, int channels,
                                   int quality);

// `rgb` is width * height * 3 bytes.  As good as `most_bytes` allow, but never so poor that nothing can be
// recognised; in gray when no pixel has a colour to speak of.
std::vector<std::byte> encode_jpeg_within(std::span<const std::uint8_t> rgb, int width, int height,
                                          std::size_t most_bytes);

}  // namespace sheetsplit
