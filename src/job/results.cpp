#include "job/results.hpp"

#include <algorithm>

#include "job/book_folder.hpp"
#include "job/companions.hpp"

namespace sheetsplit {
namespace {

std::string file_name(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

bool all_songs_stand(const FolderStore& store, const Manifest& manifest) {
    return std::all_of(manifest.files.begin(), manifest.files.end(), [&](const WrittenFile& file) {
        const auto size = store.size(file.file);
        return size && *size && **size == file.bytes;
    });
}

bool all_companions_stand(const FolderStore& store, const Manifest& manifest,
                          const std::vector<ExportFormat>& exports) {
    std::vector<std::string> keys{key_in(manifest.plan.folder, "plan.json")};
    // With an error an export may have been impossible, and would be again.
    for (const ExportFormat format : manifest.errors.empty() ? exports : std::vector<ExportFormat>()) {
        const auto files = export_files(manifest.plan, format);
        keys.insert(keys.end(), files.begin(), files.end());
    }
    return std::all_of(keys.begin(), keys.end(), [&](const std::string& key) {
        const auto size = store.size(key);
        return size && *size;
    });
}

}  // namespace

Expected<std::optional<Manifest>> results_of(const FolderStore& store, const Desk& desk) {
    const auto folder = desk.results();
    if (!folder) return folder.error();
    if (!*folder) return std::optional<Manifest>();
    const std::string key = key_in(**folder, "manifest.json");
    const auto json = store.get(key);
    if (!json) return json.error();
    if (!*json) return std::optional<Manifest>();
    auto manifest = manifest_from_json(text_of(**json), key);
    if (!manifest || book_id_of(manifest->plan.source_sha256) != desk.book_id())
        return std::optional<Manifest>();
    manifest->plan.folder = **folder;
    return std::optional<Manifest>(std::move(*manifest));
}

Expected<std::optional<Manifest>> results_up_to_date(const FolderStore& store, const Desk& desk,
                                                     const std::string& options_digest,
                                                     const std::vector<ExportFormat>& exports) {
    auto found = results_of(store, desk);
    if (!found) return found.error();
    std::optional<Manifest>& manifest = *found;
    if (!manifest || manifest->status == BookStatus::failed || manifest->options_digest != options_digest)
        return std::optional<Manifest>();
    const bool whole = all_songs_stand(store, *manifest) && all_companions_stand(store, *manifest, exports);
    return whole ? std::move(manifest) : std::optional<Manifest>();
}

Expected<std::optional<Manifest>> written_before(const FolderStore& store, const Desk& desk) {
    auto before = results_of(store, desk);
    if (!before) return before;
    auto announced = desk.announced();
    if (!announced || !*before) return announced;
    if (*announced)
        (*before)->files.insert((*before)->files.end(), (*announced)->files.begin(),
                                (*announced)->files.end());
    return before;
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
