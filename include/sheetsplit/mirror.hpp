// The mirror: a copy of each book's results in an object store, made after the local commit.
//
// In the mirror a book lies under the names that it has in the output folder, and is complete exactly when
// its manifest is there: while other files change, none is.  What stands there already, by its digest, is not
// sent again, so that a run that is done, or was cut short, is completed by running it again.  What an
// earlier result of the book left is removed; what others put there is not.  The local result is only read.
#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "sheetsplit/job.hpp"
#include "sheetsplit/s3.hpp"

namespace sheetsplit {

// Either may be absent.
struct Mirrors {
    std::shared_ptr<ObjectStore> results;    // songs, exports, review page, plan, manifest: as in the folder
    std::shared_ptr<ObjectStore> artifacts;  // <book_id>/location.json, toc.json, ... manifest.json

    bool any() const { return results || artifacts; }
};

// A runner that copies what `run` left of each book, also of one that was done before.  What cannot be copied
// is an error of the outcome (mirror_failed) and changes nothing else.
BookRunner with_mirrors(BookRunner run, Mirrors mirrors);

// Copies the book that the outcome is about; one error for each mirror that is incomplete then.
std::vector<Error> mirror_book(const BookOutcome& outcome, FolderStore& output, const Mirrors& mirrors,
                               std::stop_token stop);

}  // namespace sheetsplit
