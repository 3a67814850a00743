#include <set>

#include "job/results.hpp"
#include "sheetsplit/job.hpp"
#include "sheetsplit/json.hpp"

namespace sheetsplit {
namespace {

bool is_manifest(const std::string& key) {
    return !key.starts_with(".sheetsplit/") && (key == "manifest.json" || key.ends_with("/manifest.json"));
}

// A book that a run began: its desk holds more than the name of its results.
BookOutcome begun(FolderStore& output, const std::string& book_id) {
    BookOutcome outcome;
    outcome.book_id = book_id;
    const auto lock = output.try_lock(".sheetsplit/" + book_id + "/lock");
    const bool running = lock && !*lock;
    outcome.reasons.push_back(running
                                  ? "a run is working on it"
                                  : "a run was interrupted: run the book again to go on where it stopped");
    return outcome;
}

}  // namespace

Expected<std::vector<BookOutcome>> standing_of(FolderStore& output) {
    const auto keys = output.list("");
    if (!keys) return keys.error();
    std::vector<BookOutcome> books;
    std::set<std::string> unfinished;
    for (const std::string& key : *keys) {
        if (is_manifest(key)) {
            const auto json = output.get(key);
            if (!json) return json.error();
            auto manifest = manifest_from_json(text_of(json->value_or(Bytes{})), key);
            if (!manifest) return manifest.error();
            manifest->plan.folder = key == "manifest.json" ? "" : key.substr(0, key.rfind('/'));
            books.push_back(outcome_of(*manifest, manifest->plan.source_pdf));
        } else if (key.starts_with(".sheetsplit/") && !key.starts_with(".sheetsplit/folders/") &&
                   !key.ends_with("/results")) {
            const std::size_t begin = std::string_view(".sheetsplit/").size();
            const std::size_t end = key.find('/', begin);
            if (end != std::string::npos) unfinished.insert(key.substr(begin, end - begin));
        }
    }
    for (const std::string& book_id : unfinished) books.push_back(begun(output, book_id));
    return books;
}

}  // namespace sheetsplit
