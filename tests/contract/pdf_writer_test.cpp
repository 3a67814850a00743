// What every PdfWriter promises, seen through the port and read back by another library.
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <thread>

#include "adapters/pdf/document.hpp"
#include "sheetsplit/ports.hpp"
#include "support/pdf_maker.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;

namespace {

using Bytes = std::vector<std::byte>;

constexpr long long enough_pixels = 100'000'000;

std::unique_ptr<PdfWriter> writer_of(const std::string& file,
                                     std::function<Expected<Bytes>()> clean_copy = {}) {
    auto writer = open_writer(bytes_of(file), "book.pdf", std::move(clean_copy));
    REQUIRE(writer);
    return std::move(*writer);
}

SongPdf song_of(std::vector<PlanPage> pages) {
    return {std::move(pages), {"Title", "Author", "", "", "maker"}};
}

SongPdf pages_from(int first, int last) {
    std::vector<PlanPage> pages;
    for (int page = first; page <= last; ++page) pages.push_back({PdfPage(page), {}, {}, {}});
    return song_of(std::move(pages));
}

std::string written(PdfWriter& writer, const SongPdf& song) {
    const auto bytes = writer.song(song);
    REQUIRE(bytes);
    return text_of(*bytes);
}

std::unique_ptr<PdfFile> opened(const std::string& file) {
    auto pdf = open_pdf(bytes_of(file), "song.pdf", "");
    REQUIRE(pdf);
    CHECK_FALSE((*pdf)->facts().repaired);
    return std::move(*pdf);
}

std::vector<GrayImage> drawn(const std::string& file) {
    const auto pdf = opened(file);
    auto pages = pdf->pages();
    REQUIRE(pages);
    std::vector<GrayImage> images;
    for (std::size_t i = 0; i < pdf->facts().page_count; ++i) {
        auto image = (*pages)->draw(PageIndex(i), {72}, enough_pixels);
        REQUIRE(image);
        images.push_back(std::move(*image));
    }
    return images;
}

bool same(const GrayImage& a, const GrayImage& b) {
    return a.width == b.width && a.height == b.height && a.pixels == b.pixels;
}

GrayImage cut(const GrayImage& image, int x0, int y0, int x1, int y1) {
    GrayImage part{x1 - x0, y1 - y0, image.resolution, {}};
    for (int y = y0; y < y1; ++y)
        for (int x = x0; x < x1; ++x) part.pixels.push_back(image.at(x, y));
    return part;
}

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++found;
    return found;
}

// All objects of a written file as text, so that tests can look for what is in it and what is not.
std::string objects_of(const std::string& file) {
    auto document = pdf::Document::open(file);
    REQUIRE(document);
    const auto size = document->entry(document->trailer(), "Size").as_integer();
    REQUIRE(size);
    std::string text;
    for (int number = 1; number < *size; ++number) {
        document->start_over();
        const pdf::Value& value = document->object(number);
        if (value.is_null()) continue;  // object streams and the table: what they hold is here as objects
        text += std::to_string(number) + ": ";
        append_text(text, value);
        if (const auto content = document->stream_text(number, 1 << 20)) text += " stream " + *content;
        text += '\n';
        CHECK_FALSE(document->damaged());
    }
    return text;
}

// A page of small_pdf() with something more in its dictionary.
PdfMaker with_page(int page, const std::string& more, int pages = 3) {
    const std::string number = std::to_string(10 * page);
    return small_pdf(pages).object(10 * page, "<</Type/Page/Parent 2 0 R/Contents " +
                                                  std::to_string(10 * page + 1) + " 0 R" + more + ">>");
}

}  // namespace

TEST_CASE("a song has the pages asked for, and they look as in the book") {
    const std::string book = small_pdf(5).text();
    const auto writer = writer_of(book);
    const auto pages = drawn(book);
    const auto song = drawn(written(*writer, pages_from(2, 4)));
    REQUIRE(song.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(same(song[i], pages[i + 1]));
}

TEST_CASE("pages stand in the order asked for, also out of order and twice") {
    const std::string book = small_pdf(3).text();
    const auto pages = drawn(book);
    const auto writer = writer_of(book);
    const auto song = drawn(written(
        *writer, song_of({{PdfPage(3), {}, {}, {}}, {PdfPage(1), {}, {}, {}}, {PdfPage(3), {}, {}, {}}})));
    REQUIRE(song.size() == 3);
    CHECK(same(song[0], pages[2]));
    CHECK(same(song[1], pages[0]));
    CHECK(same(song[2], pages[2]));
}

TEST_CASE("equal songs have equal bytes, whatever was written before and on whatever thread") {
    const std::string book = small_pdf(9).text();
    const auto first = writer_of(book);
    const std::string song = written(*first, pages_from(4, 6));
    CHECK(song != written(*first, pages_from(1, 9)));
    CHECK(song == written(*first, pages_from(4, 6)));

    std::vector<std::string> others(4);
    std::vector<std::thread> threads;
    const auto bytes = bytes_of(book);
    for (std::string& other : others)
        threads.emplace_back([&other, &bytes] {
            const auto writer = open_writer(bytes, "book.pdf", {});
            if (!writer) return;
            for (int i = 0; i < 20; ++i)
                if (const auto made = (*writer)->song(pages_from(4, 6))) other = text_of(*made);
        });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& other : others) CHECK(other == song);
}

