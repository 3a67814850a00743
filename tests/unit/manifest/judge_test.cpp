#include <catch2/catch.hpp>

#include "sheetsplit/manifest.hpp"

using namespace sheetsplit;

namespace {

// A book of `count` confirmed songs of two pages each, every page accounted for.
SplitPlan good_plan(int count) {
    SplitPlan plan;
    plan.page_count = 1 + 2 * count;
    plan.pages.push_back({PdfPage(1), LeafRole::toc, {}, {}, false});
    for (int i = 0; i < count; ++i) {
        PlannedSong song;
        song.title = "Song " + std::to_string(i + 1);
        song.first_page = PdfPage(2 + 2 * i);
        song.last_page = PdfPage(3 + 2 * i);
        song.verdict = Verdict::confirmed;
        plan.songs.push_back(song);
        const auto index = static_cast<std::size_t>(i);
        plan.pages.push_back({song.first_page, LeafRole::song, {index}, {}, false});
        plan.pages.push_back({song.last_page, LeafRole::song, {index}, {}, false});
    }
    return plan;
}

Judgement judged(const SplitPlan& plan, const Gates& gates = {}, bool has_toc = true) {
    return judge(plan, static_cast<int>(plan.songs.size() + plan.missing.size()), has_toc, plan.songs.size(),
                 gates);
}

void check_review(const Judgement& judgement, const std::string& reason) {
    CHECK(judgement.status == BookStatus::manual_review);
    REQUIRE(judgement.gates_failed.size() == 1);
    CHECK_THAT(judgement.gates_failed[0], Catch::Contains(reason));
}

}  // namespace

TEST_CASE("the book's identity is the beginning of its digest") {
    CHECK(book_id_of("0123456789abcdef0123") == "0123456789abcdef");
    CHECK(book_id_of("").empty());
}

TEST_CASE("a book in which everything holds is a success without reasons against it") {
    const Judgement judgement = judged(good_plan(20));
    CHECK(judgement.status == BookStatus::success);
    CHECK(judgement.gates_failed.empty());
}

TEST_CASE("a short table of contents asks for review unless the book is marked as short") {
    check_review(judged(good_plan(9)), "has 9 entries, at least 10");
    Gates gates;
    gates.short_book = true;
    CHECK(judged(good_plan(9), gates).status == BookStatus::success);
}

TEST_CASE("fewer than 95 % verified songs ask for review, with the figures") {
    SplitPlan plan = good_plan(20);
    plan.songs[4].verdict = Verdict::probable;
    CHECK(judged(plan).status == BookStatus::success);  // 95 %
    plan.songs[14].verdict = Verdict::probable;
    check_review(judged(plan), "18 of 20 songs are verified (90.0 %), at least 95 %");
}

TEST_CASE("one conflicting or unverified song asks for review whatever the share") {
    SplitPlan plan = good_plan(100);
    plan.songs[7].verdict = Verdict::conflicting;
    check_review(judged(plan), "1 song is conflicting: \"Song 8\"");
    plan.songs[7].verdict = Verdict::unverified;
    check_review(judged(plan), "1 song is unverified");
}

TEST_CASE("what a person has confirmed is confirmed") {
    SplitPlan plan = good_plan(12);
    plan.songs[7].verdict = Verdict::conflicting;
    plan.songs[7].confirmed_by_person = true;
    CHECK(judged(plan).status == BookStatus::success);
}

TEST_CASE("a missing entry asks for review unless partial output is allowed") {
    SplitPlan plan = good_plan(20);
    plan.missing = {{"Lost", {}, "past the end"}};
    check_review(judged(plan), "1 entry of the table of contents is missing");
    Gates gates;
    gates.allow_partial = true;
    CHECK(judged(plan, gates).status == BookStatus::success);
}

TEST_CASE("entries that vanished without a word are noticed by their number") {
    const SplitPlan plan = good_plan(17);
    check_review(judge(plan, 20, true, 17, {}), "17 of 20 entries were written (85.0 %), at least 90 %");
}

TEST_CASE("songs in no table of contents do not make up for lost entries") {
    SplitPlan plan = good_plan(20);
    for (std::size_t i = 0; i < 3; ++i) plan.songs[i].listed = false;
    check_review(judge(plan, 20, true, 20, {}), "17 of 20 entries");
}

TEST_CASE("songs that could not be written ask for review even where partial output is allowed") {
    Gates gates;
    gates.allow_partial = true;
    check_review(judge(good_plan(20), 20, true, 19, gates), "1 of 20 songs could not be written");
}

TEST_CASE("a book without a table of contents goes to review until a person has confirmed every song") {
    SplitPlan plan = good_plan(20);
    check_review(judge(plan, 0, false, 20, {}), "no table of contents");
    for (PlannedSong& song : plan.songs) song.confirmed_by_person = true;
    CHECK(judge(plan, 0, false, 20, {}).status == BookStatus::success);
    plan.songs[3].confirmed_by_person = false;
    CHECK(judge(plan, 0, false, 20, {}).status == BookStatus::manual_review);
}

TEST_CASE("a page of no song and no other role asks for review") {
    SplitPlan plan = good_plan(12);
    plan.pages[5].songs.clear();  // PDF page 6
    check_review(judged(plan), "Not every page is accounted for: 6");
    plan.pages.resize(20);
    check_review(judged(plan), "accounted for: 6, 21-25");
}

TEST_CASE("an endless song must be verified") {
    SplitPlan plan = good_plan(40);
    plan.page_count = 200;
    plan.songs.back().last_page = PdfPage(200);
    for (int page = 82; page <= 200; ++page)
        plan.pages.push_back({PdfPage(page), LeafRole::song, {39}, {}, false});
    CHECK(judged(plan).status == BookStatus::success);
    plan.songs.back().verdict = Verdict::probable;
    check_review(judged(plan), "\"Song 40\" has 121 pages, more than 40");
}

TEST_CASE("a run of unverified songs of one page is suspicious") {
    SplitPlan plan = good_plan(200);
    for (std::size_t i = 10; i < 15; ++i) {
        plan.songs[i].verdict = Verdict::probable;
        plan.songs[i].last_page = plan.songs[i].first_page;
        plan.songs[i].dropped.clear();
    }
    check_review(judged(plan), "5 songs in a row from \"Song 11\"");
    plan.songs[12].verdict = Verdict::confirmed;
    CHECK(judged(plan).status == BookStatus::success);
}

TEST_CASE("a book from which nothing was written has failed") {
    CHECK(judge(good_plan(20), 20, true, 0, {}).status == BookStatus::failed);
    const Judgement nothing = judge(SplitPlan{}, 0, false, 0, {});
    CHECK(nothing.status == BookStatus::failed);
    CHECK_FALSE(nothing.gates_failed.empty());
}
