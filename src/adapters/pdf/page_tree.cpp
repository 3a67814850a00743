#include "adapters/pdf/page_tree.hpp"

#include <algorithm>

namespace sheetsplit::pdf {

namespace {

constexpr std::size_t max_depth = 64;
constexpr std::size_t max_nodes = 1'000'000;

// A node above the pages, half read.
struct OpenNode {
    int number = 0;
    Array kids;
    std::size_t next = 0;
    std::shared_ptr<const Inherited> inherited;
};

std::shared_ptr<const Inherited> with_own(Document& document, const Dict& node,
                                          const std::shared_ptr<const Inherited>& above) {
    Inherited own = above ? *above : Inherited{};
    bool changed = !above;
    const auto take = [&](Value& into, std::string_view key) {
        // References are kept: shared resources shall stay shared.
        const Value* value = node.find(key);
        if (!value || document.resolved(*value).is_null()) return;
        into = *value;
        changed = true;
    };
    take(own.resources, "Resources");
    take(own.media_box, "MediaBox");
    take(own.crop_box, "CropBox");
    take(own.rotate, "Rotate");
    return changed ? std::make_shared<const Inherited>(std::move(own)) : above;
}

bool is_inner(Document& document, const Dict& node) {
    const Value& type = document.entry(node, "Type");
    if (type.is_name("Pages")) return true;
    return !type.is_name("Page") && document.entry(node, "Kids").array();
}

}  // namespace

PageTree read_page_tree(Document& document) {
    PageTree tree;
    std::vector<OpenNode> open;
    std::size_t nodes = 0;

    // Enters an inner node, unless it lies on the way to itself.
    const auto enter = [&](int number, const Dict& node, const std::shared_ptr<const Inherited>& above) {
        const bool cyclic = number != 0 && std::any_of(open.begin(), open.end(),
                                                       [&](const OpenNode& o) { return o.number == number; });
        const Array* kids = document.entry(node, "Kids").array();
        if (cyclic || !kids || open.size() == max_depth) return;
        if (number != 0) tree.inner_nodes.insert(number);
        auto inherited = with_own(document, node, above);
        open.push_back({number, *kids, 0, std::move(inherited)});
    };

    const Dict* root = document.entry(document.trailer(), "Root").dict();
    const Value* top = root ? root->find("Pages") : nullptr;
    const Dict* top_node = top ? document.resolved(*top).dict() : nullptr;
    if (!top_node) return tree;
    enter(top->ref() ? top->ref()->number : 0, *top_node, nullptr);

    while (!open.empty() && nodes < max_nodes) {
        OpenNode& node = open.back();
        if (node.next == node.kids.size()) {
            open.pop_back();
            continue;
        }
        ++nodes;
        // Copied, for entering another node moves what `node` refers to.
        const Value kid = node.kids[node.next++];
        const auto inherited = node.inherited;
        const int number = kid.ref() ? kid.ref()->number : 0;
        const Value& page = document.resolved(kid);
        if (page.dict() && is_inner(document, *page.dict())) {
            enter(number, *page.dict(), inherited);
        } else {
            // What is no page at all still counts as one: the renderer numbers pages the same way.
            tree.pages.push_back(
                {number, number == 0 ? std::make_shared<const Value>(kid) : nullptr, inherited});
        }
    }
    return tree;
}

}  // namespace sheetsplit::pdf
