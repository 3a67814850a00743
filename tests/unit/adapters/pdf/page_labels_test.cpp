#include "adapters/pdf/page_labels.hpp"

#include <catch2/catch.hpp>

#include "support/pdf_maker.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;
using namespace sheetsplit::pdf;

namespace {

std::string tree_text(const std::vector<PageLabel>& labels) {
    std::string text;
    append_text(text, page_labels_tree(labels));
    return text;
}

std::vector<PageLabel> labels_of(const std::vector<std::string>& texts) {
    std::vector<PageLabel> labels;
    for (const std::string& text : texts) labels.push_back(label_of(text));
    return labels;
}

}  // namespace

TEST_CASE("ranges of labels are read page by page") {
    const std::string file = PdfMaker()
                                 .object(1, "<</PageLabels<</Kids[2 0 R 3 0 R]>>>>")
                                 .object(2, "<</Limits[0 2]/Nums[0<</S/r>>2<</S/D>>]>>")
                                 .object(3, "<</Limits[4 5]/Nums[4<</P(A-)/S/D/St 9>>5<</P(end)>>]>>")
                                 .text();
    auto document = Document::open(file);
    REQUIRE(document);
    const auto labels = read_page_labels(*document, 7);
    REQUIRE(labels.size() == 7);
    CHECK(labels[1] == PageLabel{'r', "", 2});
    CHECK(labels[3] == PageLabel{'D', "", 2});
    CHECK(labels[4] == PageLabel{'D', "A-", 9});
    CHECK(labels[6] == PageLabel{0, "end", 1});
    CHECK(tree_text(labels) == "<</Nums[0<</S/r>>2<</S/D>>4<</P(A-)/S/D/St 9>>5<</P(end)>>]>>");
}

TEST_CASE("a document without labels has none, and a tree in a circle ends") {
    for (const PdfMaker& maker :
         {PdfMaker().object(1, "<<>>"),
          PdfMaker().object(1, "<</PageLabels 2 0 R>>").object(2, "<</Kids[2 0 R 2 0 R]>>")}) {
        const std::string file = maker.text();
        auto document = Document::open(file);
        REQUIRE(document);
        CHECK(read_page_labels(*document, 3).empty());
    }
}

TEST_CASE("some of the pages keep their labels") {
    CHECK(tree_text({{'D', "", 12}, {'D', "", 13}, {'D', "", 13}, {'r', "", 4}}) ==
          "<</Nums[0<</S/D/St 12>>2<</S/D/St 13>>3<</S/r/St 4>>]>>");
}

TEST_CASE("labels given as text are counted where they count") {
    CHECK(tree_text(labels_of({"i", "ii", "iii", "1", "2", "10"})) ==
          "<</Nums[0<</S/r>>3<</S/D>>5<</S/D/St 10>>]>>");
    CHECK(tree_text(labels_of({"XIV", "A-1", "A-2", "", "007"})) ==
          "<</Nums[0<</S/R/St 14>>1<</P(A-)/S/D>>3<<>>4<</P(007)>>]>>");
    CHECK(label_of("Für 3") == PageLabel{'D', std::string("\xFE\xFF\0F\0\xFC\0r\0 ", 10), 3});
    CHECK(label_of("iiii") == PageLabel{0, "iiii", 1});
    CHECK(label_of("0") == PageLabel{0, "0", 1});
    CHECK(label_of("12345678901") == PageLabel{0, "12345678901", 1});
}
