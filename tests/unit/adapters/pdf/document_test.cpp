#include "adapters/pdf/document.hpp"

#include <catch2/catch.hpp>

#include "adapters/pdf/flate.hpp"
#include "support/pdf_maker.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;
using namespace sheetsplit::pdf;

namespace {

std::string big_endian(unsigned long long number, int width) {
    std::string bytes;
    for (int i = width - 1; i >= 0; --i)
        bytes += static_cast<char>(static_cast<unsigned char>(number >> (8 * i) & 255));
    return bytes;
}

// A file with an object stream (object 4, holding 2 and 3) and a cross-reference stream.
std::string packed_file() {
    std::string file = "%PDF-1.5\n";
    const std::size_t root = file.size();
    file += "1 0 obj\n<</Type/Catalog/Two 2 0 R/Three 3 0 R>>\nendobj\n";
    const std::size_t packed = file.size();
    const std::string text = deflated("2 0 3 6 (two) [3 2 0 R]");
    file += "4 0 obj\n<</Type/ObjStm/N 2/First 8/Filter/FlateDecode/Length " + std::to_string(text.size()) +
            ">>stream\n" + text + "\nendstream\nendobj\n";
    const std::size_t xref = file.size();
    const std::string rows = big_endian(0, 1) + big_endian(0, 2) + big_endian(0, 1) +     //
                             big_endian(1, 1) + big_endian(root, 2) + big_endian(0, 1) +  //
                             big_endian(2, 1) + big_endian(4, 2) + big_endian(0, 1) +     //
                             big_endian(2, 1) + big_endian(4, 2) + big_endian(1, 1) +     //
                             big_endian(1, 1) + big_endian(packed, 2) + big_endian(0, 1) + big_endian(1, 1) +
                             big_endian(xref, 2) + big_endian(0, 1);
    file += "5 0 obj\n<</Type/XRef/Size 6/W[1 2 1]/Root 1 0 R/Length " + std::to_string(rows.size()) +
            ">>stream\n" + rows + "\nendstream\nendobj\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
    return file;
}

}  // namespace

TEST_CASE("objects are found by the cross-reference table") {
    const std::string file = PdfMaker().object(1, "<</A 3 0 R>>").object(3, "(three)").text();
    auto document = Document::open(file);
    REQUIRE(document);
    const Dict* root = document->entry(document->trailer(), "Root").dict();
    REQUIRE(root);
    CHECK(document->entry(*root, "A").string()->bytes == "three");
    CHECK_FALSE(document->damaged());
}

TEST_CASE("objects are found in object streams") {
    const std::string file = packed_file();
    auto document = Document::open(file);
    REQUIRE(document);
    CHECK(document->object(2).string()->bytes == "two");
    CHECK(document->object(3).array()->size() == 2);
    CHECK_FALSE(document->damaged());
}

TEST_CASE("an update of the file is believed before what it updates") {
    std::string file = PdfMaker().object(1, "<</V 2 0 R>>").object(2, "(old)").text();
    const std::size_t old_xref = file.rfind("xref\n0");
    const std::size_t changed = file.size();
    file += "2 0 obj\n(new)\nendobj\n";
    const std::size_t xref = file.size();
    char row[32];
    std::snprintf(row, sizeof row, "%010zu 00000 n \n", changed);
    file += "xref\n2 1\n" + std::string(row) + "trailer\n<</Size 3/Prev " + std::to_string(old_xref) +
            ">>\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
    auto document = Document::open(file);
    REQUIRE(document);
    CHECK(document->object(2).string()->bytes == "new");
    CHECK(document->object(1).dict());  // with the root of the older trailer
}