TEST_CASE("only what the pages reach is in the file") {
    const std::string objects = objects_of(written(*writer_of(small_pdf(5).text()), pages_from(2, 3)));
    CHECK(count(objects, "(page 2)") == 1);
    CHECK(count(objects, "(page 3)") == 1);
    CHECK(count(objects, "(page 1)") == 0);
    CHECK(count(objects, "(page 4)") == 0);
    CHECK(count(objects, "/Subtype/Image") == 1);
    CHECK(count(objects, "/Helvetica") == 1);
    CHECK(count(objects, "/Unused") == 0);
}

TEST_CASE("what the content does not call by name is left out also of forms") {
    PdfMaker maker = small_pdf(1);
    maker.stream(11, "", "/Fm Do");
    maker.object(
        10, "<</Type/Page/Parent 2 0 R/Contents 11 0 R/Resources<</XObject<</Fm 6 0 R/Unused 5 0 R>>>>>>");
    maker.stream(
        6, "/Type/XObject/Subtype/Form/BBox[0 0 200 300]/Resources<</XObject<</Im0 4 0 R/Unused 5 0 R>>>>",
        "q 20 0 0 20 100 200 cm /Im0 Do Q");
    const std::string song = written(*writer_of(maker.text()), pages_from(1, 1));
    CHECK(count(objects_of(song), "/Unused") == 0);
    CHECK(same(drawn(song)[0], drawn(maker.text())[0]));
}

TEST_CASE("where the content is not understood, all resources stay") {
    for (const char* content : {"/Im0 Do frobnicate", "/Fm Do"}) {
        PdfMaker maker = small_pdf(1);
        maker.stream(11, "", content);
        maker.object(
            10, "<</Type/Page/Parent 2 0 R/Contents 11 0 R/Resources<</XObject<</Fm 6 0 R/Im0 4 0 R>>>>>>");
        // A form without resources of its own draws with those of the page.
        maker.stream(6, "/Type/XObject/Subtype/Form/BBox[0 0 200 300]", "q 20 0 0 20 100 200 cm /Im0 Do Q");
        const std::string song = written(*writer_of(maker.text()), pages_from(1, 1));
        CHECK(count(objects_of(song), "/Im0") >= 1);
        CHECK(same(drawn(song)[0], drawn(maker.text())[0]));
    }
}

TEST_CASE("both halves of a page share its objects and show what the page shows, however it is turned") {
    const int turned = GENERATE(0, 90, 180, 270);
    const std::string book = with_page(2, "/Rotate " + std::to_string(turned)).text();
    const GrayImage page = drawn(book)[1];
    const std::string song = written(
        *writer_of(book), song_of({{PdfPage(2), Half::left, {}, {}}, {PdfPage(2), Half::right, {}, {}}}));
    const auto halves = drawn(song);
    REQUIRE(halves.size() == 2);
    CHECK(same(halves[0], cut(page, 0, 0, page.width / 2, page.height)));
    CHECK(same(halves[1], cut(page, page.width / 2, 0, page.width, page.height)));
    CHECK(count(objects_of(song), "(page 2)") == 1);
}

TEST_CASE("a cut shows what lies between its edges, counted from the displayed top") {
    const int turned = GENERATE(0, 90, 180, 270);
    const std::string book = with_page(1, "/CropBox[10 20 190 280]/Rotate " + std::to_string(turned)).text();
    const GrayImage page = drawn(book)[0];
    const auto parts = drawn(written(*writer_of(book), song_of({{PdfPage(1), Half::whole, 40, 100},
                                                                {PdfPage(1), Half::right, 40, {}},
                                                                {PdfPage(1), Half::whole, {}, 40}})));
    REQUIRE(parts.size() == 3);
    CHECK(same(parts[0], cut(page, 0, 40, page.width, 100)));
    CHECK(same(parts[1], cut(page, page.width / 2, 40, page.width, page.height)));
    CHECK(same(parts[2], cut(page, 0, 0, page.width, 40)));
}

