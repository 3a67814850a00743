// What a PDF's pages promise of files that have lost something.
#include <catch2/catch.hpp>

#include "adapters/pdf/flate.hpp"
#include "sheetsplit/ports.hpp"
#include "support/pdf_maker.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;

namespace {

// Lines of text, more than one block of compressed data.
std::string long_content() {
    std::string content = "BT /F 12 Tf\n";
    for (int i = 0; i < 400; ++i)
        content +=
            "1 0 0 1 20 " + std::to_string(i * 7 % 800) + " Tm (Song " + std::to_string(i * i) + ") Tj\n";
    return content + "ET\n";
}

// Two pages: the first with this content stream and this image, the second with little, and sound.
std::unique_ptr<PdfPages> pages_with(const std::string& content, const std::string& image) {
    const std::string page =
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 7 0 R>>/XObject<</I 8 0 R>>>>";
    const std::string file = PdfMaker()
                                 .object(1, "<</Type/Catalog/Pages 2 0 R>>")
                                 .object(2, "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>")
                                 .object(3, page + "/Contents[5 0 R 9 0 R]>>")
                                 .object(4, page + "/Contents 6 0 R>>")
                                 .stream(5, "/Filter/FlateDecode", content)
                                 .stream(6, "", "BT /F 12 Tf 20 20 Td (sound) Tj ET")
                                 .object(7, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
                                 .stream(8,
                                         "/Type/XObject/Subtype/Image/Width 200/Height 200/BitsPerComponent 8"
                                         "/ColorSpace/DeviceGray/Filter/FlateDecode",
                                         image)
                                 .stream(9, "", "\nq 300 0 0 300 20 20 cm /I Do Q")
                                 .text();
    auto pdf = open_pdf(bytes_of(file), "book.pdf", "");
    REQUIRE(pdf);
    auto pages = (*pdf)->pages();
    REQUIRE(pages);
    return std::move(*pages);
}

// After the page was read and drawn.
bool has_gaps(PdfPages& pages, int page) {
    CHECK(pages.inspect(PageIndex(page)));
    CHECK(pages.draw(PageIndex(page), {72}, 1'000'000));
    return pages.has_gaps();
}

std::string flipped(std::string bytes, std::size_t at) {
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    return bytes;
}

}  // namespace

TEST_CASE("a page that shows all it has says so, one with damaged or cut-off content that it does not") {
    const std::string content = pdf::deflated(long_content());
    std::string gray;
    for (int i = 0; i < 200 * 200; ++i) gray += static_cast<char>(i * i / 7);
    const std::string image = pdf::deflated(gray);

    CHECK_FALSE(has_gaps(*pages_with(content, image), 0));
    CHECK(has_gaps(*pages_with(content.substr(0, content.size() / 2), image), 0));
    CHECK(has_gaps(*pages_with(content, image.substr(0, image.size() / 2)), 0));
    for (const std::size_t part : {2U, 3U, 5U}) {
        CAPTURE(part);
        CHECK(has_gaps(*pages_with(flipped(content, content.size() / part), image), 0));
        CHECK(has_gaps(*pages_with(content, flipped(image, image.size() / part)), 0));
    }
}

TEST_CASE("gaps are those of the page read last, each time it is read") {
    const std::string content = pdf::deflated(long_content());
    const auto pages =
        pages_with(content.substr(0, content.size() / 2), pdf::deflated(std::string(40000, 'x')));
    for (int time = 0; time < 3; ++time) {
        CHECK(has_gaps(*pages, 0));
        CHECK_FALSE(has_gaps(*pages, 1));
    }
}
