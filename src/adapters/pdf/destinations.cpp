#include "adapters/pdf/destinations.hpp"

#include "adapters/pdf/name_tree.hpp"

namespace sheetsplit::pdf {

void Destinations::read_names() {
    read_ = true;
    const Dict* root = document_->entry(document_->trailer(), "Root").dict();
    if (!root) return;
    // Old files keep them in a dictionary, newer ones in a tree of names.
    if (const Dict* dests = document_->entry(*root, "Dests").dict())
        for (const DictEntry& entry : dests->entries()) by_name_.try_emplace(entry.key, entry.value);
    if (const Dict* names = document_->entry(*root, "Names").dict())
        if (const Value* tree = names->find("Dests"))
            walk_tree(*document_, *tree, "Names", [&](const Value& key, const Value& value) {
                if (key.string()) by_name_.try_emplace(key.string()->bytes, value);
            });
}

std::optional<Array> Destinations::explicit_of(const Value& destination) {
    const Value* at = &document_->resolved(destination);
    if (at->name() || at->string()) {
        if (!read_) read_names();
        const auto named = by_name_.find(at->name() ? at->name()->text : at->string()->bytes);
        if (named == by_name_.end()) return {};
        at = &document_->resolved(named->second);
    }
    if (at->dict()) at = &document_->entry(*at->dict(), "D");
    if (!at->array() || at->array()->empty()) return {};
    return *at->array();
}

}  // namespace sheetsplit::pdf
