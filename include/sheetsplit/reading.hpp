// Opening a book for reading.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sheetsplit/book.hpp"
#include "sheetsplit/expected.hpp"
#include "sheetsplit/options.hpp"
#include "sheetsplit/ports.hpp"

namespace sheetsplit {

// A book with what writing it needs: the file's bytes and the opened PDF.  All
// three may be used from any thread and independently of one another.
struct OpenedBook {
    std::unique_ptr<Book> book;
    std::shared_ptr<const std::vector<std::byte>> bytes;
    std::shared_ptr<const PdfFile> file;
};

// Opens the book that `path` names, looks at every page once and works out the layout of its leaves, on
// options.jobs threads.  Fails with not_a_pdf, damaged, encrypted, no_pages, ocr_unavailable.
Expected<OpenedBook> open_book(std::shared_ptr<const std::vector<std::byte>> bytes, const std::string& path,
                               const ReadingOptions& options);

}  // namespace sheetsplit
