#include "sheetsplit/review.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <regex>

#include "sheetsplit/json.hpp"

using namespace sheetsplit;

namespace {

const std::string hostile =
    "</script><script>alert('1')</script> <!-- \"&quot;\" \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xF0\x9F\x8E\xB9 "
    "{{plan}}";

Manifest book(int page_count, int songs) {
    Manifest manifest;
    manifest.status = BookStatus::manual_review;
    manifest.gates_failed = {hostile};
    SplitPlan& plan = manifest.plan;
    plan.book_name = hostile;
    plan.source_pdf = hostile;
    plan.source_sha256 = std::string(64, 'a');
    plan.page_count = page_count;
    for (int page = 1; page <= page_count; ++page)
        plan.pages.push_back({PdfPage(page), LeafRole::insert, {}, {}});
    for (int i = 0; i < songs; ++i) {
        PlannedSong song;
        song.title = hostile;
        song.artist = hostile;
        song.first_page = song.last_page = PdfPage(i % page_count + 1);
        song.evidence = {{EvidenceSource::heading, song.first_page, hostile, hostile, 1}};
        song.file = "a.pdf";
        plan.songs.push_back(song);
    }
    return manifest;
}

// A file whose pictures are as large as they may be.
class LargePages final : public PdfPages {
public:
    Expected<PageSource> inspect(PageIndex) override {
        PageSource source;
        source.size = {612, 792};
        return source;
    }
    bool has_gaps() const override { return false; }
    Expected<GrayImage> draw(PageIndex, Resolution, long long) override {
        GrayImage image{612, 792, Resolution{72}, std::vector<std::uint8_t>(612 * 792, 255)};
        for (int y = 750; y < 760; ++y)
            for (int x = 300; x < 310; ++x) image.pixels[static_cast<std::size_t>(y * 612 + x)] = 0;
        return image;
    }
    Expected<std::vector<std::byte>> picture(PageIndex page, const std::optional<Rect>&, int,
                                             std::size_t most_bytes) override {
        if (page == PageIndex(2)) return Error{ErrorCode::damaged, "book.pdf", pdf_page(page), "broken", ""};
        return std::vector<std::byte>(most_bytes, std::byte{0x5A});
    }
};

class LargeFile final : public PdfFile {
public:
    const PdfFacts& facts() const override { return facts_; }
    Expected<std::unique_ptr<PdfPages>> pages() const override {
        return std::unique_ptr<PdfPages>(std::make_unique<LargePages>());
    }
    Expected<std::vector<std::byte>> clean_copy() const override { return std::vector<std::byte>{}; }

private:
    PdfFacts facts_;
};

std::string element(const std::string& page, const std::string& id) {
    const std::string opening = "id=\"" + id + "\">";
    const std::size_t start = page.find(opening);
    REQUIRE(start != std::string::npos);
    return page.substr(start + opening.size(), page.find("</script>", start) - start - opening.size());
}

std::size_t occurrences(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("a book of 450 pages and 220 songs makes a review page of 8 MB at most") {
    const auto page = make_review_page(book(450, 220), LargeFile(), 2);
    REQUIRE(page);
    CHECK(page->size() <= 8'000'000);
    CHECK(page->size() >= 5'000'000);  // the room is used for better pictures
}

TEST_CASE("no picture of a page is larger than 10 KB, however short the book") {
    const auto pictures = take_pictures(book(3, 2).plan, LargeFile(), 1);
    REQUIRE(pictures);
    CHECK(pictures->pages[0].size() <= 10'000);
    CHECK_FALSE(pictures->headings[0].empty());
    CHECK_FALSE(pictures->numbers[0].empty());
}

TEST_CASE("a page that cannot be drawn has no picture, and the others have theirs") {
    const auto pictures = take_pictures(book(4, 0).plan, LargeFile(), 2);
    REQUIRE(pictures);
    CHECK(pictures->pages[2].empty());
    CHECK_FALSE(pictures->pages[3].empty());
    CHECK(review_page(book(4, 0), *pictures).find("id=\"page-3\"") == std::string::npos);
}

TEST_CASE("the plan in the page is the plan, letter for letter in JSON's eyes") {
    const Manifest manifest = book(2, 2);
    const std::string page = review_page(manifest, {{{}, {}}, {{}, {}}, {{}, {}}});
    CHECK(nlohmann::json::parse(element(page, "plan")) == nlohmann::json::parse(to_json(manifest.plan)));
    CHECK(nlohmann::json::parse(element(page, "facts"))["gates_failed"][0] == hostile);
}

TEST_CASE("texts of a hostile book add no element and no script to the page") {
    Manifest harmless = book(2, 2);
    for (std::string* text : {&harmless.plan.book_name, &harmless.plan.source_pdf, &harmless.gates_failed[0]})
        *text = "x";
    for (PlannedSong& song : harmless.plan.songs) {
        song.title = song.artist = "x";
        song.evidence[0].observed = song.evidence[0].expected = "x";
    }
    const ReviewPictures pictures{{{}, {}}, {{}, {}}, {{}, {}}};
    const std::string page = review_page(book(2, 2), pictures);
    const std::string other = review_page(harmless, pictures);
    for (const char* part : {"<", "<script", "</script", "<!--"}) {
        INFO(part);
        CHECK(occurrences(page, part) == occurrences(other, part));
    }
    const std::string overview = index_page(std::vector{indexed(book(2, 2), hostile, true)});
    const std::string calm = index_page(std::vector{indexed(harmless, "x", true)});
    CHECK(occurrences(overview, "<") == occurrences(calm, "<"));
}

TEST_CASE("the page may load nothing and run only its own scripts") {
    const std::string page = review_page(book(1, 0), {{{}}, {}, {}});
    std::smatch policy;
    REQUIRE(std::regex_search(page, policy, std::regex("Content-Security-Policy\" content=\"([^\"]*)\"")));
    const std::string sources = policy[1];
    CHECK(sources.starts_with("default-src 'none'; img-src data:; style-src 'sha256-"));
    CHECK(sources.find("unsafe") == std::string::npos);
    CHECK(sources.find("http") == std::string::npos);
    CHECK(occurrences(sources, "'sha256-") == 1 + occurrences(page, "<script>"));
}

TEST_CASE("equal books make equal pages whatever the number of threads") {
    const Manifest manifest = book(40, 20);
    CHECK(*make_review_page(manifest, LargeFile(), 1) == *make_review_page(manifest, LargeFile(), 4));
}

TEST_CASE("the overview counts a person's word and says why a book is no success") {
    Manifest manifest = book(3, 1);
    manifest.plan.songs[0].verdict = Verdict::conflicting;
    manifest.plan.songs[0].confirmed_by_person = true;
    manifest.errors = {{ErrorCode::disk_full, "x", std::nullopt, "no room left", ""}};
    const IndexedBook one = indexed(manifest, "Artist/Book", true);
    CHECK(one.songs[0].second == Verdict::confirmed);
    CHECK(one.reasons == std::vector<std::string>{hostile, "no room left"});
    const auto data = nlohmann::json::parse(element(index_page(std::vector{one}), "data"));
    CHECK(data[0]["folder"] == "Artist/Book");
    CHECK(data[0]["review"] == true);
    CHECK(data[0]["songs"][0][0] == hostile);
}
