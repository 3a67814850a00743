// The way of a book: opened and mended, its pages drawn and laid out, a song cut from it.
#include "book/layout.hpp"
#include "fuzz/input.hpp"
#include "sheetsplit/ports.hpp"

#include <algorithm>
#include <cmath>

using namespace sheetsplit;

namespace {

constexpr long long most_pixels = 17'000;

// As large as a page may be drawn, but no larger than 72 dpi: layout takes its time by the pixel, and a small
// picture takes all of its branches.
double dpi_of(const Expected<PageSource>& page) {
    if (!page) return 72;
    const double inches = page->size.width / 72 * (page->size.height / 72);
    return std::clamp(std::sqrt(0.98 * most_pixels / std::max(inches, 0.001)), 1.0, 72.0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto* first = reinterpret_cast<const std::byte*>(data);
    const auto bytes = std::make_shared<const std::vector<std::byte>>(first, first + size);
    const auto file = open_pdf(bytes, "f.pdf", "");
    if (!file) return 0;
    const auto pages = (*file)->pages();
    if (!pages) return 0;
    // One page an input: layout is most of its time, and another page is another input.
    const PageIndex page(size % std::max<std::size_t>(1, (*file)->facts().page_count));
    const auto source = (*pages)->inspect(page);
    if (const auto image = (*pages)->draw(page, {dpi_of(source)}, most_pixels)) {
        fuzz::must(static_cast<long long>(image->pixels.size()) <= most_pixels,
                   "a drawing keeps to its limit");
        analyse_scan(*image);
    }
    const auto writer = open_writer(bytes, "f.pdf", [&file] { return (*file)->clean_copy(); });
    if (!writer) return 0;
    (void)(*writer)->song({{{PdfPage(1), {}, {}, {}}}, {"Title", "", "", "", ""}});
    return 0;
}
