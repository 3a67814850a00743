#include <string_view>
#include <utility>

#include "sheetsplit/job.hpp"
#include "sheetsplit/json.hpp"
#include "sheetsplit/review.hpp"

namespace sheetsplit {
namespace {

constexpr std::string_view manifest_name = "manifest.json";

// The folder whose manifest stands under the key; nothing when it is another file.
std::optional<std::string> folder_of_manifest(const std::string& key) {
    if (key == manifest_name) return std::string();
    if (key.starts_with(".sheetsplit/") || !key.ends_with("/" + std::string(manifest_name)))
        return std::nullopt;
    return key.substr(0, key.rfind('/'));
}

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
        const auto review = output.size(folder->empty() ? "review.html" : *folder + "/review.html");
        shown.push_back(indexed(*manifest, *folder, review && *review));
    }
    for (const BookOutcome& book : books)
        if (book.folder.empty()) shown.push_back(without_results(book));
    if (shown.empty()) return Done{};
    return output.put("index.html", bytes_of(index_page(shown)));
}

}  // namespace sheetsplit
