#include "adapters/pdf/object_copier.hpp"

#include <algorithm>
#include <utility>

namespace sheetsplit::pdf {

namespace {

constexpr std::size_t max_unpacked = 256U << 20;  // of a stream that is compressed anew

// Parts of the document that no page needs for itself, and from which all of it can be reached.
bool is_outside(Document& document, const Dict& dict) {
    if (const Name* type = document.entry(dict, "Type").name()) {
        for (const std::string_view outside : {"Page", "Pages", "Catalog", "Annot", "Outlines", "StructElem",
                                               "StructTreeRoot", "Bead", "Thread"})
            if (type->text == outside) return true;
    }
    return dict.find("Rect") && dict.find("Subtype");  // an annotation need not say its type
}

// Keys of forms and images that belong to the program that made them, or to the structure tree.
bool is_ballast(std::string_view key) {
    return key == "PieceInfo" || key == "StructParent" || key == "StructParents";
}

}  // namespace

std::optional<Ref> ObjectCopier::copy_of(int number) const {
    if (preferred_)
        if (const auto own = preferred_->find(number); own != preferred_->end()) return Ref{own->second};
    if (const auto copy = copies_.find(number); copy != copies_.end()) return Ref{copy->second};
    return {};
}

Value ObjectCopier::copied(const Value& value) {
    if (value.ref()) return copied_ref(value.ref()->number);
    if (const Array* array = value.array()) {
        Array copy;
        copy.reserve(array->size());
        for (const Value& item : *array) copy.push_back(copied(item));
        return copy;
    }
    if (const Dict* dict = value.dict()) {
        std::vector<DictEntry> entries;
        entries.reserve(dict->entries().size());
        for (const DictEntry& entry : dict->entries()) entries.push_back({entry.key, copied(entry.value)});
        return Dict(std::move(entries));
    }
    return value;
}

Value ObjectCopier::copied_ref(int number) {
    if (const auto copy = copy_of(number)) return *copy;
    Document& document = source_->document();
    const int target = document.final_number(Ref{number});
    if (target != number) return target == 0 ? Value() : copied_ref(target);
    if (source_->page_of(number) || source_->is_tree_node(number)) return {};
    const Value& value = document.object(number);
    if (value.dict() && is_outside(document, *value.dict())) return {};
    if (!value.dict() && !value.array() && !value.string()) return value;  // not worth an object
    const int copy = file_->reserve();
    copies_.emplace(number, copy);
    pending_.push_back(number);
    return Ref{copy};
}

Value ObjectCopier::copied_resources(const Value& resources, const std::optional<ContentNames>& names) {
    Document& document = source_->document();
    const Dict* all = document.resolved(resources).dict();
    if (!all) return Dict();
    if (!names) return copied(resources);

    bool all_used = true;
    Dict used;
    for (const DictEntry& entry : all->entries()) {
        const auto kind = std::find_if(all_resource_kinds.begin(), all_resource_kinds.end(),
                                       [&](ResourceKind k) { return key_of(k) == entry.key; });
        const Dict* of_kind = document.resolved(entry.value).dict();
        if (kind == all_resource_kinds.end() || !of_kind) {
            used.set(entry.key, entry.value);
            continue;
        }
        Dict kept;
        for (const DictEntry& named : of_kind->entries()) {
            // Default colour spaces are used without being named.
            const bool implied = *kind == ResourceKind::color_space && named.key.starts_with("Default");
            if (implied || names->of(*kind).contains(named.key)) {
                kept.set(named.key, named.value);
            } else {
                all_used = false;
            }
        }
        if (!kept.empty()) used.set(entry.key, std::move(kept));
    }
    // Where nothing is left out, a dictionary that is shared stays shared.
    return all_used ? copied(resources) : copied(Value(std::move(used)));
}

void ObjectCopier::put_reached() {
    preferred_ = nullptr;
    while (!pending_.empty()) {
        const int number = pending_.back();
        pending_.pop_back();
        put_object(number, copies_.at(number));
    }
}

void ObjectCopier::put_object(int number, int copy) {
    Document& document = source_->document();
    const Value& value = document.object(number);
    if (const auto data = document.stream_bytes(number)) {
        put_stream(number, copy, *value.dict(), *data);
        return;
    }
    if (value.dict() && document.entry(*value.dict(), "Type").is_name("OCG")) layers_.push_back(number);
    file_->put(copy, copied(value));
}

void ObjectCopier::put_stream(int number, int copy, const Dict& dict, std::string_view data) {
    Document& document = source_->document();
    const bool form = document.entry(dict, "Subtype").is_name("Form");
    const bool pattern = document.entry(dict, "PatternType").as_integer() == 1;
    const bool image = document.entry(dict, "Subtype").is_name("Image");

    std::vector<DictEntry> entries;
    entries.reserve(dict.entries().size());
    for (const DictEntry& entry : dict.entries()) {
        const std::string& key = entry.key;
        // The data is here, not in a file elsewhere.
        if (key == "Length" || key == "F" || key == "FFilter" || key == "FDecodeParms") continue;
        if ((form || image) && is_ballast(key)) continue;
        if ((form || pattern) && key == "Resources") {
            if (const Dict* resources = document.resolved(entry.value).dict()) {
                entries.push_back(
                    {key, copied_resources(entry.value, source_->names_in_stream(number, *resources))});
                continue;
            }
        }
        entries.push_back({key, copied(entry.value)});
    }
    Dict copied_dict(std::move(entries));

    const auto filters = document.filters(dict);
    const bool flate = filters && filters->size() == 1 && filters->front().kind == FilterKind::flate;
    if (filters && !flate) {
        const Decoded text = decoded(data, *filters, max_unpacked);
        if (text.complete) {
            const std::string packed = deflated(text.bytes);
            if (packed.size() < data.size()) {
                copied_dict.set("Filter", Name{"FlateDecode"});
                copied_dict.erase("DecodeParms");
                file_->put_stream(copy, std::move(copied_dict), packed);
                return;
            }
        }
    }
    file_->put_stream(copy, std::move(copied_dict), data);
}

}  // namespace sheetsplit::pdf
