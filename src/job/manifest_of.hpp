// Putting the manifest together from the values of the stages.
#pragma once

#include <string>
#include <vector>

#include "job/understand.hpp"
#include "sheetsplit/manifest.hpp"

namespace sheetsplit {

// Everything but the files and what is concluded from them.  Needs all of `findings` but the location.  Pure.
Manifest draft_of(const Findings& findings, const Book& book, const std::string& options_digest);

// A draft for a plan that a person made; what the stages had found is taken from the manifest before, when
// there is one of the same book.  Pure.
Manifest draft_of(const SplitPlan& plan, const std::optional<Manifest>& before,
                  const std::string& options_digest);

// The draft with its files, judged.  Pure.
Manifest finished(Manifest draft, std::vector<WrittenFile> files, std::vector<Error> errors,
                  const Gates& gates);

// The manifest with what went wrong after it was judged: an error is no success.  Pure.
Manifest with_troubles(Manifest manifest, const std::vector<Error>& errors,
                       const std::vector<std::string>& warnings);

// The manifest of a book that gave no songs because of this error.  Pure.
Manifest failed_manifest(const std::string& source, const std::string& sha256, const BookOptions& options,
                         Error error);

}  // namespace sheetsplit
