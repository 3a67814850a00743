// Annotations of the pages that are taken over: notes, links, form fields.
//
// Links lead to pages of the same song or out of the file; a link to any other
// page goes.  Scripts, and actions that start something or send something, go
// too.  Not thread-safe.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "adapters/pdf/object_copier.hpp"
#include "adapters/pdf/page_box.hpp"

namespace sheetsplit::pdf {

// Positions of the book's pages in the new file: the object number of each one's first copy.
using PageCopies = std::unordered_map<std::size_t, int>;

// The annotations of one page of the new file.
class PageAnnotations {
public:
    // Chooses the annotations of the source's page and gives them numbers; of a page that is only taken
    // in part, those outside `part` are left.
    PageAnnotations(ObjectCopier& copier, const PageCopies& pages, const Dict& page,
                    const std::optional<Box>& part);

    bool empty() const { return chosen_.empty(); }

    // Source numbers and new numbers.
    const std::unordered_map<int, int>& numbers() const { return numbers_; }

    // Whether one of them is drawn with the resources of the page.
    bool borrow_resources() const { return borrow_resources_; }

    // Puts them as annotations of `page`; gives the value of its /Annots.
    Value put(Ref page);

    // Those that are form fields, once they are put.
    const std::vector<Ref>& fields() const { return fields_; }

private:
    struct Chosen {
        const Dict* dict = nullptr;
        int copy = 0;
        Value destination;
        Value action;
    };

    void choose(const Value& annotation, const std::optional<Box>& part);
    void choose_popups();
    void take_target(Chosen& chosen);
    Dict field_of(const Dict& widget);
    Value copied_destination(const Value& destination);
    Value copied_action(const Value& action, int depth);

    ObjectCopier* copier_;
    const PageCopies* pages_;
    std::vector<Chosen> chosen_;
    std::vector<Value> popups_;
    std::unordered_map<int, int> numbers_;
    std::vector<Ref> fields_;
    int actions_left_ = 0;
    bool borrow_resources_ = false;
};

}  // namespace sheetsplit::pdf
