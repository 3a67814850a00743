#include "adapters/pdf/page_tree.hpp"

#include <catch2/catch.hpp>

#include "support/pdf_maker.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;
using namespace sheetsplit::pdf;

namespace {

std::vector<int> page_numbers(const std::string& file) {
    auto document = Document::open(file);
    REQUIRE(document);
    std::vector<int> numbers;
    for (const PageNode& page : read_page_tree(*document).pages) numbers.push_back(page.number);
    return numbers;
}

}  // namespace

TEST_CASE("pages come in the order of the tree, with what they inherit") {
    const std::string file = PdfMaker()
                                 .object(1, "<</Pages 2 0 R>>")
                                 .object(2, "<</Type/Pages/Kids[3 0 R 6 0 R]/MediaBox[0 0 1 1]/Rotate 90>>")
                                 .object(3, "<</Type/Pages/Kids[4 0 R 5 0 R]/MediaBox[0 0 2 2]>>")
                                 .object(4, "<</Type/Page>>")
                                 .object(5, "<</Type/Page>>")
                                 .object(6, "<</Type/Page>>")
                                 .text();
    auto document = Document::open(file);
    REQUIRE(document);
    const PageTree tree = read_page_tree(*document);
    REQUIRE(tree.pages.size() == 3);
    CHECK(tree.pages[0].number == 4);
    CHECK(tree.pages[2].number == 6);
    CHECK(tree.pages[0].inherited->media_box.array()->back().as_integer() == 2);
    CHECK(tree.pages[0].inherited->rotate.as_integer() == 90);
    CHECK(tree.pages[2].inherited->media_box.array()->back().as_integer() == 1);
    CHECK(tree.inner_nodes == std::unordered_set<int>{2, 3});
}

TEST_CASE("a tree that bites its tail ends") {
    CHECK(page_numbers(PdfMaker()
                           .object(1, "<</Pages 2 0 R>>")
                           .object(2, "<</Type/Pages/Kids[3 0 R 2 0 R 4 0 R]>>")
                           .object(3, "<</Type/Pages/Kids[2 0 R 3 0 R 4 0 R]>>")
                           .object(4, "<</Type/Page>>")
                           .text()) == std::vector<int>{4, 4});
}

TEST_CASE("a tree that doubles at every level ends") {
    PdfMaker maker;
    maker.object(1, "<</Pages 2 0 R>>");
    for (int number = 2; number < 60; ++number) {
        const std::string next = std::to_string(number + 1) + " 0 R ";
        maker.object(number, "<</Type/Pages/Kids[" + next + next + "]>>");
    }
    maker.object(60, "<</Type/Page>>");
    CHECK(page_numbers(maker.text()).size() <= 1'000'000);
}

TEST_CASE("what is no page counts as one, so that later pages keep their place") {
    CHECK(page_numbers(PdfMaker()
                           .object(1, "<</Pages 2 0 R>>")
                           .object(2, "<</Type/Pages/Kids[9 0 R 4 0 R null <</Type/Page>>]>>")
                           .object(4, "<</Type/Page>>")
                           .text()) == std::vector<int>{9, 4, 0, 0});
}

TEST_CASE("a file without a tree has no pages") {
    CHECK(page_numbers(PdfMaker().object(1, "<</Pages 2 0 R>>").text()).empty());
    CHECK(page_numbers(PdfMaker().object(1, "<<>>").text()).empty());
    CHECK(page_numbers(PdfMaker().object(1, "<</Pages 2 0 R>>").object(2, "<</Type/Pages>>").text()).empty());
}
