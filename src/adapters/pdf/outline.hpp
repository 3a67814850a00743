// The outline (bookmarks) of a new file.
#pragma once

#include <optional>
#include <vector>

#include "adapters/pdf/file_builder.hpp"
#include "sheetsplit/book.hpp"

namespace sheetsplit::pdf {

// Puts the items; `pages` are the numbers of the new file's page objects.  Gives the catalog's
// /Outlines, or nothing without items.
std::optional<Ref> put_outline(FileBuilder& file, const std::vector<OutlineItem>& items,
                               const std::vector<int>& pages);

}  // namespace sheetsplit::pdf
