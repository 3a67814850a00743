#include "adapters/pdf/song_copy.hpp"

#include <optional>
#include <utility>

#include "adapters/pdf/annotations.hpp"
#include "adapters/pdf/flate.hpp"
#include "adapters/pdf/layers.hpp"
#include "adapters/pdf/object_copier.hpp"
#include "adapters/pdf/outline.hpp"
#include "adapters/pdf/page_box.hpp"
#include "adapters/pdf/text_string.hpp"

namespace sheetsplit::pdf {

namespace {

// A page of the new file.
struct NewPage {
    std::size_t index = 0;  // of the page in the source
    const Dict* dict = nullptr;
    Ref ref;
    Sheet sheet;
    std::optional<Box> part;  // when only a part of it is wanted
};

class PagesCopy {
public:
    PagesCopy(Source& source, const CopyRequest& request)
        : source_(source),
          document_(source.document()),
          request_(request),
          file_(source.version(), request.expected_size),
          copier_(source, file_) {}

    Expected<std::vector<std::byte>> run(const std::string& name) {
        document_.start_over();
        const Ref catalog{file_.reserve()};
        const Ref tree{file_.reserve()};
        for (const PlanPage& page : request_.pages) {
            const PageNode& node = source_.pages()[page_index(page.page).at()];
            const Dict* dict = source_.page_dict(node);
            if (!dict)
                return Error{ErrorCode::damaged, name, page.page, "the page cannot be read",
                             "Repair the file, or leave this page out of the plan"};
            add_page(page, *dict);
        }
        for (const NewPage& page : pages_) choose_annotations(page);
        for (std::size_t i = 0; i < pages_.size(); ++i) put_page(pages_[i], annotations_[i], tree);
        copier_.put_reached();
        put_tree(tree);
        return put_catalog(catalog, tree);
    }

private:
    // What the page says itself, or what it inherits.
    Value own_or(const NewPage& page, std::string_view key, Value Inherited::*inherited) {
        if (const Value* own = page.dict->find(key); own && !document_.resolved(*own).is_null()) return *own;
        return source_.pages()[page.index].inherited.get()->*inherited;
    }

    void add_page(const PlanPage& wanted, const Dict& dict) {
        NewPage page{page_index(wanted.page).at(), &dict, Ref{file_.reserve()}, {}, {}};
        page.sheet.visible =
            visible_part(box_from(document_, own_or(page, "MediaBox", &Inherited::media_box)),
                         box_from(document_, own_or(page, "CropBox", &Inherited::crop_box)));
        page.sheet.turned = turn_from(document_, own_or(page, "Rotate", &Inherited::rotate));
        const double unit = document_.entry(dict, "UserUnit").as_double().value_or(1);
        if (unit > 0) page.sheet.unit = unit;
        const Box part = part_of(page.sheet, wanted.half, wanted.crop_top, wanted.crop_bottom);
        if (part != page.sheet.visible) page.part = part;
        copies_.try_emplace(page.index, page.ref.number);
        pages_.push_back(std::move(page));
    }

    void choose_annotations(const NewPage& page) {
        annotations_.emplace_back(copier_, copies_, *page.dict, page.part);
        for (const auto& [number, copy] : annotations_.back().numbers()) copier_.stand_in(number, copy);
    }

    void put_page(const NewPage& page, PageAnnotations& annotations, Ref tree) {
        Dict copy;
        copy.set("Type", Name{"Page"});
        copy.set("Parent", tree);
        set_boxes(copy, page);
        if (page.sheet.turned != 0) copy.set("Rotate", Value::integer(page.sheet.turned));
        copy.set("Resources", resources(page, annotations));
        if (const auto streams = source_.content_streams(*page.dict); streams.size() == 1) {
            copy.set("Contents", copier_.copied(Ref{streams.front()}));
        } else if (!streams.empty()) {
            Array contents;
            for (const int stream : streams) contents.push_back(copier_.copied(Ref{stream}));
            copy.set("Contents", std::move(contents));
        }
        for (const char* key : {"Group", "UserUnit", "OutputIntents", "Tabs"})
            if (const Value* value = page.dict->find(key)) copy.set(key, copier_.copied(*value));
        if (!annotations.empty()) copy.set("Annots", annotations.put(page.ref));
        file_.put(page.ref.number, std::move(copy));
    }

