// Where the songs of a book begin, and what came up while that was settled.
//
// Headings are named by their subscripts in the map.  Safe from any thread as far as the book is.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sheetsplit/songs.hpp"
#include "verify/numbered_headings.hpp"
#include "verify/start.hpp"
#include "verify/title_style.hpp"
#include "verify/view.hpp"

namespace sheetsplit {

struct Starts {
    std::vector<Start> starts;          // by leaf, then by top
    std::set<std::size_t> claimed;      // headings that an entry bears
    std::set<LeafIndex> disputed;       // leaves that the contents give a title which was not seen there
    std::vector<MissingEntry> missing;  // entries whose page bears other titles
    std::vector<std::string> warnings;
};

// The placed entries and the headings that no entry claims.  How sure each is, is not told yet.
Starts starts_of(const View& view, const TitleStyle& style, const NumberedHeadings& numbered);

}  // namespace sheetsplit