TEST_CASE("pages keep their boxes, their turn and their unit, inherited or not") {
    PdfMaker maker = with_page(1, "/CropBox[10 20 190 280]/UserUnit 2/TrimBox[15 25 100 100]");
    maker.object(2,
                 "<</Type/Pages/Count 3/Kids[10 0 R 20 0 R 30 0 R]/Rotate 90/MediaBox[0 0 200.125 300]"
                 "/Resources<</Font<</F1 3 0 R>>/XObject<</Im0 4 0 R>>>>>>");
    const std::string book = maker.text();
    const std::string song = written(*writer_of(book), pages_from(1, 2));
    const auto pages = drawn(book);
    const auto copies = drawn(song);
    CHECK(same(copies[0], pages[0]));
    CHECK(same(copies[1], pages[1]));
    const std::string objects = objects_of(song);
    CHECK(count(objects, "/MediaBox[0 0 200.125 300]") == 2);
    CHECK(count(objects, "/CropBox[10 20 190 280]") == 1);
    CHECK(count(objects, "/TrimBox[15 25 100 100]") == 1);
    CHECK(count(objects, "/UserUnit 2") == 1);
    CHECK(count(objects, "/Rotate 90") == 2);
}

TEST_CASE("links lead to pages of the same song or out of the file, and others go") {
    const auto link = [](const std::string& target) {
        return "<</Type/Annot/Subtype/Link/Rect[0 0 50 50]" + target + ">>";
    };
    const std::string annots = "/Annots[" + link("/Dest[30 0 R/Fit]") + link("/Dest[10 0 R/Fit]") +
                               link("/A<</S/GoTo/D(three)>>") + link("/A<</S/GoTo/D/one>>") +
                               link("/A<</S/URI/URI(http://example.org)>>") +
                               link("/A<</S/JavaScript/JS(bad)>>") + link("/A<</S/Launch/F(bad)>>") +
                               link("/Dest[2/XYZ 1 2 3]") + link("") + "]";
    PdfMaker maker = with_page(2, annots);
    maker.object(1,
                 "<</Type/Catalog/Pages 2 0 R/Dests<</one[10 0 R/Fit]>>"
                 "/Names<</Dests<</Names[(three)<</D[30 0 R/FitH 7]>>]>>>>>>");
    const std::string objects = objects_of(written(*writer_of(maker.text()), pages_from(2, 3)));
    CHECK(count(objects, "/Subtype/Link") == 4);
    CHECK(count(objects, "/Fit]") == 1);
    CHECK(count(objects, "/FitH 7]") == 1);
    CHECK(count(objects, "/XYZ 1 2 3]") == 1);
    CHECK(count(objects, "(http://example.org)") == 1);
    CHECK(count(objects, "(bad)") == 0);
    CHECK(count(objects, "(page 1)") == 0);
}

TEST_CASE("actions that follow a kept action are kept one by one") {
    PdfMaker maker = with_page(1, "/Annots[<</Subtype/Link/Rect[0 0 9 9]/A 6 0 R>>]");
    maker.object(6, "<</S/URI/URI(a)/Next[<</S/JavaScript/JS(bad)>><</S/Named/N/NextPage/Next 6 0 R>>]>>");
    const std::string objects = objects_of(written(*writer_of(maker.text()), pages_from(1, 1)));
    CHECK(count(objects, "/NextPage") >= 1);
    CHECK(count(objects, "bad") == 0);
}

