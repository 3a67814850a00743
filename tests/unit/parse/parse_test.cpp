// Several tables of one book become one.
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

struct Row {
    std::string title;
    int number;
};

FakeLeaf headed(const std::string& heading) {
    return FakeLeaf().line(centred(60, heading, 20));
}

void add_rows(FakeLeaf& leaf, double& y, const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        leaf.line({Text{60, y, row.title}, Text{530, y, std::to_string(row.number)}});
        y += 20;
    }
}

// The songs of three albums, in the order of their pages.
FakeLeaf by_album() {
    FakeLeaf leaf = headed("Contents");
    double y = 110;
    const std::vector<std::pair<std::string, std::vector<Row>>> albums{
        {"Harvest Years", {{"Home Again", 5}, {"Willow", 8}, {"Copper Kettle", 11}}},
        {"Second Wind", {{"Rolling River", 14}, {"Ashes", 19}}},
        {"Last Train", {{"Morning Train", 22}, {"The Old Mill", 26}, {"Lost Lamb", 30}}}};
    for (const auto& [album, rows] : albums) {
        y += 14;
        leaf.line(Text{60, y, album, 14});
        y += 26;
        add_rows(leaf, y, rows);
    }
    return leaf;
}

FakeLeaf alphabetical(const std::vector<Row>& rows) {
    FakeLeaf leaf = headed("Alphabetical Index");
    double y = 110;
    add_rows(leaf, y, rows);
    return leaf;
}

const std::vector<Row> sorted{{"Ashes", 19},         {"Copper Kettle", 11}, {"Home Again", 5},
                              {"Lost Lamb", 30},     {"Morning Train", 22}, {"Old Mill, The", 26},
                              {"Rolling River", 14}, {"Willow", 8}};

Toc read_tables(std::vector<FakeLeaf> tables) {
    TocLocation location;
    location.method = TocMethod::text_layer;
    location.confidence = 0.9;
    for (std::size_t i = 0; i < tables.size(); ++i) location.leaves.push_back(LeafIndex(static_cast<int>(i)));
    return parse(FakeBook(std::move(tables)), location);
}

// "title|section|folio" of every entry, in order.
std::vector<std::string> rows_of(const Toc& toc) {
    std::vector<std::string> rows;
    for (const TocEntry& entry : toc.entries)
        rows.push_back(entry.title + "|" + entry.section + "|" + (entry.folio ? to_text(*entry.folio) : ""));
    return rows;
}

using Rows = std::vector<std::string>;

const Rows all_songs{"Home Again|Harvest Years|5",     "Willow|Harvest Years|8",
                     "Copper Kettle|Harvest Years|11", "Rolling River|Second Wind|14",
                     "Ashes|Second Wind|19",           "Morning Train|Last Train|22",
                     "The Old Mill|Last Train|26",     "Lost Lamb|Last Train|30"};

}  // namespace

TEST_CASE("contents by album and an alphabetical index are one table, whichever comes first") {
    CHECK(rows_of(read_tables({by_album(), alphabetical(sorted)})) == all_songs);
    CHECK(rows_of(read_tables({alphabetical(sorted), by_album()})) == all_songs);
}

TEST_CASE("a song that only the second of two tables names is not lost") {
    std::vector<Row> longer = sorted;
    longer.insert(longer.begin() + 3, {"Kingfisher", 34});
    Rows expected = all_songs;
    expected.push_back("Kingfisher||34");
    CHECK(rows_of(read_tables({by_album(), alphabetical(longer)})) == expected);
}

TEST_CASE("where two tables differ in a number, the one that keeps the order of pages is taken") {
    // 91 for 19 in the table by album: it would stand after what follows it.
    FakeLeaf misprinted = headed("Contents");
    double y = 110;
    add_rows(misprinted, y,
             {{"Home Again", 5},
              {"Willow", 8},
              {"Copper Kettle", 11},
              {"Rolling River", 14},
              {"Ashes", 91},
              {"Morning Train", 22},
              {"The Old Mill", 26},
              {"Lost Lamb", 30}});
    const Toc toc = read_tables({misprinted, alphabetical(sorted)});
    REQUIRE(toc.entries.size() == 8);
    CHECK(toc.entries[4].title == "Ashes");
    CHECK(toc.entries[4].folio == Folio{19, Numerals::arabic});
}
