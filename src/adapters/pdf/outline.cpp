#include "adapters/pdf/outline.hpp"

#include <algorithm>

#include "adapters/pdf/text_string.hpp"

namespace sheetsplit::pdf {

namespace {

// An item among its relatives, as subscripts of the list; the list's size stands for the outline itself.
struct Node {
    std::size_t parent = 0;
    std::optional<std::size_t> previous, next, first, last;
    int children = 0;
};

std::vector<Node> arranged(const std::vector<OutlineItem>& items) {
    std::vector<Node> nodes(items.size() + 1);
    std::vector<std::size_t> above{items.size()};  // from the outline itself down to the last item
    for (std::size_t i = 0; i < items.size(); ++i) {
        // An item can only be one level below the item before it.
        const auto depth = static_cast<std::size_t>(std::max(0, items[i].depth));
        above.resize(std::min(above.size(), depth + 1));
        Node& parent = nodes[above.back()];
        nodes[i].parent = above.back();
        nodes[i].previous = parent.last;
        if (parent.last) nodes[*parent.last].next = i;
        if (!parent.first) parent.first = i;
        parent.last = i;
        ++parent.children;
        above.push_back(i);
    }
    return nodes;
}

}  // namespace

std::optional<Ref> put_outline(FileBuilder& file, const std::vector<OutlineItem>& items,
                               const std::vector<int>& pages) {
    if (items.empty()) return {};
    const std::vector<Node> nodes = arranged(items);
    std::vector<Ref> refs;
    for (std::size_t i = 0; i < nodes.size(); ++i) refs.push_back(Ref{file.reserve()});

    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const Node& node = nodes[i];
        Dict dict;
        if (node.first) {
            dict.set("First", refs[*node.first]);
            dict.set("Last", refs[*node.last]);
        }
        if (i == items.size()) {
            dict.set("Type", Name{"Outlines"});
            dict.set("Count", Value::integer(node.children));
        } else {
            dict.set("Title", text_string(items[i].title));
            dict.set("Parent", refs[node.parent]);
            if (node.previous) dict.set("Prev", refs[*node.previous]);
            if (node.next) dict.set("Next", refs[*node.next]);
            // Negative: shown closed.
            if (node.first) dict.set("Count", Value::integer(-node.children));
            if (items[i].page && items[i].page->value() >= 0 && items[i].page->at() < pages.size())
                dict.set("Dest", Array{Ref{pages[items[i].page->at()]}, Name{"Fit"}});
        }
        file.put(refs[i].number, std::move(dict));
    }
    return refs.back();
}

}  // namespace sheetsplit::pdf
