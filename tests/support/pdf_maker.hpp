// Makes small PDFs for tests: numbered objects as text, a cross-reference table, a trailer.
#pragma once

#include <cstddef>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sheetsplit::test {

class PdfMaker {
public:
    // `body` is the text between "obj" and "endobj".
    PdfMaker& object(int number, std::string body) {
        objects_[number] = std::move(body);
        return *this;
    }

    PdfMaker& stream(int number, const std::string& dict, const std::string& data) {
        return object(
            number, "<</Length " + std::to_string(data.size()) + dict + ">>stream\n" + data + "\nendstream");
    }

    std::string text(const std::string& trailer = "/Root 1 0 R") const {
        std::string file = "%PDF-1.4\n";
        std::map<int, std::size_t> offsets;
        for (const auto& [number, body] : objects_) {
            offsets[number] = file.size();
            file += std::to_string(number) + " 0 obj\n" + body + "\nendobj\n";
        }
        const std::size_t xref = file.size();
        const int size = objects_.empty() ? 1 : objects_.rbegin()->first + 1;
        file += "xref\n0 " + std::to_string(size) + "\n0000000000 65535 f \n";
        for (int number = 1; number < size; ++number) {
            char row[32];
            const auto at = offsets.find(number);
            std::snprintf(row, sizeof row, "%010zu %05d %c \n", at == offsets.end() ? 0 : at->second,
                          at == offsets.end() ? 65535 : 0, at == offsets.end() ? 'f' : 'n');
            file += row;
        }
        file += "trailer\n<</Size " + std::to_string(size) + trailer + ">>\nstartxref\n" +
                std::to_string(xref) + "\n%%EOF\n";
        return file;
    }

private:
    std::map<int, std::string> objects_;
};

inline std::shared_ptr<const std::vector<std::byte>> bytes_of(std::string_view text) {
    const auto* first = reinterpret_cast<const std::byte*>(text.data());
    return std::make_shared<const std::vector<std::byte>>(first, first + text.size());
}

inline std::string text_of(const std::vector<std::byte>& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// A book of `count` pages of 200 x 300 points.  Page n is object 10n, its content 10n + 1: a black bar
// n points high at the lower left, and a font and a picture that all pages share.  The catalog is 1, the
// page tree 2, the font 3, the picture 4, a picture that nobody draws 5.
inline PdfMaker small_pdf(int count) {
    PdfMaker maker;
    std::string kids;
    for (int page = 1; page <= count; ++page) {
        kids += std::to_string(10 * page) + " 0 R ";
        maker.object(10 * page,
                     "<</Type/Page/Parent 2 0 R/Contents " + std::to_string(10 * page + 1) + " 0 R>>");
        maker.stream(10 * page + 1, "",
                     "0 0 40 " + std::to_string(page) +
                         " re f q 20 0 0 20 100 200 cm /Im0 Do Q BT /F1 12 Tf 30 250 Td (page " +
                         std::to_string(page) + ") Tj ET");
    }
    maker.object(1, "<</Type/Catalog/Pages 2 0 R>>");
    maker.object(
        2,
        "<</Type/Pages/Count " + std::to_string(count) + "/Kids[" + kids +
            "]/MediaBox[0 0 200 300]/Resources<</Font<</F1 3 0 R>>/XObject<</Im0 4 0 R/Unused 5 0 R>>>>>>");
    maker.object(3, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    maker.stream(4, "/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8",
                 std::string("\x10\x80\xC0\x40", 4));
    maker.stream(5, "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8",
                 "z");
    return maker;
}

}  // namespace sheetsplit::test
