#include "job/results.hpp"

#include <algorithm>

#include "job/book_folder.hpp"

namespace sheetsplit {
namespace {

std::string file_name(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

}  // namespace

std::optional<Manifest> results_of(const FolderStore& store, const Desk& desk) {
    const auto folder = desk.results();
    if (!folder) return std::nullopt;
    const std::string key = key_in(*folder, "manifest.json");
    const auto json = store.get(key);
    if (!json || !*json) return std::nullopt;
    auto manifest = manifest_from_json(text_of(**json), key);
    if (!manifest || book_id_of(manifest->plan.source_sha256) != desk.book_id()) return std::nullopt;
    manifest->plan.folder = *folder;
    return std::move(*manifest);
}

std::optional<Manifest> results_up_to_date(const FolderStore& store, const Desk& desk,
                                           const std::string& options_digest) {
    auto manifest = results_of(store, desk);
    if (!manifest || manifest->status == BookStatus::failed || manifest->options_digest != options_digest)
        return std::nullopt;
    const bool whole =
        std::all_of(manifest->files.begin(), manifest->files.end(), [&](const WrittenFile& file) {
            const auto size = store.size(file.file);
            return size && *size && **size == file.bytes;
        });
    return whole ? manifest : std::nullopt;
}

BookOutcome skipped(const Manifest& done, const std::string& source) {
    BookOutcome outcome = outcome_of(done, source);
    outcome.skipped = true;
    outcome.seconds = 0;
    outcome.timings.clear();
    if (file_name(done.plan.source_pdf) != file_name(source)) outcome.same_as = done.plan.source_pdf;
    return outcome;
}

}  // namespace sheetsplit
