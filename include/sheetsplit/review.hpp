// The pages on which a person looks at cuts, mends them, and finds the next book.
//
// Both are single HTML files that open from disk in a browser and load nothing
// from anywhere.  Equal input gives equal bytes.  Safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sheetsplit/expected.hpp"
#include "sheetsplit/manifest.hpp"
#include "sheetsplit/ports.hpp"

namespace sheetsplit {

using Jpeg = std::vector<std::byte>;  // empty = no picture

// What a person is shown of the book.  Small enough that a page with all of it loads at once.
struct ReviewPictures {
    std::vector<Jpeg> pages;     // one a PDF page, about 220 pixels high
    std::vector<Jpeg> headings;  // one a song: the top of its first page, or where it starts there
    std::vector<Jpeg> numbers;   // one a song: the number printed on its first page, where one was found
};

// Takes the pictures on up to `jobs` threads (0: one a core).  A page that cannot be drawn has no picture.
// Fails when the file cannot be opened again.
Expected<ReviewPictures> take_pictures(const SplitPlan& plan, const PdfFile& file, int jobs);

// The page for one book.  It holds the plan as to_json gives it and saves the edited one in the same form.
// Pure.
std::string review_page(const Manifest& manifest, const ReviewPictures& pictures);

// Both together.
Expected<std::string> make_review_page(const Manifest& manifest, const PdfFile& file, int jobs);

// One book of the overview.
struct IndexedBook {
    std::string name;
    std::string artist;
    std::string source_pdf;
    BookStatus status = BookStatus::failed;
    int page_count = 0;
    std::vector<std::pair<std::string, Verdict>> songs;  // title and verdict, a person's word counted
    int missing = 0;
    std::vector<std::string> reasons;  // why it is no success, in words
    std::string folder;                // of its results, relative to the overview
    bool has_review = false;           // review.html lies in that folder
};

// `folder` as in IndexedBook.  Pure.
IndexedBook indexed(const Manifest& manifest, const std::string& folder, bool has_review);

// The overview of many books, in the order given.  Pure.
std::string index_page(std::span<const IndexedBook> books);

}  // namespace sheetsplit
