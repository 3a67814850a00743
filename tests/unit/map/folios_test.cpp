// Printed page numbers become one numbering, whatever is missing, added, misread or begun again.
#include "map/folios.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace sheetsplit;

namespace {

using Readings = std::vector<std::vector<FolioReading>>;

// One text a leaf: what was read at its edges, empty for nothing.
Readings read_as(const std::vector<std::string>& texts) {
    Readings readings;
    for (const std::string& text : texts) {
        readings.emplace_back();
        if (const auto folio = folio_from_text(text)) readings.back().push_back({*folio, 1.0});
    }
    return readings;
}

// The folio of every leaf, "-" where there is none.
std::vector<std::string> numbered(const std::vector<std::string>& texts) {
    std::vector<std::string> result;
    for (const auto& folio : number_leaves(read_as(texts)).folios)
        result.push_back(folio ? to_text(*folio) : "-");
    return result;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("folios absent on first pages are filled in") {
    CHECK(numbered({"1", "2", "", "4", "5", "", "7"}) == Texts{"1", "2", "3", "4", "5", "6", "7"});
}

TEST_CASE("a misread folio is put right by its neighbours") {
    CHECK(numbered({"10", "11", "72", "13", "14", "15"}) == Texts{"10", "11", "12", "13", "14", "15"});
}

TEST_CASE("an unnumbered insert shifts what follows") {
    const Texts all = numbered({"1", "2", "3", "4", "5", "", "6", "7", "8", "9", "10"});
    CHECK(all[4] == "5");
    CHECK(all[6] == "6");
    CHECK(all[10] == "10");
}

TEST_CASE("pages that were not scanned are a jump in the numbering") {
    const Texts all = numbered({"1", "2", "3", "4", "5", "8", "9", "10", "11", "12"});
    CHECK(all[4] == "5");
    CHECK(all[5] == "8");
}

TEST_CASE("a page scanned twice has its folio twice") {
    const Texts all = numbered({"1", "2", "3", "4", "5", "5", "6", "7", "8", "9"});
    CHECK(all[4] == "5");
    CHECK(all[5] == "5");
    CHECK(all[9] == "9");
}

TEST_CASE("a numbering that begins again is followed") {
    CHECK(numbered({"1", "2", "3", "4", "5", "6", "1", "2", "3", "4", "5", "6"}) ==
          Texts{"1", "2", "3", "4", "5", "6", "1", "2", "3", "4", "5", "6"});
}

TEST_CASE("roman front matter and arabic pages are two numberings") {
    CHECK(numbered({"i", "ii", "iii", "iv", "v", "1", "2", "3", "4", "5"}) ==
          Texts{"i", "ii", "iii", "iv", "v", "1", "2", "3", "4", "5"});
}

TEST_CASE("decorated folios are folios") {
    CHECK(numbered({"- 12 -", "[13]", "– 14 –", "Page 15", "16."}) == Texts{"12", "13", "14", "15", "16"});
}

TEST_CASE("a book without folios has no numbering, whatever single figures stand on its edges") {
    const Numbering none = number_leaves(read_as({"", "4", "", "", "9", "", "", "2", "", ""}));
    CHECK(none.segments.empty());
}
