// What stands in an output folder already.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "job/desk.hpp"
#include "sheetsplit/job.hpp"

namespace sheetsplit {

// The manifest of the desk's book, with its folder; nothing when there is none, or one that makes no sense.
// Fails when the store cannot be read.
Expected<std::optional<Manifest>> results_of(const FolderStore& store, const Desk& desk);

// The same, but only when nothing would be gained by running the book again: same program, same options, not
// failed, every file in place with its size, and so are the plan and these exports.
Expected<std::optional<Manifest>> results_up_to_date(const FolderStore& store, const Desk& desk,
                                                     const std::string& options_digest,
                                                     const std::vector<ExportFormat>& exports);

// Everything that earlier runs wrote for this book, also those that were ended in the middle of their commit.
Expected<std::optional<Manifest>> written_before(const FolderStore& store, const Desk& desk);

// The outcome of a book that was done already; `source` is its name in this run.  Pure.
BookOutcome skipped(const Manifest& done, const std::string& source);

}  // namespace sheetsplit
