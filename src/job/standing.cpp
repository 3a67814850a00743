#include "job/standing.hpp"

#include <set>

#include "job/book_folder.hpp"
#include "sheetsplit/job.hpp"
#include "sheetsplit/json.hpp"

namespace sheetsplit {
namespace {

constexpr std::string_view own = ".sheetsplit/";

// More than the name of the book's results and what holds a claim.
bool is_work_on_a_book(const std::string& key) {
    return key.starts_with(own) && !key.starts_with(".sheetsplit/folders/") && !key.ends_with("/results") &&
           !key.ends_with("/claim") && key.find('/', own.size()) != std::string::npos;
}

}  // namespace

Expected<Holdings> holdings_of(const FolderStore& output) {
    const auto keys = output.list("");
    if (!keys) return keys.error();
    Holdings holdings;
    std::set<std::string> unfinished;
    for (const std::string& key : *keys) {
        if (folder_of_manifest(key)) holdings.manifests.push_back(key);
        if (is_work_on_a_book(key))
            unfinished.insert(key.substr(own.size(), key.find('/', own.size()) - own.size()));
    }
    holdings.unfinished.assign(unfinished.begin(), unfinished.end());
    return holdings;
}

Expected<StoredManifest> stored_manifest(const FolderStore& output, const std::string& key) {
    auto json = output.get(key);
    if (!json) return json.error();
    Bytes bytes = std::move(*json).value_or(Bytes{});
    auto manifest = manifest_from_json(text_of(bytes), key);
    if (!manifest) return manifest.error();
    return StoredManifest{std::move(*manifest), std::move(bytes)};
}

Begun begun(FolderStore& output, const std::string& book_id) {
    const auto lock = output.try_lock(".sheetsplit/" + book_id + "/lock");
    if (lock && !*lock) return {true, "a run is working on it"};
    return {false, "a run was interrupted: run the book again to go on where it stopped"};
}

Expected<std::vector<BookOutcome>> standing_of(FolderStore& output) {
    const auto holdings = holdings_of(output);
    if (!holdings) return holdings.error();
    std::vector<BookOutcome> books;
    for (const std::string& key : holdings->manifests) {
        auto stored = stored_manifest(output, key);
        if (!stored) return stored.error();
        stored->manifest.plan.folder = folder_of_manifest(key).value_or("");
        books.push_back(outcome_of(stored->manifest, stored->manifest.plan.source_pdf));
    }
    for (const std::string& book_id : holdings->unfinished) {
        BookOutcome outcome;
        outcome.book_id = book_id;
        outcome.reasons.push_back(begun(output, book_id).in_words);
        books.push_back(std::move(outcome));
    }
    return books;
}

}  // namespace sheetsplit
