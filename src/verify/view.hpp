// What verify is given, and the questions that all of its parts ask of it.
//
// It holds no copies: book, contents and map must live as long.  Leaves are 0-based reading positions.  Safe
// from any thread as far as the book is.
#pragma once

#include <algorithm>

#include "sheetsplit/book.hpp"
#include "sheetsplit/page_map.hpp"
#include "sheetsplit/toc.hpp"

namespace sheetsplit {

struct View {
    const Book& book;
    const Toc& toc;
    const PageMap& map;

    const TocEntry& entry(const Placement& place) const { return toc.entries[place.entry]; }
    const PageLayout& layout(LeafIndex leaf) const { return book.layout(leaf); }
    int leaf_count() const { return static_cast<int>(book.leaves().size()); }
    PdfPage page_of(LeafIndex leaf) const { return pdf_page(book.leaves()[leaf.at()].page); }
    bool is_contents(LeafIndex leaf) const {
        return std::find(toc.leaves.begin(), toc.leaves.end(), leaf) != toc.leaves.end();
    }
    bool has_music(LeafIndex leaf) const { return layout(leaf).kind == LeafKind::music; }

    // Which half of a spread on its head comes first depends on how it was turned.
    bool is_turned_half(LeafIndex leaf) const {
        return book.leaves()[leaf.at()].half != Half::whole && layout(leaf).upside_down;
    }
};

}  // namespace sheetsplit