TEST_CASE("notes keep their looks and their windows, and lead to no other page") {
    PdfMaker maker =
        with_page(2, "/Annots[6 0 R 7 0 R 9 0 R]/AA<</O<</S/JavaScript/JS(bad)>>>>/B[40 0 R]/Thumb 5 0 R");
    maker.object(
        6,
        "<</Type/Annot/Subtype/Square/Rect[10 10 60 60]/P 20 0 R/Popup 7 0 R/AP<</N 8 0 R>>/StructParent 3"
        "/AA<</E<</S/JavaScript/JS(bad)>>>>>>");
    maker.object(7, "<</Type/Annot/Subtype/Popup/Rect[60 60 90 90]/Parent 6 0 R>>");
    maker.stream(8, "/Subtype/Form/BBox[0 0 50 50]/Resources<<>>", "0 0 25 25 re f");
    // The window of a note on another page.
    maker.object(9, "<</Type/Annot/Subtype/Popup/Rect[60 60 90 90]/Parent 39 0 R>>");
    maker.object(39, "<</Type/Annot/Subtype/Square/Rect[10 10 60 60]/P 30 0 R>>");
    maker.object(40, "<</Type/Bead/P 30 0 R>>");
    const std::string book = maker.text();
    const std::string song = written(*writer_of(book), pages_from(2, 2));
    CHECK(same(drawn(song)[0], drawn(book)[1]));
    const std::string objects = objects_of(song);
    CHECK(count(objects, "/Subtype/Square") == 1);
    CHECK(count(objects, "/Subtype/Popup") == 1);
    CHECK(count(objects, "bad") == 0);
    CHECK(count(objects, "StructParent") == 0);
    CHECK(count(objects, "/Type/Bead") == 0);
    CHECK(count(objects, "(page 3)") == 0);
}

TEST_CASE("of a page that is taken in part, notes outside the part go") {
    const std::string book = with_page(1,
                                       "/Annots[<</Subtype/Square/Rect[10 10 60 60]/Contents(in)>>"
                                       "<</Subtype/Square/Rect[110 10 160 60]/Contents(out)>>]")
                                 .text();
    const std::string objects =
        objects_of(written(*writer_of(book), song_of({{PdfPage(1), Half::left, {}, {}}})));
    CHECK(count(objects, "(in)") == 1);
    CHECK(count(objects, "(out)") == 0);
}

TEST_CASE("form fields stay fields without dragging the whole form along") {
    PdfMaker maker = with_page(1, "/Annots[6 0 R]");
    maker.object(1, "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[7 0 R]/DA(/F1 0 Tf)/XFA(bad)>>>>");
    maker.object(6, "<</Type/Annot/Subtype/Widget/Rect[10 10 60 60]/Parent 7 0 R>>");
    maker.object(7, "<</FT/Tx/T(name)/V(value)/Kids[6 0 R 8 0 R]>>");
    maker.object(8, "<</Type/Annot/Subtype/Widget/Rect[10 10 60 60]/Parent 7 0 R/P 20 0 R/Contents(other)>>");
    const std::string objects = objects_of(written(*writer_of(maker.text()), pages_from(1, 1)));
    CHECK(count(objects, "/FT/Tx") == 1);
    CHECK(count(objects, "/T(name)") == 1);
    CHECK(count(objects, "/V(value)") == 1);
    CHECK(count(objects, "/AcroForm<</DA(/F1 0 Tf)/Fields[") == 1);
    CHECK(count(objects, "(other)") == 0);
    CHECK(count(objects, "bad") == 0);
}

TEST_CASE("the viewer shows the page numbers of the book") {
    PdfMaker maker = small_pdf(5);
    maker.object(1, "<</Type/Catalog/Pages 2 0 R/PageLabels<</Nums[0<</S/r>>2<</S/D/St 7>>]>>>>");
    const std::string book = maker.text();
    CHECK(opened(written(*writer_of(book), pages_from(2, 4)))->facts().page_labels ==
          std::vector<std::string>{"ii", "7", "8"});
    CHECK(opened(written(*writer_of(small_pdf(3).text()), pages_from(2, 3)))->facts().page_labels.empty());
}

TEST_CASE("the song says its title and author, whatever their letters") {
    SongPdf song = pages_from(1, 1);
    song.metadata.title = "Für Élise (\xE2\x99\xAD)";
    song.metadata.author = "L. v. Beethoven";
    const std::string file = written(*writer_of(small_pdf(1).text()), song);
    CHECK(opened(file)->facts().title == song.metadata.title);
    CHECK(opened(file)->facts().author == song.metadata.author);
    CHECK(count(objects_of(file), "<rdf:li xml:lang=\"x-default\">Für Élise") == 1);
}

