// Writing some pages of a book, or all, as a new PDF.
//
// Not thread-safe, as the source.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "adapters/pdf/page_labels.hpp"
#include "adapters/pdf/source.hpp"
#include "sheetsplit/book.hpp"
#include "sheetsplit/expected.hpp"
#include "sheetsplit/plan.hpp"
#include "sheetsplit/ports.hpp"

namespace sheetsplit::pdf {

struct CopyRequest {
    std::span<const PlanPage> pages;
    const PdfMetadata* metadata = nullptr;
    std::vector<PageLabel> labels;                      // one a page of the new file, or none
    const std::vector<OutlineItem>* outline = nullptr;  // pages of the new file; may be absent
    std::size_t expected_size = 0;
};

// Fails with damaged when one of the pages is no page.  `source.document().damaged()` tells afterwards
// whether something could not be read and was left out.
Expected<std::vector<std::byte>> copied_pages(Source& source, const CopyRequest& request,
                                              const std::string& name);

}  // namespace sheetsplit::pdf
