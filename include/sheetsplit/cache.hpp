// Cache: bytes that were dear to make, kept by name between runs.
//
// Nothing depends on it: what cannot be kept, was damaged or had to make room is simply not there.  A name
// is made of lower-case letters, digits, '-' and '.', and tells all that the bytes depend on, so that they
// never grow out of date.  Members may be called from any thread, and several programs may share a cache.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "sheetsplit/store.hpp"

namespace sheetsplit {

class Cache {
public:
    virtual ~Cache() = default;

    // What was put under the name, whole and unchanged, or nothing.
    virtual std::optional<Bytes> get(const std::string& name) const = 0;

    // Keeps the bytes, and drops what was not used for the longest time if they would not fit otherwise.
    // Fails with output_unwritable or disk_full.
    virtual Status put(const std::string& name, std::span<const std::byte> bytes) = 0;
};

// A cache in a folder, which is created when first needed.  Only files of ours in it are ever removed.
std::unique_ptr<Cache> open_disk_cache(const std::string& folder, std::uintmax_t most_bytes);

}  // namespace sheetsplit
