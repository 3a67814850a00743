#include "adapters/pdf/annotations.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/one_of.hpp"

namespace sheetsplit::pdf {

namespace {

constexpr std::size_t max_annotations = 100'000;  // of a page
constexpr int max_actions = 64;                   // that follow one another
constexpr int max_field_depth = 32;

bool overlap(const Box& a, const Box& b) {
    return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

// An appearance is a form, or a dictionary of forms for the states of a button.
bool appearance_borrows(Document& document, const Dict& annotation) {
    const Dict* appearances = document.entry(annotation, "AP").dict();
    const Value* normal = appearances ? appearances->find("N") : nullptr;
    if (!normal) return false;
    const auto borrows = [&](const Value& form) {
        const int number = document.final_number(form);
        const Dict* dict = document.resolved(form).dict();
        return dict && document.stream_bytes(number) && !dict->find("Resources");
    };
    if (borrows(*normal)) return true;
    const Dict* states = document.resolved(*normal).dict();
    if (!states || document.stream_bytes(document.final_number(*normal))) return false;
    return std::any_of(states->entries().begin(), states->entries().end(),
                       [&](const DictEntry& state) { return borrows(state.value); });
}

}  // namespace

PageAnnotations::PageAnnotations(ObjectCopier& copier, const PageCopies& pages, const Dict& page,
                                 const std::optional<Box>& part)
    : copier_(&copier), pages_(&pages) {
    const Array* all = copier_->source().document().entry(page, "Annots").array();
    if (!all) return;
    for (std::size_t i = 0; i < std::min(all->size(), max_annotations); ++i) choose((*all)[i], part);
    choose_popups();
}

void PageAnnotations::choose(const Value& annotation, const std::optional<Box>& part) {
    Document& document = copier_->source().document();
    const Dict* dict = document.resolved(annotation).dict();
    if (!dict) return;
    const Value& kind = document.entry(*dict, "Subtype");
    if (!kind.name()) return;
    if (part) {
        const auto box = box_from(document, document.entry(*dict, "Rect"));
        if (!box || !overlap(*box, *part)) return;
    }
    if (kind.is_name("Popup")) {
        popups_.push_back(annotation);
        return;
    }
    // The same annotation twice on a page is once too often.
    const int number = document.final_number(annotation);
    if (number != 0 && numbers_.contains(number)) return;
    Chosen chosen{dict, 0, {}, {}};
    if (kind.is_name("Link")) {
        take_target(chosen);
        if (chosen.destination.is_null() && chosen.action.is_null()) return;
    }
    chosen.copy = copier_->file().reserve();
    if (number != 0) numbers_.emplace(number, chosen.copy);
    borrow_resources_ = borrow_resources_ || appearance_borrows(document, *dict);
    chosen_.push_back(std::move(chosen));
}

void PageAnnotations::take_target(Chosen& chosen) {
    actions_left_ = max_actions;
    if (const Value* destination = chosen.dict->find("Dest"))
        chosen.destination = copied_destination(*destination);
    if (const Value* action = chosen.dict->find("A")) chosen.action = copied_action(*action, 0);
}

// The window of a note goes where its note goes.
void PageAnnotations::choose_popups() {
    Document& document = copier_->source().document();
    for (const Value& popup : popups_) {
        const Dict* dict = document.resolved(popup).dict();
        const int number = document.final_number(popup);
        const Value* parent = dict->find("Parent");
        if (number == 0 || !parent || !numbers_.contains(document.final_number(*parent))) continue;
        const int copy = copier_->file().reserve();
        if (numbers_.emplace(number, copy).second) chosen_.push_back({dict, copy, {}, {}});
    }
}

Value PageAnnotations::put(Ref page) {
    copier_->prefer(&numbers_);
    Document& document = copier_->source().document();
    Array annotations;
    for (Chosen& chosen : chosen_) {
        const Value& kind = document.entry(*chosen.dict, "Subtype");
        const bool popup = kind.is_name("Popup");
        const bool widget = kind.is_name("Widget");
        // Not earlier: an action may refer to annotations of later pages.
        if (!kind.is_name("Link")) take_target(chosen);
        const Dict& source = *chosen.dict;
        Dict copy = widget ? field_of(source) : Dict();
        for (const DictEntry& entry : source.entries()) {
            if (is_one_of(entry.key, {"P", "A", "AA", "Dest", "StructParent"})) continue;
            if (entry.key == "Parent" && !popup) continue;
            if (widget && is_one_of(entry.key, {"T", "Kids"})) continue;
            copy.set(entry.key, copier_->copied(entry.value));
        }
        copy.set("P", page);
        if (!chosen.destination.is_null()) copy.set("Dest", chosen.destination);
        if (!chosen.action.is_null()) copy.set("A", chosen.action);
        copier_->file().put(chosen.copy, std::move(copy));
        annotations.push_back(Ref{chosen.copy});
        if (widget) fields_.push_back(Ref{chosen.copy});
    }
    copier_->prefer(nullptr);
    return annotations;
}

// What a form field's widget has from the fields above it: here each widget is a field of its own.
Dict PageAnnotations::field_of(const Dict& widget) {
    Document& document = copier_->source().document();
    Dict field;
    const Dict* at = &widget;
    for (int depth = 0; at && depth < max_field_depth; ++depth) {
        for (const char* key : {"FT", "Ff", "V", "DV", "DA", "Q", "MaxLen", "Opt", "T", "TU"})
            if (const Value* value = at->find(key); value && !field.find(key))
                field.set(key, copier_->copied(*value));
        at = document.entry(*at, "Parent").dict();
    }
    // What was signed is not what is left.
    if (const Value* type = field.find("FT"); type && type->is_name("Sig")) field.erase("V");
    return field;
}

Value PageAnnotations::copied_destination(const Value& destination) {
    Source& source = copier_->source();
    Document& document = source.document();
    const auto target = source.destinations().explicit_of(destination);
    if (!target) return {};
    const Value& page = target->front();
    std::optional<std::size_t> index;
    if (const int number = document.final_number(page); number != 0) index = source.page_of(number);
    // Against the standard, some give the position of the page.
    if (const auto position = document.resolved(page).as_integer(); !index && position && *position >= 0)
        index = static_cast<std::size_t>(*position);
    const auto copy = index ? pages_->find(*index) : pages_->end();
    if (copy == pages_->end()) return {};

    constexpr std::size_t longest = 6;  // [page /FitR left bottom right top]
    Array result{Ref{copy->second}};
    for (std::size_t i = 1; i < std::min(target->size(), longest); ++i) {
        const Value& item = document.resolved((*target)[i]);
        result.push_back(item.name() || item.number() ? item : Value());
    }
    return result;
}

Value PageAnnotations::copied_action(const Value& action, int depth) {
    Document& document = copier_->source().document();
    const Dict* dict = document.resolved(action).dict();
    if (!dict || depth == max_actions || actions_left_-- <= 0) return {};
    const Name* kind = document.entry(*dict, "S").name();
    if (!kind || is_one_of(kind->text, {"JavaScript", "Launch", "SubmitForm", "ImportData", "ResetForm",
                                        "Thread", "GoToE"}))
        return {};

    Dict copy;
    for (const DictEntry& entry : dict->entries()) {
        if (is_one_of(entry.key, {"Next", "JS", "SD"})) continue;
        if (kind->text == "GoTo" && entry.key == "D") continue;
        copy.set(entry.key, copier_->copied(entry.value));
    }
    if (kind->text == "GoTo") {
        const Value* destination = dict->find("D");
        Value target = destination ? copied_destination(*destination) : Value();
        if (target.is_null()) return {};
        copy.set("D", std::move(target));
    }
    const Value& next = document.entry(*dict, "Next");
    Array following;
    if (next.array()) {
        for (const Value& one : *next.array())
            if (Value kept = copied_action(one, depth + 1); !kept.is_null())
                following.push_back(std::move(kept));
    } else if (next.dict()) {
        if (Value kept = copied_action(*dict->find("Next"), depth + 1); !kept.is_null())
            following.push_back(std::move(kept));
    }
    if (!following.empty()) copy.set("Next", std::move(following));
    return copy;
}

}  // namespace sheetsplit::pdf
