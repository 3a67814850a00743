// Page labels: what a viewer shows as the numbers of the pages.
//
// A PDF gives them in ranges; here each page has its own label, and ranges are
// made again when labels are written.  Plain values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/pdf/document.hpp"
#include "adapters/pdf/value.hpp"

namespace sheetsplit::pdf {

// `prefix` as a PDF string holds it, then `number` in the style D, R, r, A or a; style 0: the prefix alone.
struct PageLabel {
    char style = 0;
    std::string prefix;
    long long number = 1;
    bool operator==(const PageLabel&) const = default;
};

// One a page, or none when the document has no labels.
std::vector<PageLabel> read_page_labels(Document& document, std::size_t page_count);

// The label that is displayed as `text`.
PageLabel label_of(std::string_view text);

// The /PageLabels entry of a catalog.
Dict page_labels_tree(const std::vector<PageLabel>& labels);

}  // namespace sheetsplit::pdf