    void set_boxes(Dict& copy, const NewPage& page) {
        if (page.part) {
            // Viewers that know no CropBox shall not show the rest either.
            copy.set("MediaBox", to_value(*page.part));
            copy.set("CropBox", to_value(*page.part));
            return;
        }
        const auto take = [&](const char* key, const Value& box) {
            if (!box_from(document_, box)) return false;
            // The numbers as they are written: rounding might move an edge by a pixel.
            Array numbers;
            for (const Value& number : *document_.resolved(box).array())
                numbers.push_back(document_.resolved(number));
            copy.set(key, std::move(numbers));
            return true;
        };
        if (!take("MediaBox", own_or(page, "MediaBox", &Inherited::media_box)))
            copy.set("MediaBox", to_value(visible_part({}, {})));
        take("CropBox", own_or(page, "CropBox", &Inherited::crop_box));
        for (const char* key : {"BleedBox", "TrimBox", "ArtBox"})
            if (const Value* box = page.dict->find(key)) take(key, *box);
    }

    Value resources(const NewPage& page, const PageAnnotations& annotations) {
        const Value all = own_or(page, "Resources", &Inherited::resources);
        const Dict* dict = document_.resolved(all).dict();
        if (!dict) return Dict();
        if (annotations.borrow_resources()) return copier_.copied_resources(all, {});
        return copier_.copied_resources(all, source_.names_on_page(page.index, *dict));
    }

    void put_tree(Ref tree) {
        Array kids;
        for (const NewPage& page : pages_) kids.push_back(page.ref);
        Dict node;
        node.set("Type", Name{"Pages"});
        node.set("Count", Value::integer(static_cast<long long>(pages_.size())));
        node.set("Kids", std::move(kids));
        file_.put(tree.number, std::move(node));
    }

    Expected<std::vector<std::byte>> put_catalog(Ref catalog, Ref tree) {
        Dict copy;
        copy.set("Type", Name{"Catalog"});
        copy.set("Pages", tree);
        if (const Dict* root = document_.entry(document_.trailer(), "Root").dict()) {
            if (const Value* intents = root->find("OutputIntents"))
                copy.set("OutputIntents", copier_.copied(*intents));
            if (const Value& language = document_.entry(*root, "Lang"); language.string())
                copy.set("Lang", language);
            if (auto form = form_of(*root)) copy.set("AcroForm", std::move(*form));
        }
        copier_.put_reached();
        if (auto layers = layer_properties(copier_)) copy.set("OCProperties", std::move(*layers));
        if (!request_.labels.empty()) copy.set("PageLabels", page_labels_tree(request_.labels));
        if (request_.outline) {
            std::vector<int> pages;
            for (const NewPage& page : pages_) pages.push_back(page.ref.number);
            if (const auto outline = put_outline(file_, *request_.outline, pages)) {
                copy.set("Outlines", *outline);
                copy.set("PageMode", Name{"UseOutlines"});
            }
        }
        copy.set("Metadata", put_xmp());
        file_.put(catalog.number, std::move(copy));
        const Ref info{file_.reserve()};
        file_.put(info.number, information(*request_.metadata));
        return std::move(file_).finish(catalog, info);
    }

    // The form that the fields of these pages make up.
    std::optional<Value> form_of(const Dict& root) {
        Array fields;
        for (const PageAnnotations& annotations : annotations_)
            fields.insert(fields.end(), annotations.fields().begin(), annotations.fields().end());
        if (fields.empty()) return {};
        Dict form;
        form.set("Fields", std::move(fields));
        if (const Dict* all = document_.entry(root, "AcroForm").dict())
            for (const char* key : {"DA", "DR", "Q", "NeedAppearances"})
                if (const Value* value = all->find(key)) form.set(key, copier_.copied(*value));
        return form;
    }

    Ref put_xmp() {
        const Ref xmp{file_.reserve()};
        Dict dict;
        dict.set("Type", Name{"Metadata"});
        dict.set("Subtype", Name{"XML"});
        // Compressed, for beside a page of a scan with ten kilobytes a plain packet is a burden.
        dict.set("Filter", Name{"FlateDecode"});
        file_.put_stream(xmp.number, std::move(dict), deflated(xmp_packet(*request_.metadata)));
        return xmp;
    }

    Source& source_;
    Document& document_;
    const CopyRequest& request_;
    FileBuilder file_;
    ObjectCopier copier_;
    std::vector<NewPage> pages_;
    std::vector<PageAnnotations> annotations_;  // one a page
    PageCopies copies_;
};

}  // namespace

Expected<std::vector<std::byte>> copied_pages(Source& source, const CopyRequest& request,
                                              const std::string& name) {
    return PagesCopy(source, request).run(name);
}

}  // namespace sheetsplit::pdf
