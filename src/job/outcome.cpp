#include <algorithm>

#include "job/manifest_of.hpp"
#include "sheetsplit/job.hpp"

namespace sheetsplit {

BookOutcome outcome_of(const Manifest& manifest, const std::string& source) {
    BookOutcome outcome;
    outcome.source = source;
    if (!manifest.plan.source_sha256.empty()) outcome.book_id = book_id_of(manifest.plan.source_sha256);
    outcome.folder = manifest.plan.folder;
    outcome.status = manifest.status;
    for (const WrittenFile& file : manifest.files) {
        if (!file.song) continue;
        ++outcome.songs;
        if (manifest.plan.songs[*file.song].verdict == Verdict::confirmed) ++outcome.confirmed;
    }
    outcome.toc_entries = manifest.toc_entries;
    outcome.missing = static_cast<int>(manifest.plan.missing.size());
    outcome.seconds = manifest.processing_seconds;
    outcome.reasons = manifest.gates_failed;
    outcome.errors = manifest.errors;
    outcome.timings = manifest.timings;
    outcome.files = manifest.files;
    return outcome;
}

}  // namespace sheetsplit
