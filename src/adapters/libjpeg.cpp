#include <csetjmp>
#include <cstdio>
#include <cstdlib>

#include <jpeglib.h>

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

}  // namespace

std::vector<std::byte> encode_jpeg(std::span<const std::uint8_t> samples, int width, int height, int channels,
                                   int quality) {
    if (width <= 0 || height <= 0 || samples.size() < static_cast<std::size_t>(width * height * channels)) return {};
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

}  // namespace sheetsplit