TEST_CASE("layers that the book hides stay hidden") {
    PdfMaker maker = small_pdf(2);
    maker.object(1,
                 "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R 7 0 R 8 0 R]"
                 "/D<</OFF[7 0 R 8 0 R]/Order[6 0 R[7 0 R 8 0 R]]>>>>>>");
    for (const int layer : {6, 7, 8}) maker.object(layer, "<</Type/OCG/Name(layer)>>");
    maker.object(10,
                 "<</Type/Page/Parent 2 0 R/Contents 11 0 R/Resources<</Properties<</A 6 0 R/B 7 0 R>>>>>>");
    maker.stream(11, "", "/OC /A BDC 0 0 50 50 re f EMC /OC /B BDC 60 60 50 50 re f EMC");
    const std::string song = written(*writer_of(maker.text()), pages_from(1, 1));
    CHECK(same(drawn(song)[0], drawn(maker.text())[0]));
    const std::string objects = objects_of(song);
    CHECK(count(objects, "/Type/OCG") == 2);
    CHECK(count(objects, "/OFF[") == 1);
    CHECK(count(objects, "/Order[") == 1);
}

TEST_CASE("data without compression is compressed, and compressed data is taken as it is") {
    PdfMaker maker = small_pdf(1);
    std::string gray;
    for (int i = 0; i < 10'000; ++i) gray += static_cast<char>(i / 100);
    maker.stream(
        4, "/Type/XObject/Subtype/Image/Width 100/Height 100/ColorSpace/DeviceGray/BitsPerComponent 8", gray);
    maker.stream(3,
                 "/Type/XObject/Subtype/Image/Width 2/Height 1/ColorSpace/DeviceGray/BitsPerComponent "
                 "8/Filter[/DCTDecode]",
                 "this is no JPEG");
    maker.object(10,
                 "<</Type/Page/Parent 2 0 R/Contents 11 0 R/Resources<</XObject<</Im0 4 0 R/Im1 3 0 R>>>>>>");
    maker.stream(11, "", "q 20 0 0 20 100 200 cm /Im0 Do Q /Im1 Do");
    const std::string song = written(*writer_of(maker.text()), pages_from(1, 1));
    CHECK(song.size() < 5'000);
    CHECK(count(song, "this is no JPEG") == 1);
    CHECK(same(drawn(song)[0], drawn(maker.text())[0]));
}

TEST_CASE("a book that cannot be read as it is is read from its mended copy, asked for once") {
    const std::string good = small_pdf(3).text();
    const std::string encrypted = small_pdf(3).text("/Root 1 0 R/Encrypt<</Filter/Standard>>");
    int asked = 0;
    const auto writer = writer_of(encrypted, [&]() -> Expected<Bytes> {
        ++asked;
        return *bytes_of(good);
    });
    CHECK(written(*writer, pages_from(1, 2)) == written(*writer_of(good), pages_from(1, 2)));
    written(*writer, pages_from(3, 3));
    CHECK(asked == 1);
}

TEST_CASE("the error of a book that cannot be mended is passed on") {
    const auto writer = open_writer(bytes_of("%PDF-1.4 junk"), "book.pdf", []() -> Expected<Bytes> {
        return Error{ErrorCode::encrypted, "book.pdf", {}, "a password is needed", ""};
    });
    REQUIRE_FALSE(writer);
    CHECK(writer.error().code == ErrorCode::encrypted);
    const auto without = open_writer(bytes_of("%PDF-1.4 junk"), "book.pdf", {});
    REQUIRE_FALSE(without);
    CHECK(without.error().code == ErrorCode::damaged);
    CHECK(without.error().file == "book.pdf");
}

TEST_CASE("a song that meets a broken object is taken from the mended copy, and no other song is") {
    const std::string good = small_pdf(3).text();
    std::string bad = good;
    bad.replace(bad.find("21 0 obj"), 8, "21 0 jbo");
    int asked = 0;
    const auto writer = writer_of(bad, [&]() -> Expected<Bytes> {
        ++asked;
        return *bytes_of(good);
    });
    const auto whole = writer_of(good);
    CHECK(written(*writer, pages_from(1, 1)) == written(*whole, pages_from(1, 1)));
    CHECK(asked == 0);
    CHECK(written(*writer, pages_from(2, 2)) == written(*whole, pages_from(2, 2)));
    CHECK(asked == 1);
    // Without a mended copy there is still what is left.
    CHECK(drawn(written(*writer_of(bad), pages_from(2, 3))).size() == 2);
}

TEST_CASE("pages that the book does not have are an error that names them") {
    const auto writer = writer_of(small_pdf(3).text());
    for (const int page : {-1, 0, 4}) {
        const auto song = writer->song(pages_from(page, page));
        REQUIRE_FALSE(song);
        CHECK(song.error().code == ErrorCode::wrong_book);
        CHECK(song.error().page == PdfPage(page));
    }
    CHECK_FALSE(writer->song(song_of({})));
    const auto hollow = writer_of(small_pdf(3).object(20, "(no page)").text())->song(pages_from(1, 3));
    REQUIRE_FALSE(hollow);
    CHECK(hollow.error().code == ErrorCode::damaged);
    CHECK(hollow.error().page == PdfPage(2));
}

TEST_CASE("an annotated book has all its pages, an outline and labels") {
    PdfMaker maker = with_page(1, "/Annots[<</Subtype/Link/Rect[0 0 50 50]/Dest[30 0 R/Fit]>>]");
    const std::string book = maker.text();
    const std::vector<OutlineItem> outline{{"Contents", PageIndex(0), 0}, {"Songs", std::nullopt, 0},
                                           {"Ännchen", PageIndex(1), 1},  {"Part 2", PageIndex(2), 5},
                                           {"End", PageIndex(2), 0},      {"Beyond", PageIndex(7), 0}};
    const auto annotated =
        writer_of(book)->annotated(outline, {"i", "1", "2"}, {"Book", "", "", "", "maker"});
    REQUIRE(annotated);
    const std::string file = text_of(*annotated);
    const auto copies = drawn(file);
    const auto pages = drawn(book);
    REQUIRE(copies.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(same(copies[i], pages[i]));
    CHECK(count(objects_of(file), "/Subtype/Link") == 1);

    const PdfFacts facts = opened(file)->facts();
    CHECK(facts.page_labels == std::vector<std::string>{"i", "1", "2"});
    REQUIRE(facts.outline.size() == outline.size());
    const int depths[] = {0, 0, 1, 2, 0, 0};
    for (std::size_t i = 0; i < outline.size(); ++i) {
        CHECK(facts.outline[i].title == outline[i].title);
        CHECK(facts.outline[i].depth == depths[i]);
        if (outline[i].page && outline[i].page->value() < 3) CHECK(facts.outline[i].page == outline[i].page);
    }
}

TEST_CASE("an annotated book keeps the labels it has when none are given") {
    PdfMaker maker = small_pdf(3);
    maker.object(1, "<</Type/Catalog/Pages 2 0 R/PageLabels<</Nums[0<</S/r>>]>>>>");
    const auto annotated = writer_of(maker.text())->annotated({}, {}, {});
    REQUIRE(annotated);
    CHECK(opened(text_of(*annotated))->facts().page_labels == std::vector<std::string>{"i", "ii", "iii"});
}

TEST_CASE("objects that contain each other are copied once") {
    PdfMaker maker = small_pdf(1);
    maker.stream(11, "", "/Fm Do");
    maker.object(10, "<</Type/Page/Parent 2 0 R/Contents 11 0 R/Resources 7 0 R>>");
    maker.stream(6, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 7 0 R/Group 8 0 R", "/Fm Do");
    maker.object(7, "<</XObject<</Fm 6 0 R>>/Font 7 0 R>>");
    maker.object(8, "[8 0 R 9 0 R 10 0 R 2 0 R 1 0 R]");
    maker.object(9, "[8 0 R 9 0 R]");
    const std::string objects = objects_of(written(*writer_of(maker.text()), pages_from(1, 1)));
    CHECK(count(objects, "/Subtype/Form") == 1);
    CHECK(count(objects, "/Type/Catalog") == 1);
}

TEST_CASE("a chain of a hundred thousand objects is followed to its end without trouble") {
    PdfMaker maker = small_pdf(1);
    maker.object(10, "<</Type/Page/Parent 2 0 R/Contents 11 0 R/Resources<</Font<</F1 1000 0 R>>>>>>");
    constexpr int links = 100'000;
    for (int i = 0; i < links; ++i) maker.object(1000 + i, "<</Next " + std::to_string(1001 + i) + " 0 R>>");
    maker.object(1000 + links, "(the end)");
    CHECK(written(*writer_of(maker.text()), pages_from(1, 1)).size() > 1000);
}

TEST_CASE("pages of the test books look the same in a song") {
    const std::string name = GENERATE("parlour-vector.pdf", "parlour-scan.pdf");
    std::ifstream stream(std::string(SHEETSPLIT_SOURCE_DIR "/testdata/") + name, std::ios::binary);
    const std::string book{std::istreambuf_iterator<char>(stream), {}};
    REQUIRE_FALSE(book.empty());
    const std::string song = written(*writer_of(book), pages_from(8, 10));
    CHECK(song.size() < book.size() / 2);
    const auto pages = drawn(book);
    const auto copies = drawn(song);
    REQUIRE(copies.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(same(copies[i], pages[i + 7]));
}
