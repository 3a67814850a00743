// What an output folder holds, by the names in it.
#pragma once

#include <string>
#include <vector>

#include "sheetsplit/expected.hpp"
#include "sheetsplit/manifest.hpp"
#include "sheetsplit/store.hpp"

namespace sheetsplit {

struct Holdings {
    std::vector<std::string> manifests;   // keys
    std::vector<std::string> unfinished;  // ids of books that a run has begun
};
Expected<Holdings> holdings_of(const FolderStore& output);

// A manifest as it stands under its key.
struct StoredManifest {
    Manifest manifest;
    Bytes bytes;
};
Expected<StoredManifest> stored_manifest(const FolderStore& output, const std::string& key);

// How things stand with a book that a run has begun.
struct Begun {
    bool running = false;
    std::string in_words;
};
Begun begun(FolderStore& output, const std::string& book_id);

}  // namespace sheetsplit
