// What a manifest may claim, given what became of the book.
#include "job/manifest_of.hpp"

#include <catch2/catch.hpp>

using namespace sheetsplit;

namespace {

// A book of one confirmed song on one page, whose contents had one entry.
Manifest short_book(bool mended) {
    Manifest draft;
    draft.source_mended = mended;
    draft.toc_method = TocMethod::text_layer;
    draft.toc_entries = 1;
    draft.plan.page_count = 1;
    PlannedSong song;
    song.title = "Song";
    song.first_page = song.last_page = PdfPage(1);
    song.verdict = Verdict::confirmed;
    song.confidence = 1;
    draft.plan.songs.push_back(song);
    draft.plan.pages.push_back({PdfPage(1), LeafRole::song, {0}, {}});
    Gates gates;
    gates.short_book = true;
    return finished(std::move(draft), {{"Song.pdf", 1, "00", 0}}, {}, gates);
}

}  // namespace

TEST_CASE("a book said to be short is a success, unless its file had lost something and was mended") {
    CHECK(short_book(false).status == BookStatus::success);
    CHECK(short_book(true).status == BookStatus::manual_review);
    CHECK_FALSE(short_book(true).gates_failed.empty());
}
