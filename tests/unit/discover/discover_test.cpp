// Pages that look like contents and are none.
#include <catch2/catch.hpp>
#include <string>
#include <utility>
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

TEST_CASE("a list of songs on the cover is no contents, titles that hold a number among them or not") {
    FakeLeaf cover;
    cover.line(centred(80, "The Best of the River", 30)).line(centred(140, "Twenty Songs, Including", 14));
    const std::vector<std::string> titles{"Home Again", "Route 66",      "1979",      "Willow 7",
                                          "Ashes",      "Copper Kettle", "Lost Lamb", "99 Miles"};
    for (std::size_t i = 0; i < titles.size(); ++i)
        cover.line(centred(200 + 22 * static_cast<double>(i), titles[i], 12));
    CHECK(contents_of({cover}).empty());
    CHECK(contents_of({cover, FakeLeaf(), contents_page("Contents")}) == Leaves{LeafIndex(2)});
}

TEST_CASE("a list of songs in two columns on the back cover is no contents") {
    FakeLeaf cover;
    cover.line(centred(80, "Also in This Series", 20));
    const std::vector<std::pair<std::string, std::string>> rows{
        {"Home Again", "Ho"},          {"Rolling River", "Sun"}, {"The Old Mill", "Jig"},
        {"Willow", "Copper Kettle"},   {"Ashes", "99"},          {"Lost Lamb", "Morning Train"},
        {"Summer of 69", "Kingfisher"}};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double y = 140 + 22 * static_cast<double>(i);
        cover.line({Text{90, y, rows[i].first}, Text{340, y, rows[i].second}});
    }
    std::vector<FakeLeaf> leaves{FakeLeaf(), contents_page("Contents")};
    leaves.resize(19, music_page());
    leaves.push_back(cover);
    CHECK(contents_of(std::move(leaves)) == Leaves{LeafIndex(1)});
}

TEST_CASE("a cover that counts its songs like a record is no contents where the contents give pages") {
    FakeLeaf cover;
    cover.line(centred(80, "The Best of the River", 30));
    const std::vector<std::string> titles{"Home Again", "Rolling River", "The Old Mill", "Willow",
                                          "Ashes",      "Copper Kettle", "Lost Lamb",    "Morning Train"};
    for (std::size_t i = 0; i < titles.size(); ++i) {
        const double y = 160 + 22 * static_cast<double>(i);
        cover.line({Text{200, y, std::to_string(i + 1)}, Text{240, y, titles[i]}});
    }
    CHECK(contents_of({cover, FakeLeaf(), contents_page("Contents")}) == Leaves{LeafIndex(2)});
}
