#include <string_view>
#include <utility>

#include "job/book_folder.hpp"
#include "sheetsplit/job.hpp"
#include "sheetsplit/json.hpp"
#include "sheetsplit/review.hpp"

namespace sheetsplit {
namespace {

IndexedBook without_results(const BookOutcome& outcome) {
    IndexedBook book;
    book.name = book.source_pdf = outcome.source;
    book.status = outcome.status;
    book.reasons = outcome.reasons;
    return book;
}

}  // namespace

Status write_overview(FolderStore& output, const std::vector<BookOutcome>& books) {
    const auto keys = output.list("");
    if (!keys) return keys.error();
    std::vector<IndexedBook> shown;
    for (const std::string& key : *keys) {
        const auto folder = folder_of_manifest(key);
        if (!folder) continue;
        const auto json = output.get(key);
        if (!json || !*json) continue;
        const auto manifest = manifest_from_json(text_of(**json), key);
        if (!manifest) continue;
        const auto review = output.size(key_in(*folder, "review.html"));
        shown.push_back(indexed(*manifest, *folder, review && *review));
    }
    for (const BookOutcome& book : books)
        if (book.folder.empty()) shown.push_back(without_results(book));
    if (shown.empty()) return Done{};
    return output.put("index.html", bytes_of(index_page(shown)));
}

}  // namespace sheetsplit
