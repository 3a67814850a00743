// The printed page numbers of a whole book as one consistent numbering.
#pragma once

#include <optional>
#include <vector>

#include "sheetsplit/book.hpp"
#include "sheetsplit/page_map.hpp"

namespace sheetsplit {

// A number seen on a leaf that may be its folio.
struct FolioReading {
    Folio folio;
    double weight = 1;  // how much the reading counts, 0..1
};

struct Numbering {
    std::vector<std::optional<Folio>> folios;  // per leaf, inferred from the segment where not read
    std::vector<bool> seen;                    // per leaf: the reading itself agrees
    std::vector<FolioSegment> segments;
};

// What stands at the head and foot of each leaf and could be its number.
std::vector<std::vector<FolioReading>> read_folios(const Book& book);

// The numbering that explains most readings with the fewest changes of offset, by dynamic programming over
// the leaves (after H. Déjean and J.-L. Meunier, "Structuring documents according to their table of
// contents", 2005).
Numbering number_leaves(const std::vector<std::vector<FolioReading>>& readings);

}  // namespace sheetsplit
