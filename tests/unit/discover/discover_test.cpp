// Pages that look like contents and are none.
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

FakeLeaf contents_page(const std::string& heading) {
    FakeLeaf leaf;
    if (!heading.empty()) leaf.line(centred(60, heading, 20));
    const std::vector<std::string> titles{"Home Again", "Rolling River", "The Old Mill", "Willow",
                                          "Ashes",      "Copper Kettle", "Lost Lamb",    "Morning Train"};
    for (std::size_t i = 0; i < titles.size(); ++i) {
        const double y = 120 + 20 * static_cast<double>(i);
        leaf.line({Text{60, y, titles[i]}, Text{530, y, std::to_string(3 + 2 * i)}});
    }
    return leaf;
}

FakeLeaf music_page() {
    return FakeLeaf().staves({100, 180, 260, 340});
}

std::vector<LeafIndex> contents_of(std::vector<FakeLeaf> leaves) {
    leaves.resize(std::max<std::size_t>(leaves.size(), 20), music_page());
    return discover(FakeBook(std::move(leaves))).leaves;
}

using Leaves = std::vector<LeafIndex>;

}  // namespace

TEST_CASE("a page of titles and numbers is the contents, with and without a heading") {
    CHECK(contents_of({FakeLeaf(), contents_page("Contents")}) == Leaves{LeafIndex(1)});
    CHECK(contents_of({FakeLeaf(), contents_page("")}) == Leaves{LeafIndex(1)});
}

TEST_CASE("numbered verses are no contents") {
    FakeLeaf hymns;
    double y = 60;
    for (int hymn = 0; hymn < 3; ++hymn)
        for (int verse = 1; verse <= 4; ++verse, y += 40) {
            hymns.line(Text{60, y, std::to_string(verse) + " Long true leave remember shine and shore"});
            hymns.line(Text{72, y + 14, "Star you sing high with ever gold in tree"});
        }
    CHECK(contents_of({FakeLeaf(), hymns}).empty());
}

TEST_CASE("an advert with prices is no contents") {
    FakeLeaf advert;
    for (int i = 0; i < 8; ++i) {
        const double y = 100 + 20 * i;
        advert.line({Text{60, y, "Songs of the Road volume $9.95"}, Text{520, y, std::to_string(70010 + i)}});
    }
    CHECK(contents_of({FakeLeaf(), advert}).empty());
}

TEST_CASE("a chart of chords is no contents") {
    FakeLeaf chart;
    chart.line({Text{60, 60, "Guitar Chord Chart"}, Text{530, 60, "2"}});
    for (int i = 0; i < 8; ++i) {
        const double y = 100 + 20 * i;
        chart.line({Text{60, y, "Em minor shape"}, Text{530, y, std::to_string(4 + i)}});
    }
    CHECK(contents_of({FakeLeaf(), chart}).empty());
}

TEST_CASE("contents far behind the front are found, lyrics and chord charts there are not") {
    std::vector<FakeLeaf> leaves(120, music_page());
    FakeLeaf lyrics;
    for (int i = 0; i < 12; ++i) lyrics.line(Text{60, 100.0 + 20 * i, "Down by the water and over the hill"});
    lyrics.line({Text{60, 400, "2."}, Text{90, 400, "Home again we go"}});
    FakeLeaf chart;
    for (int i = 0; i < 4; ++i) chart.line({Text{60, 100.0 + 60 * i, "Em"}, Text{530, 100.0 + 60 * i, "7"}});
    leaves[0] = contents_page("Contents");
    leaves[58] = chart;
    leaves[59] = lyrics;
    leaves[60] = contents_page("Contents of the Second Volume");
    CHECK(contents_of(leaves) == Leaves{LeafIndex(0), LeafIndex(60)});
}
