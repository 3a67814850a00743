// Whatever is planned: the songs' files, put together again with what belongs to no song, are the book.
#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

#include "sheetsplit/ports.hpp"
#include "sheetsplit/stages.hpp"
#include "support/pdf_maker.hpp"
#include "support/small_book.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;

namespace {

using Random = std::mt19937;

int below(Random& random, int count) {
    return static_cast<int>(random() % static_cast<unsigned>(count));
}

// Songs of one to four leaves in any order of matter, inserts, blank leaves and shared leaves.
Songs any_songs(Random& random, std::size_t leaf_count) {
    constexpr LeafRole matter[] = {LeafRole::cover, LeafRole::front,  LeafRole::toc,
                                   LeafRole::back,  LeafRole::insert, LeafRole::blank};
    Songs songs;
    songs.roles.assign(leaf_count, LeafRole::song);
    const int end = static_cast<int>(leaf_count);
    for (int leaf = 0; leaf < end;) {
        if (below(random, 4) == 0) {
            songs.roles[static_cast<std::size_t>(leaf++)] = matter[below(random, 6)];
            continue;
        }
        Song song;
        song.title = "Song " + std::to_string(songs.songs.size() + 1);
        song.verdict = Verdict::confirmed;
        song.listed = below(random, 6) != 0;
        const int last = std::min(end - 1, leaf + below(random, 4));
        song.leaves = {LeafIndex(leaf), LeafIndex(last)};
        for (int inside = leaf + 1; inside < last; ++inside) {
            if (below(random, 3) != 0) continue;
            song.inserts.push_back(LeafIndex(inside));
            songs.roles[static_cast<std::size_t>(inside)] = LeafRole::insert;
        }
        if (!songs.songs.empty() && below(random, 3) == 0 &&
            songs.songs.back().leaves.last + 1 == song.leaves.first) {
            song.leaves.first = songs.songs.back().leaves.last;
            song.shares_first_leaf = true;
        }
        songs.songs.push_back(std::move(song));
        leaf = last + 1;
    }
    return songs;
}

std::vector<GrayImage> drawn(std::shared_ptr<const std::vector<std::byte>> file) {
    const auto pdf = open_pdf(std::move(file), "part.pdf", "");
    REQUIRE(pdf);
    const auto pages = (*pdf)->pages();
    REQUIRE(pages);
    std::vector<GrayImage> images;
    for (std::size_t i = 0; i < (*pdf)->facts().page_count; ++i) {
        auto image = (*pages)->draw(PageIndex(i), {72}, 1'000'000);
        REQUIRE(image);
        images.push_back(std::move(*image));
    }
    return images;
}

// The columns of the page that the half is.
GrayImage half_of(const GrayImage& page, Half half) {
    if (half == Half::whole) return page;
    GrayImage part = page;
    part.width = page.width / 2;
    part.pixels.clear();
    for (int y = 0; y < page.height; ++y)
        for (int x = 0; x < part.width; ++x)
            part.pixels.push_back(page.at(half == Half::left ? x : x + part.width, y));
    return part;
}

bool same(const GrayImage& a, const GrayImage& b) {
    return a.width == b.width && a.height == b.height && a.pixels == b.pixels;
}

// Pages of no song, as front and back matter, inserts and blank pages are.
std::vector<PlanPage> pages_of_no_song(const SplitPlan& plan) {
    std::vector<PlanPage> pages;
    for (const PlannedPage& row : plan.pages)
        if (row.songs.empty()) pages.push_back({row.page, {}, {}, {}});
    return pages;
}

}  // namespace

TEST_CASE("songs, inserts and matter put together again are the book, pixel for pixel") {
    const unsigned seed = GENERATE(range(1U, 61U));
    Random random(seed);
    const bool two_up = below(random, 3) == 0;
    const auto page_count = static_cast<std::size_t>(1 + below(random, 16));
    SplitPolicy policy;
    policy.keep_inserts = below(random, 2) == 0;
    policy.cut_unlisted = below(random, 2) == 0;
    CAPTURE(seed, two_up, page_count, policy.keep_inserts, policy.cut_unlisted);

    const SmallBook book("Book.pdf", page_count, two_up);
    const Songs songs = any_songs(random, book.leaves().size());
    const SplitPlan result = plan(book, {}, {}, songs, {}, policy);
    REQUIRE(validate(result, page_count));
    REQUIRE(result.pages.size() == page_count);

    const auto source = bytes_of(small_pdf(static_cast<int>(page_count)).text());
    const auto pages = drawn(source);
    auto writer = open_writer(source, "Book.pdf", {});
    REQUIRE(writer);
    // Which leaves of the book came back, once a file that holds them.
    std::vector<Leaf> back;
    const auto put_back = [&](const std::vector<PlanPage>& part) {
        if (part.empty()) return;
        const auto file = (*writer)->song({part, {"Part", "", "", "", ""}});
        REQUIRE(file);
        const auto copies = drawn(std::make_shared<const std::vector<std::byte>>(*file));
        REQUIRE(copies.size() == part.size());
        for (std::size_t i = 0; i < part.size(); ++i) {
            const PlanPage& page = part[i];
            CHECK(same(copies[i], half_of(pages[page_index(page.page).at()], page.half)));
            for (const Leaf& leaf : book.leaves())
                if (leaf.page == page_index(page.page) &&
                    (page.half == Half::whole || page.half == leaf.half))
                    back.push_back(leaf);
        }
    };
    for (std::size_t i = 0; i < result.songs.size(); ++i) {
        const auto part = pages_of(result, result.songs[i]);
        CHECK_FALSE(part.empty());
        for (const PlannedPage& row : result.pages) {
            const bool in_file = std::any_of(part.begin(), part.end(),
                                             [&](const PlanPage& page) { return page.page == row.page; });
            const bool in_row = std::find(row.songs.begin(), row.songs.end(), i) != row.songs.end();
            CHECK(in_file == in_row);
        }
        put_back(part);
    }
    put_back(pages_of_no_song(result));

    for (std::size_t i = 0; i < book.leaves().size(); ++i) {
        const Leaf& leaf = book.leaves()[i];
        if (std::find(back.begin(), back.end(), leaf) != back.end()) continue;
        // Half a page may stay behind where the other half is a song's: what is on it is then no song that is
        // cut.
        CAPTURE(i);
        CHECK(two_up);
        const bool of_song_cut = std::any_of(songs.songs.begin(), songs.songs.end(), [&](const Song& song) {
            return (song.listed || policy.cut_unlisted) && songs.roles[i] == LeafRole::song &&
                   song.leaves.contains(LeafIndex(i));
        });
        CHECK_FALSE(of_song_cut);
    }
}
