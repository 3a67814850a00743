// Source: one opened book, with what all its songs share.
//
// Not thread-safe: one thread, one Source; the bytes may be shared.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/pdf/content_names.hpp"
#include "adapters/pdf/destinations.hpp"
#include "adapters/pdf/document.hpp"
#include "adapters/pdf/page_labels.hpp"
#include "adapters/pdf/page_tree.hpp"

namespace sheetsplit::pdf {

class Source {
public:
    // Nothing when the file has no pages that can be read; with Damage::refused also when something on
    // the way to its pages cannot be.  `bytes` must outlive the source.
    enum class Damage { refused, accepted };
    static std::unique_ptr<Source> open(std::string_view bytes, Damage damage);

    Document& document() { return document_; }
    Destinations& destinations() { return destinations_; }
    std::size_t size() const { return size_; }
    const std::vector<PageNode>& pages() const { return tree_.pages; }
    const std::vector<PageLabel>& labels() const { return labels_; }
    const std::string& version() const { return version_; }

    // Position of the page whose object has this number.
    std::optional<std::size_t> page_of(int number) const;
    bool is_tree_node(int number) const { return tree_.inner_nodes.contains(number); }

    // The dictionary of a page; null pointer when it is none.  Valid until the document starts over.
    const Dict* page_dict(const PageNode& page);

    // Numbers of the page's content streams, in order.
    std::vector<int> content_streams(const Dict& page);

    // What the page, or a form or pattern with content of its own, calls by name from `resources`;
    // nothing when that is not sure, and all must be kept.
    const std::optional<ContentNames>& names_on_page(std::size_t index, const Dict& resources);
    const std::optional<ContentNames>& names_in_stream(int number, const Dict& resources);

private:
    Source(Document document, std::size_t size);
    std::optional<ContentNames> names_in(const std::vector<int>& streams, const Dict& resources);
    bool leans_on(const Dict& resources, const ContentNames& names);
    std::string stated_version(std::string_view bytes);

    Document document_;
    Destinations destinations_;
    std::size_t size_;
    PageTree tree_;
    std::vector<PageLabel> labels_;
    std::string version_;
    std::unordered_map<int, std::size_t> page_by_number_;
    std::unordered_map<std::size_t, std::optional<ContentNames>> page_names_;
    std::unordered_map<int, std::optional<ContentNames>> stream_names_;
};

// Whether a form, a tiling pattern or a Type 3 font draws with the resources of whoever uses it.
bool borrows_resources(Document& document, const Value& drawn);

}  // namespace sheetsplit::pdf
