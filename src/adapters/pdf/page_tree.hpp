// The pages of a document in order, with what they inherit from the page tree.
//
// Plain values, safe from any thread; reading them is bounded by limits on depth
// and number, so that cyclic trees end.
#pragma once

#include <memory>
#include <unordered_set>
#include <vector>

#include "adapters/pdf/document.hpp"
#include "adapters/pdf/value.hpp"

namespace sheetsplit::pdf {

// What a page takes from the nodes above it when it does not say so itself.
struct Inherited {
    Value resources;
    Value media_box;
    Value crop_box;
    Value rotate;
};

struct PageNode {
    int number = 0;                       // of the page object; 0 when it has none of its own
    std::shared_ptr<const Value> direct;  // the page itself, then
    std::shared_ptr<const Inherited> inherited;
};

struct PageTree {
    std::vector<PageNode> pages;
    std::unordered_set<int> inner_nodes;  // object numbers of the tree above the pages
};

PageTree read_page_tree(Document& document);

}  // namespace sheetsplit::pdf
