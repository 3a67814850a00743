// The files beside the songs: the plan, the review page, and what other programs read.
#pragma once

#include <string>
#include <vector>

#include "job/commit.hpp"
#include "job/make_files.hpp"

namespace sheetsplit {

struct Companions {
    std::vector<Companion> files;
    std::vector<Error> errors;          // exports that were asked for and cannot be made
    std::vector<std::string> warnings;  // what a person may miss
};

// The keys of the files that the book's export in a format is.  Pure.
std::vector<std::string> export_files(const SplitPlan& plan, ExportFormat format);

// What goes with this manifest: as the options say, and what an earlier run left, so that it stays true.
Companions companions_of(const Manifest& manifest, const BookOptions& options, const Source& source,
                         const Ports& ports, const Store& store);

}  // namespace sheetsplit
