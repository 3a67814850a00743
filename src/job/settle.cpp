#include "job/settle.hpp"

#include <string_view>

#include <fmt/format.h>

#include "job/book_folder.hpp"
#include "sheetsplit/json.hpp"
#include "sheetsplit/ports.hpp"
#include "split/naming.hpp"

namespace sheetsplit {
namespace {

std::string claim_key(const std::string& folder) {
    return ".sheetsplit/folders/" + sha256_hex(bytes_of(collision_key(folder))).substr(0, 16);
}

// Whose results stand in the folder; empty when there are none that can be read.
Expected<std::string> owner_by_manifest(const Store& store, const std::string& folder) {
    const std::string key = key_in(folder, "manifest.json");
    const auto bytes = store.get(key);
    if (!bytes) return bytes.error();
    if (!*bytes) return std::string();
    const auto manifest = manifest_from_json(text_of(**bytes), key);
    return manifest ? book_id_of(manifest->plan.source_sha256) : std::string();
}

// A claim is void when its book left no results and nobody is working on it.
Expected<bool> is_void(FolderStore& store, const std::string& folder, const std::string& owner) {
    const auto by_manifest = owner_by_manifest(store, folder);
    if (!by_manifest) return by_manifest.error();
    if (*by_manifest == owner) return false;
    const auto lock = store.try_lock(".sheetsplit/" + owner + "/lock");
    if (!lock) return lock.error();
    return *lock != nullptr;
}

std::string cut_to(std::string text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
    text.resize(bytes);
    return text;
}

}  // namespace

std::string numbered(const std::string& path, int number) {
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
    std::string name = path.substr(folder.size());
    std::string extension;
    if (collision_key(name).ends_with(".pdf")) {
        extension = name.substr(name.size() - 4);
        name.resize(name.size() - 4);
    }
    const std::string suffix = fmt::format(" ({})", number) + extension;
    return folder + cut_to(name, max_component_bytes - suffix.size()) + suffix;
}

Expected<std::string> claim_folder(FolderStore& store, const std::string& wanted,
                                   const std::string& book_id) {
    for (int number = 1;; ++number) {
        const std::string folder = number == 1 ? wanted : numbered(wanted, number);
        for (bool settled = false; !settled;) {
            const auto claimed = store.get(claim_key(folder));
            if (!claimed) return claimed.error();
            if (!*claimed) {
                const auto by_manifest = owner_by_manifest(store, folder);
                if (!by_manifest) return by_manifest.error();
                if (!by_manifest->empty() && *by_manifest != book_id) break;
                const auto placed = store.put_new(claim_key(folder), bytes_of(book_id));
                if (!placed) return placed.error();
                if (*placed) return folder;
                continue;  // another run was quicker: look who it was
            }
            const std::string owner = text_of(**claimed);
            if (owner == book_id) return folder;
            const auto free = is_void(store, folder, owner);
            if (!free) return free.error();
            settled = !*free;
            if (!settled)
                if (const Status freed = store.remove(claim_key(folder)); !freed) return freed.error();
        }
    }
}

SplitPlan in_folder(const SplitPlan& plan, const std::string& folder) {
    SplitPlan moved = plan;
    moved.folder = folder;
    const std::string before = plan.folder.empty() ? "" : plan.folder + "/";
    const std::string after = folder.empty() ? "" : folder + "/";
    for (PlannedSong& song : moved.songs)
        if (song.file.starts_with(before)) song.file = after + song.file.substr(before.size());
    return moved;
}

Expected<SplitPlan> beside_foreign_files(const SplitPlan& plan, const Store& store,
                                         const std::set<std::string>& ours) {
    SplitPlan beside = plan;
    std::set<std::string> taken;
    for (const PlannedSong& song : plan.songs) taken.insert(collision_key(song.file));
    const auto foreign = [&](const std::string& file) -> Expected<bool> {
        if (ours.contains(file)) return false;
        const auto there = store.size(file);
        if (!there) return there.error();
        return there->has_value();
    };
    for (PlannedSong& song : beside.songs) {
        if (song.file.empty()) continue;
        std::string name = song.file;
        for (int number = 2;; ++number) {
            const auto in_the_way = foreign(name);
            if (!in_the_way) return in_the_way.error();
            if (!*in_the_way && (name == song.file || !taken.contains(collision_key(name)))) break;
            name = numbered(song.file, number);
        }
        taken.insert(collision_key(name));
        song.file = name;
    }
    return beside;
}

}  // namespace sheetsplit