TEST_CASE("the hidden objects of a hybrid file are left to the mended copy") {
    std::string file = "%PDF-1.5\n";
    const std::size_t root = file.size();
    file += "1 0 obj\n<<>>\nendobj\n";
    const std::size_t hidden = file.size();
    file += "2 0 obj\n(hidden)\nendobj\n";
    const std::size_t stream = file.size();
    const std::string row = big_endian(1, 1) + big_endian(hidden, 2);
    file +=
        "3 0 obj\n<</Type/XRef/Size 4/W[1 2 0]/Index[2 1]/Length 3>>stream\n" + row + "\nendstream\nendobj\n";
    const std::size_t table = file.size();
    char entry[32];
    std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", root);
    file += "xref\n0 3\n0000000000 65535 f \n" + std::string(entry) +
            "0000000000 00000 f \ntrailer\n<</Size 3/Root 1 0 R/XRefStm " + std::to_string(stream) +
            ">>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
    auto document = Document::open(file);
    REQUIRE(document);
    CHECK_FALSE(document->damaged());
    CHECK(document->object(2).is_null());
    CHECK(document->damaged());
}

TEST_CASE("sections that refer to each other in a circle are read once") {
    std::string file = PdfMaker().object(1, "<<>>").text("/Root 1 0 R/Prev 9");
    const std::size_t xref = file.rfind("xref\n0");
    const std::string prev = std::to_string(xref);
    file = PdfMaker().object(1, "<<>>").text("/Root 1 0 R/Prev " + prev);
    CHECK(Document::open(file));
}

TEST_CASE("a file that is not as it should be is left to the mended copy") {
    const std::string good = PdfMaker().object(1, "<<>>").text();
    REQUIRE(Document::open(good));
    CHECK_FALSE(Document::open(""));
    CHECK_FALSE(Document::open("%PDF-1.4"));
    CHECK_FALSE(Document::open("junk" + good));
    CHECK_FALSE(Document::open(good.substr(0, good.size() - 30)));
    CHECK_FALSE(Document::open(PdfMaker().object(1, "<<>>").text("/Root 1 0 R/Encrypt 5 0 R")));
    CHECK_FALSE(Document::open(PdfMaker().object(1, "<<>>").text("")));
    std::string cut = good;
    cut.replace(cut.find("0000000000 65535 f"), 18, "0000000000 655x5 f");
    auto without_objects = Document::open(cut);  // a table that cannot be read ends there
    REQUIRE(without_objects);
    CHECK(without_objects->object(1).is_null());
    CHECK(without_objects->damaged());
    std::string lost = good;
    lost.replace(lost.rfind("startxref\n") + 10, 1, "9999");
    CHECK_FALSE(Document::open(lost));
}

TEST_CASE("an object that is missing or broken is null and damage, whenever it is asked for") {
    const std::string file = PdfMaker().object(1, "<<>>").object(3, "<</Broken").text();
    auto document = Document::open(file);
    REQUIRE(document);
    CHECK(document->object(-1).is_null());
    CHECK(document->object(0).is_null());
    CHECK_FALSE(document->damaged());
    for (const int number : {2, 3, 3, 99}) {
        CHECK(document->object(number).is_null());
        CHECK(document->damaged());
        document->start_over();
        CHECK_FALSE(document->damaged());
    }
}

TEST_CASE("an object with another number than the table says is damage") {
    std::string file = PdfMaker().object(1, "<<>>").object(2, "(two)").text();
    file.replace(file.find("2 0 obj"), 7, "3 0 obj");
    auto document = Document::open(file);
    REQUIRE(document);
    CHECK(document->object(2).is_null());
    CHECK(document->damaged());
}

TEST_CASE("a file in which two objects have the same number is left to the mended copy") {
    std::string file = PdfMaker().object(1, "<<>>").object(2, "(two)").object(3, "(three)").text();
    file.replace(file.find("2 0 obj"), 7, "3 0 obj");
    CHECK_FALSE(Document::open(file));
}

TEST_CASE("an empty object is null and no damage") {
    const std::string file = PdfMaker().object(1, "<<>>").object(2, "").text();
    auto document = Document::open(file);
    REQUIRE(document);
    CHECK(document->object(2).is_null());
    CHECK_FALSE(document->damaged());
}

