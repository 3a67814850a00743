#include "job/commit.hpp"

#include <algorithm>
#include <set>

#include "job/book_folder.hpp"
#include "sheetsplit/ports.hpp"
#include "split/naming.hpp"

namespace sheetsplit {
namespace {

bool stands(const Store& store, const std::string& file, const Bytes& bytes) {
    const auto there = store.get(file);
    return there && *there && **there == bytes;
}

bool unchanged_since(const Store& store, const WrittenFile& file) {
    const auto there = store.get(file.file);
    return there && *there && sha256_hex(**there) == file.sha256;
}

void remove_obsolete(const Manifest& before, const Manifest& now, FolderStore& store) {
    std::set<std::string> kept;
    for (const WrittenFile& file : now.files) kept.insert(collision_key(file.file));
    for (const WrittenFile& file : before.files) {
        if (kept.contains(collision_key(file.file)) || !unchanged_since(store, file)) continue;
        [[maybe_unused]] const Status removed = store.remove(file.file);
        const std::size_t slash = file.file.rfind('/');
        if (slash != std::string::npos) store.remove_empty_folders(file.file.substr(0, slash));
    }
    if (collision_key(before.plan.folder) == collision_key(now.plan.folder)) return;
    for (const char* name : {"manifest.json", "plan.json", "review.html"})
        [[maybe_unused]] const Status removed = store.remove(key_in(before.plan.folder, name));
    store.remove_empty_folders(before.plan.folder);
}

}  // namespace

Status commit(const Manifest& manifest, const std::vector<FileMade>& files,
              const std::vector<Companion>& companions, const std::optional<Manifest>& before,
              FolderStore& store, Desk& desk) {
    const std::string manifest_key = key_in(manifest.plan.folder, "manifest.json");
    const std::string manifest_json = to_json(manifest);
    if (const Status announced = desk.announce(manifest_json); !announced) return announced;

    // While files change under it, the old manifest would not be true.
    const bool changes =
        std::any_of(files.begin(), files.end(), [](const FileMade& f) { return !f.staged.empty(); });
    if (changes)
        if (const Status removed = store.remove(manifest_key); !removed) return removed;

    for (const FileMade& made : files)
        if (!made.staged.empty())
            if (const Status moved = store.move(made.staged, made.file.file); !moved) return moved;
    for (const Companion& companion : companions)
        if (!stands(store, companion.file, companion.bytes))
            if (const Status put = store.put(companion.file, companion.bytes); !put) return put;
    // A review page of what stands no more would mislead.
    const std::string review = key_in(manifest.plan.folder, "review.html");
    const bool reviewed = std::any_of(companions.begin(), companions.end(),
                                      [&](const Companion& companion) { return companion.file == review; });
    if (!reviewed)
        if (const Status removed = store.remove(review); !removed) return removed;
    if (const Status put = store.put(manifest_key, bytes_of(manifest_json)); !put) return put;

    if (before) remove_obsolete(*before, manifest, store);
    if (const Status remembered = desk.remember_results(manifest.plan.folder); !remembered) return remembered;
    desk.clear();
    return Done{};
}

}  // namespace sheetsplit
