// What a manifest may claim, given what became of the book.
#include "job/manifest_of.hpp"

#include <catch2/catch.hpp>

using namespace sheetsplit;

namespace {

// A book of one confirmed song on one page, whose contents had one entry.
Manifest draft_of_short_book() {
    Manifest draft;
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
    return draft;
}

Manifest finished_short(Manifest draft) {
    Gates gates;
    gates.short_book = true;
    return finished(std::move(draft), {{"Song.pdf", 1, "00", 0}}, {}, gates);
}

}  // namespace

TEST_CASE("a book said to be short is a success, unless its file had lost something and was mended") {
    Manifest draft = draft_of_short_book();
    CHECK(finished_short(draft).status == BookStatus::success);
    draft.source_mended = true;
    const Manifest mended = finished_short(std::move(draft));
    CHECK(mended.status == BookStatus::manual_review);
    CHECK_FALSE(mended.gates_failed.empty());
}

TEST_CASE("a book with a page of which something is missing is no success before a person has looked") {
    Manifest draft = draft_of_short_book();
    draft.pages_with_gaps = {PdfPage(3), PdfPage(7)};
    const Manifest doubtful = finished_short(draft);
    CHECK(doubtful.status == BookStatus::manual_review);
    REQUIRE(doubtful.gates_failed.size() == 1);
    CHECK(doubtful.gates_failed[0].find("PDF pages 3, 7") != std::string::npos);

    draft.plan.songs[0].confirmed_by_person = true;
    CHECK(finished_short(draft).status == BookStatus::success);
}