TEST_CASE("references that lead nowhere or in a circle end as null") {
    const std::string file = PdfMaker()
                                 .object(1, "<<>>")
                                 .object(2, "3 0 R")
                                 .object(3, "2 0 R")
                                 .object(4, "5 0 R")
                                 .object(5, "7")
                                 .text();
    auto document = Document::open(file);
    REQUIRE(document);
    CHECK(document->resolved(Ref{2}).is_null());
    CHECK(document->final_number(Ref{2}) == 0);
    CHECK(document->resolved(Ref{4}).as_integer() == 7);
    CHECK(document->final_number(Ref{4}) == 5);
}

TEST_CASE("a stream is as long as it says, and damage when its end does not follow") {
    const std::string file = PdfMaker()
                                 .object(1, "<<>>")
                                 .object(2, "<</Length 4>>stream\r\nabcd\r\nendstream")
                                 .object(3, "<</Length 4>>stream\nabcdendstream")
                                 .object(4, "<</Length 7 0 R>>stream\nab endstream cd\nendstream")
                                 .object(5, "<</Length 0>>stream\nendstream")
                                 .object(7, "15")
                                 .object(8, "<</Length 2>>stream\nabcd\nendstream")
                                 .object(9, "<</Length 4000>>stream\nabcd\nendstream")
                                 .object(10, "<</Length -4>>stream\nabcd\nendstream")
                                 .object(11, "<<>>stream\nabcd\nendstream")
                                 .object(12, "<</Length 12 0 R>>stream\nabcd\nendstream")
                                 .text();
    auto document = Document::open(file);
    REQUIRE(document);
    for (const int number : {2, 3, 2}) CHECK(document->stream_bytes(number) == "abcd");
    CHECK(document->stream_bytes(4) == "ab endstream cd");
    CHECK(document->stream_bytes(5) == "");
    CHECK_FALSE(document->stream_bytes(7));
    CHECK_FALSE(document->damaged());
    for (const int number : {8, 9, 10, 11, 12}) {
        document->start_over();
        CHECK(document->object(number).dict());
        CHECK_FALSE(document->damaged());
        CHECK_FALSE(document->stream_bytes(number));
        CHECK(document->damaged());
    }
}

TEST_CASE("stream text comes through all its filters, or not at all") {
    const std::string file =
        PdfMaker()
            .object(1, "<<>>")
            .stream(2, "/Filter[/ASCIIHexDecode/FlateDecode]",
                    [] {
                        std::string hex;
                        for (const char c : deflated("content")) {
                            char digits[3];
                            std::snprintf(digits, sizeof digits, "%02x",
                                          static_cast<unsigned>(static_cast<unsigned char>(c)));
                            hex += digits;
                        }
                        return hex + ">";
                    }())
            .stream(3, "/Filter/DCTDecode", "picture")
            .stream(4, "", "plain")
            .text();
    auto document = Document::open(file);
    REQUIRE(document);
    CHECK(document->stream_text(2, 100) == "content");
    CHECK_FALSE(document->stream_text(2, 3));
    CHECK_FALSE(document->stream_text(3, 100));
    CHECK(document->stream_text(4, 100) == "plain");
}

TEST_CASE("objects that overlap without end use up their share of reading and no more") {
    // Every object opens a string, or a comment, that only the file's end closes.
    const std::string opening = GENERATE("(", "%", "<<>>%", "[");
    std::string file = "%PDF-1.4\n";
    constexpr int count = 20'000;
    std::vector<std::size_t> offsets{file.size()};
    file += "1 0 obj<<>>endobj\n";
    for (int number = 2; number <= count; ++number) {
        offsets.push_back(file.size());
        file += std::to_string(number) + " 0 obj" + opening;
    }
    file += std::string(1'000'000, ' ');
    const std::size_t xref = file.size();
    file += "xref\n0 " + std::to_string(count + 1) + "\n0000000000 65535 f \n";
    for (const std::size_t offset : offsets) {
        char row[32];
        std::snprintf(row, sizeof row, "%010zu 00000 n \n", offset);
        file += row;
    }
    file += "trailer\n<</Root 1 0 R>>\nstartxref\n" + std::to_string(xref) + "\n%%EOF\n";
    auto document = Document::open(file);
    if (!document) return;  // its share was used up already
    for (int number = 1; number <= count; ++number) document->object(number);
    CHECK(document->damaged());
}
