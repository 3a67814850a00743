// Store: a place where results are kept by name.
//
// A key is a relative path in UTF-8 with '/' between its components, no empty
// component, no "." and no "..".  What is put appears under its key whole or
// not at all, however the program ends.  One contract test serves every store.
// All members may be called from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sheetsplit/expected.hpp"

namespace sheetsplit {

using Bytes = std::vector<std::byte>;

class Store {
public:
    virtual ~Store() = default;

    // As the user named it, for messages and manifests.
    virtual const std::string& name() const = 0;

    // The bytes under the key; nothing when there are none.
    virtual Expected<std::optional<Bytes>> get(const std::string& key) const = 0;

    // How many bytes stand under the key; nothing when it is free.
    virtual Expected<std::optional<std::uintmax_t>> size(const std::string& key) const = 0;

    // Puts the bytes under the key, in place of what was there.  Fails with
    // output_unwritable or disk_full, and then leaves what was there.
    virtual Status put(const std::string& key, std::span<const std::byte> bytes) = 0;

    // The same, but only under a free key; false when something stands there.
    virtual Expected<bool> put_new(const std::string& key, std::span<const std::byte> bytes) = 0;

    // Frees the key; a free one stays so.
    virtual Status remove(const std::string& key) = 0;

    // Every key that starts with `folder` and a '/' (all keys when it is empty), sorted.
    virtual Expected<std::vector<std::string>> list(const std::string& folder) const = 0;
};

// Held as long as it lives; ends with the process in any case.
class StoreLock {
public:
    virtual ~StoreLock() = default;
};

// A store that is a folder of the file system: things in it can be renamed and locked.  What it needs for
// itself lies below ".sheetsplit", where its users may keep things of theirs too.
class FolderStore : public Store {
public:
    // Renames, replacing what stands under `to`.
    virtual Status move(const std::string& from, const std::string& to) = 0;

    // Removes everything under the folder, and the folder.
    virtual Status remove_folder(const std::string& folder) = 0;

    // Removes folder and its parents as long as they are empty.
    virtual void remove_empty_folders(const std::string& folder) = 0;

    // The key's lock, or nothing when somebody else holds it.  Where the file system knows no locks it is
    // given to everybody: two runs then may do the same work twice.
    virtual Expected<std::unique_ptr<StoreLock>> try_lock(const std::string& key) = 0;
};

// The folder is created with the first thing put into it.  Below it no symbolic link is followed.
std::unique_ptr<FolderStore> open_folder_store(const std::string& folder);

// The whole file.  Fails with input_missing or input_unreadable.
Expected<std::shared_ptr<const Bytes>> read_file(const std::string& path);

// Writes a file whole or not at all, as Store::put does; "-" is standard output.
Status write_file(const std::string& path, std::string_view text);

// The bytes of a text, and the other way round.
inline std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}
inline std::string text_of(std::span<const std::byte> bytes) {
    return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

}  // namespace sheetsplit
