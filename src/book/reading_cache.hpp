// What was read of one book, kept between runs.
//
// Two entries a book: the layout of its leaves, and the lines that were recognised so far.  Their names
// tell the book's content, the options that bear on the reading, and the code and OCR data that did it.
// Not thread-safe.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "book/leaf_data.hpp"
#include "sheetsplit/book.hpp"
#include "sheetsplit/cache.hpp"
#include "sheetsplit/options.hpp"

namespace sheetsplit {

// What looking at each page once has told; crops are not kept.
struct LookedBook {
    bool two_up = false;
    bool scanned = false;
    std::vector<Leaf> leaves;
    std::vector<LeafData> data;  // as many as leaves
};

using KnownLines = std::map<std::pair<LineRef, ReadAs>, TextLine>;

class ReadingCache {
public:
    // Without a cache folder in the options it has nothing and keeps nothing.
    ReadingCache(const ReadingOptions& options, const std::string& book_sha256);

    // Need: a book of so many pages.
    std::optional<LookedBook> looked(std::size_t page_count) const;
    Status keep(const LookedBook& looked);

    // Lines of these leaves; empty when none were kept.
    KnownLines lines(const std::vector<LeafData>& leaves) const;
    Status keep(const KnownLines& lines);

private:
    std::unique_ptr<Cache> cache_;
    std::string looked_name_;
    std::string lines_name_;
};

}  // namespace sheetsplit
