#include <csetjmp>
#include <cstdio>
#include <cstdlib>

#include <jpeglib.h>

#include <algorithm>
#include <cmath>

#include "adapters/jpeg.hpp"

namespace sheetsplit {
namespace {

struct Failure {
    jpeg_error_mgr manager;
    std::jmp_buf back;
};

[[noreturn]] void leave(j_common_ptr info) {
    std::longjmp(reinterpret_cast<Failure*>(info->err)->back, 1);
}

constexpr int best_quality = 72;
constexpr int poorest_quality = 14;

// A tint in a few pixels is dirt or the yellow of the paper's edge.
bool is_gray(std::span<const std::uint8_t> rgb) {
    constexpr int tint = 24;
    std::size_t coloured = 0;
    for (std::size_t i = 0; i + 2 < rgb.size(); i += 3) {
        const auto [least, most] = std::minmax({rgb[i], rgb[i + 1], rgb[i + 2]});
        coloured += most - least > tint;
    }
    return coloured * 500 < rgb.size() / 3;
}

std::vector<std::uint8_t> gray_of(std::span<const std::uint8_t> rgb) {
    std::vector<std::uint8_t> gray(rgb.size() / 3);
    for (std::size_t i = 0; i < gray.size(); ++i)
        gray[i] = static_cast<std::uint8_t>((299 * rgb[3 * i] + 587 * rgb[3 * i + 1] + 114 * rgb[3 * i + 2]) /
                                            1000);
    return gray;
}

}  // namespace

std::vector<std::byte> encode_jpeg(std::span<const std::uint8_t> samples, int width, int height, int channels,
                                   int quality) {
    if (width <= 0 || height <= 0 || samples.size() < static_cast<std::size_t>(width * height * channels))
        return {};
    jpeg_compress_struct info{};
    Failure failure{};
    unsigned char* buffer = nullptr;
    unsigned long size = 0;
    info.err = jpeg_std_error(&failure.manager);
    failure.manager.error_exit = leave;
    failure.manager.output_message = [](j_common_ptr) {};
    if (setjmp(failure.back) != 0) {
        jpeg_destroy_compress(&info);
        std::free(buffer);
        return {};
    }
    jpeg_create_compress(&info);
    jpeg_mem_dest(&info, &buffer, &size);
    info.image_width = static_cast<JDIMENSION>(width);
    info.image_height = static_cast<JDIMENSION>(height);
    info.input_components = channels;
    info.in_color_space = channels == 3 ? JCS_RGB : JCS_GRAYSCALE;
    jpeg_set_defaults(&info);
    jpeg_set_quality(&info, quality, TRUE);
    info.optimize_coding = TRUE;
    jpeg_start_compress(&info, TRUE);
    while (info.next_scanline < info.image_height) {
        auto* row = const_cast<JSAMPLE*>(samples.data() + static_cast<std::size_t>(info.next_scanline) *
                                                              static_cast<std::size_t>(width * channels));
        jpeg_write_scanlines(&info, &row, 1);
    }
    jpeg_finish_compress(&info);
    jpeg_destroy_compress(&info);
    const auto* first = reinterpret_cast<const std::byte*>(buffer);
    std::vector<std::byte> bytes(first, first + size);
    std::free(buffer);
    return bytes;
}

std::vector<std::byte> encode_jpeg_within(std::span<const std::uint8_t> rgb, int width, int height,
                                          std::size_t most_bytes) {
    const bool gray = is_gray(rgb);
    const std::vector<std::uint8_t> samples =
        gray ? gray_of(rgb) : std::vector<std::uint8_t>(rgb.begin(), rgb.end());
    const auto encoded = [&](int quality) {
        return encode_jpeg(samples, width, height, gray ? 1 : 3, quality);
    };
    int quality = best_quality;
    std::vector<std::byte> bytes = encoded(quality);
    while (bytes.size() > most_bytes && quality > poorest_quality) {
        // The size falls a little slower than the quality.
        const double share = static_cast<double>(most_bytes) / static_cast<double>(bytes.size());
        quality = std::max(poorest_quality,
                           std::min(quality - 3, static_cast<int>(quality * std::pow(share, 1.15))));
        bytes = encoded(quality);
    }
    return bytes;
}

}  // namespace sheetsplit
