#include "job/standing.hpp"

#include <set>

#include "sheetsplit/job.hpp"
#include "sheetsplit/json.hpp"

namespace sheetsplit {
namespace {

constexpr std::string_view own = ".sheetsplit/";

bool is_manifest(const std::string& key) {
    return !key.starts_with(own) && (key == "manifest.json" || key.ends_with("/manifest.json"));
}

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
        if (is_manifest(key)) holdings.manifests.push_back(key);
        if (is_work_on_a_book(key))
            unfinished.insert(key.substr(own.size(), key.find('/', own.size()) - own.size()));
    }
    holdings.unfinished.assign(unfinished.begin(), unfinished.end());
    return holdings;
}

std::string folder_of_manifest(const std::string& key) {
    return key == "manifest.json" ? "" : key.substr(0, key.rfind('/'));
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
        const auto json = output.get(key);
        if (!json) return json.error();
        auto manifest = manifest_from_json(text_of(json->value_or(Bytes{})), key);
        if (!manifest) return manifest.error();
        manifest->plan.folder = folder_of_manifest(key);
        books.push_back(outcome_of(*manifest, manifest->plan.source_pdf));
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
