// The files beside the songs: the plan, and what was asked for besides.
#pragma once

#include <vector>

#include "job/commit.hpp"
#include "job/make_files.hpp"

namespace sheetsplit {

// Fails when the book cannot be read or written for a copy with bookmarks.
Expected<std::vector<Companion>> companions_of(const Manifest& manifest, const BookOptions& options,
                                               const Source& source, const Ports& ports, const Store& store);

}  // namespace sheetsplit
