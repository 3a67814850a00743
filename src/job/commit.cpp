#include "job/commit.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "job/book_folder.hpp"
#include "sheetsplit/ports.hpp"
#include "split/naming.hpp"

namespace sheetsplit {
namespace {

bool stands(const Store& store, const std::string& file, const Bytes& bytes) {
    const auto there = store.get(file);
    return there && *there && **there == bytes;
}

// What somebody has changed is his.
Expected<bool> is_ours(const Store& store, const WrittenFile& file) {
    const auto there = store.get(file.file);
    if (!there) return there.error();
    return *there && sha256_hex(**there) == file.sha256;
}

Status remove_obsolete(const Manifest& before, const Manifest& now, FolderStore& store) {
    std::set<std::string> kept;
    for (const WrittenFile& file : now.files) kept.insert(collision_key(file.file));
    for (const WrittenFile& file : before.files) {
        if (kept.contains(collision_key(file.file))) continue;
        const auto ours = is_ours(store, file);
        if (!ours) return ours.error();
        if (!*ours) continue;
        if (const Status removed = store.remove(file.file); !removed) return removed;
        const std::size_t slash = file.file.rfind('/');
        if (slash != std::string::npos) store.remove_empty_folders(file.file.substr(0, slash));
    }
    if (collision_key(before.plan.folder) == collision_key(now.plan.folder)) return Done{};
    for (const char* name : {"manifest.json", "plan.json", "review.html"})
        if (const Status removed = store.remove(key_in(before.plan.folder, name)); !removed) return removed;
    store.remove_empty_folders(before.plan.folder);
    return Done{};
}

// The manifest with the files of earlier runs: until the commit is over, all of them are ours.
std::string announcement_of(Manifest manifest, const std::optional<Manifest>& before) {
    std::set<std::pair<std::string, std::string>> named;
    for (const WrittenFile& file : manifest.files) named.emplace(file.file, file.sha256);
    for (WrittenFile file : before ? before->files : std::vector<WrittenFile>()) {
        if (!named.emplace(file.file, file.sha256).second) continue;
        file.song.reset();
        manifest.files.push_back(std::move(file));
    }
    return to_json(manifest);
}

// A file that waits to be moved to its place.
struct Waiting {
    std::string staged;
    std::string place;
};

Expected<std::vector<Waiting>> stage(const std::vector<FileMade>& files,
                                     const std::vector<Companion>& companions, FolderStore& store,
                                     const Desk& desk) {
    std::vector<Waiting> waiting;
    for (const FileMade& made : files)
        if (!made.staged.empty()) waiting.push_back({made.staged, made.file.file});
    for (std::size_t i = 0; i < companions.size(); ++i) {
        if (stands(store, companions[i].file, companions[i].bytes)) continue;
        const std::string staged = desk.staged(fmt::format("beside-{}", i));
        if (const Status put = store.put(staged, companions[i].bytes); !put) return put.error();
        waiting.push_back({staged, companions[i].file});
    }
    return waiting;
}

}  // namespace

Status commit(const Manifest& manifest, const std::vector<FileMade>& files,
              const std::vector<Companion>& companions, const std::optional<Manifest>& before,
              FolderStore& store, Desk& desk) {
    const std::string manifest_key = key_in(manifest.plan.folder, "manifest.json");
    const std::string manifest_staged = desk.staged("manifest.json");
    const auto waiting = stage(files, companions, store, desk);
    if (!waiting) return waiting.error();
    if (const Status put = store.put(manifest_staged, bytes_of(to_json(manifest))); !put) return put;
    if (const Status announced = desk.announce(announcement_of(manifest, before)); !announced)
        return announced;

    std::vector<Waiting> replacing;
    for (const Waiting& file : *waiting) {
        const auto there = store.size(file.place);
        if (!there) return there.error();
        if (*there)
            replacing.push_back(file);
        else if (const Status moved = store.move(file.staged, file.place); !moved)
            return moved;
    }
    // While files change under it, the old manifest would not be true.
    if (!replacing.empty())
        if (const Status removed = store.remove(manifest_key); !removed) return removed;
    for (const Waiting& file : replacing)
        if (const Status moved = store.move(file.staged, file.place); !moved) return moved;
    // A review page of what stands no more would mislead.
    const std::string review = key_in(manifest.plan.folder, "review.html");
    const bool reviewed = std::any_of(companions.begin(), companions.end(),
                                      [&](const Companion& companion) { return companion.file == review; });
    if (!reviewed)
        if (const Status removed = store.remove(review); !removed) return removed;
    if (const Status moved = store.move(manifest_staged, manifest_key); !moved) return moved;
    return finish_commit(manifest, before, store, desk);
}

Status finish_commit(const Manifest& manifest, const std::optional<Manifest>& before, FolderStore& store,
                     Desk& desk) {
    if (before)
        if (const Status removed = remove_obsolete(*before, manifest, store); !removed) return removed;
    if (const Status remembered = desk.remember_results(manifest.plan.folder); !remembered) return remembered;
    desk.clear();
    return Done{};
}

}  // namespace sheetsplit
