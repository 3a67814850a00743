// The way of a book: opened and mended, its pages drawn and laid out, a song cut from it.
#include "book/layout.hpp"
#include "fuzz/input.hpp"
#include "sheetsplit/ports.hpp"

#include <algorithm>

using namespace sheetsplit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto* first = reinterpret_cast<const std::byte*>(data);
    const auto bytes = std::make_shared<const std::vector<std::byte>>(first, first + size);
    const auto file = open_pdf(bytes, "f.pdf", "");
    if (!file) return 0;
    const auto pages = (*file)->pages();
    if (!pages) return 0;
    constexpr long long most_pixels = 2'000'000;
    const std::size_t looked_at = std::min<std::size_t>((*file)->facts().page_count, 3);
    for (std::size_t i = 0; i < looked_at; ++i) {
        (void)(*pages)->inspect(PageIndex(i));
        const auto image = (*pages)->draw(PageIndex(i), {72}, most_pixels);
        if (!image) continue;
        fuzz::must(static_cast<long long>(image->pixels.size()) <= most_pixels,
                   "a drawing keeps to its limit");
        analyse_scan(*image);
    }
    const auto writer = open_writer(bytes, "f.pdf", [&file] { return (*file)->clean_copy(); });
    if (!writer) return 0;
    (void)(*writer)->song({{{PdfPage(1), {}, {}, {}}}, {"Title", "", "", "", ""}});
    return 0;
}
