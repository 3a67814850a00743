// Where entries are placed when their numbers alone do not say it.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "sheetsplit/stages.hpp"
#include "support/fake_book.hpp"

using namespace sheetsplit;
using fake::centred;
using fake::FakeBook;
using fake::FakeLeaf;
using fake::Text;

namespace {

const std::vector<std::string> first_titles{"Home Again", "Rolling River", "The Old Mill",
                                            "Willow",     "Ashes",         "Copper Kettle"};
const std::vector<std::string> second_titles{"Lost Lamb", "Morning Train", "Velvet Harbor",
                                             "Willow",    "Quiet Sparrow", "Crimson Star"};

// Contents, then each song on two pages numbered from 1.
std::vector<FakeLeaf> volume(const std::vector<std::string>& titles) {
    std::vector<FakeLeaf> leaves(1);
    leaves[0].line(centred(60, "Contents", 20));
    for (std::size_t i = 0; i < titles.size(); ++i) {
        const double y = 120 + 20 * static_cast<double>(i);
        leaves[0].line({Text{60, y, titles[i]}, Text{530, y, std::to_string(1 + 2 * i)}});
        for (std::size_t page = 0; page < 2; ++page) {
            FakeLeaf music = FakeLeaf().staves({180, 260, 340, 420});
            if (page == 0) music.line(centred(80, titles[i], 18));
            music.line(Text{560, 760, std::to_string(1 + 2 * i + page), 9});
            leaves.push_back(music);
        }
    }
    return leaves;
}

}  // namespace

TEST_CASE("volumes bound together have contents each, the same page numbers, and may have the same title") {
    std::vector<FakeLeaf> leaves = volume(first_titles);
    for (const FakeLeaf& leaf : volume(second_titles)) leaves.push_back(leaf);
    const FakeBook book(leaves);

    const TocLocation location = discover(book);
    CHECK(location.leaves == std::vector<LeafIndex>{LeafIndex(0), LeafIndex(13)});
    const Toc toc = parse(book, location);
    REQUIRE(toc.entries.size() == 12);
    const PageMap page_map = map(book, toc);
    REQUIRE(page_map.placements.size() == 12);
    for (std::size_t i = 0; i < 6; ++i) {
        const int within = 1 + 2 * static_cast<int>(i);
        CHECK(page_map.placements[i].leaf == LeafIndex(within));
        CHECK(page_map.placements[6 + i].leaf == LeafIndex(13 + within));
    }
    const Songs songs = verify(book, toc, page_map);
    REQUIRE(songs.songs.size() == 12);
    for (const Song& song : songs.songs) CHECK(song.listed);
}
