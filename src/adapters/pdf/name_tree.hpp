// Walking the trees by which PDF sorts names and numbers.
#pragma once

#include <cstddef>
#include <unordered_set>
#include <vector>

#include "adapters/pdf/document.hpp"

namespace sheetsplit::pdf {

// Calls `visit(key, value)` for each pair in the leaves of the tree, in order.  `pairs_key` is "Names"
// or "Nums".  The values handed to `visit` are valid during the call.
template <class Visit>
void walk_tree(Document& document, const Value& top, std::string_view pairs_key, Visit visit) {
    constexpr std::size_t max_nodes = 200'000;
    std::unordered_set<int> seen;
    std::vector<Value> pending{top};
    for (std::size_t nodes = 0; !pending.empty() && nodes < max_nodes; ++nodes) {
        const Value node_value = std::move(pending.back());
        pending.pop_back();
        if (node_value.ref() && !seen.insert(node_value.ref()->number).second) continue;
        const Dict* node = document.resolved(node_value).dict();
        if (!node) continue;
        if (const Array* pairs = document.entry(*node, pairs_key).array())
            for (std::size_t i = 0; i + 1 < pairs->size(); i += 2)
                visit(document.resolved((*pairs)[i]), (*pairs)[i + 1]);
        if (const Array* kids = document.entry(*node, "Kids").array())
            pending.insert(pending.end(), kids->rbegin(), kids->rend());
    }
}

}  // namespace sheetsplit::pdf
