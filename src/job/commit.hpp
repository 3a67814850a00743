// Committing a book: from the staged files to the book's folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "job/desk.hpp"
#include "job/make_files.hpp"

namespace sheetsplit {

// A file beside the manifest: the plan, the review page, an export.
struct Companion {
    std::string file;  // relative to the output folder
    Bytes bytes;
};

// Stages the companions and the manifest beside the songs, so that a disk that is full says so while the
// earlier result still stands.  Then everything is moved to its place: first what replaces nothing, the
// manifest last.  Files of `before` (what earlier runs wrote for this book) that are in the new manifest no
// more are removed, unless somebody has changed them.  Fails with what the store says; then no manifest names
// a file that is not whole, and the next run completes the work.
Status commit(const Manifest& manifest, const std::vector<FileMade>& files,
              const std::vector<Companion>& companions, const std::optional<Manifest>& before,
              FolderStore& store, Desk& desk);

// What remains to be done of a commit whose manifest is in its place: nothing but tidying up.
Status finish_commit(const Manifest& manifest, const std::optional<Manifest>& before, FolderStore& store,
                     Desk& desk);

}  // namespace sheetsplit
