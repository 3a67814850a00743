#include "sheetsplit/claimed_run.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "job/book_folder.hpp"
#include "job/desk.hpp"
#include "job/ledger_record.hpp"
#include "job/results.hpp"
#include "sheetsplit/clock.hpp"

namespace sheetsplit {
namespace {

constexpr const char* place_key = ".sheetsplit/place";

BookOutcome held(const BookJob& job, const std::string& worker) {
    BookOutcome outcome;
    outcome.source = job.path;
    outcome.book_id = book_id_of(job.sha256);
    outcome.held_by = worker.empty() ? "another worker" : worker;
    return outcome;
}

BookOutcome done_elsewhere(const BookJob& job, const LedgerRecord& row) {
    BookOutcome outcome;
    outcome.source = job.path;
    outcome.book_id = row.book_id;
    outcome.skipped = true;
    outcome.elsewhere = row.manifest_uri.empty() ? "another worker's folder" : row.manifest_uri;
    outcome.status = row.status == LedgerStatus::success ? BookStatus::success : BookStatus::manual_review;
    outcome.songs = row.songs_extracted;
    outcome.confirmed = row.songs_confirmed;
    outcome.missing = row.entries_missing;
    if (!row.error.empty()) outcome.reasons.push_back(row.error);
    return outcome;
}

BookOutcome unrecorded(BookOutcome outcome, Error error) {
    error.code = ErrorCode::mirror_failed;
    error.detail = fmt::format("what came of {} is not recorded: {}", outcome.source, error.detail);
    outcome.errors.push_back(std::move(error));
    return outcome;
}

class ClaimedRun {
public:
    ClaimedRun(BookRunner run, SharedLedger& ledger, ClaimTerms terms)
        : run_(std::move(run)), ledger_(ledger), terms_(std::move(terms)) {}

    BookOutcome operator()(const BookJob& job, FolderStore& output, const Listener& listener,
                           std::stop_token stop) const {
        const std::string digest = digest_of(job.options);
        Desk desk(output, book_id_of(job.sha256), digest);
        // Who has this lock is the only one of this folder's runs that may hold a claim on the book.
        const auto lock = desk.try_lock_claim();
        if (!lock) return run_(job, output, listener, stop);  // which cannot write either, and says so
        if (!*lock) return held(job, "another run");

        Claim claim = claim_on(job, digest, output);
        auto answer = ledger_.claim(claim);
        if (answer && answer->standing == Standing::done && is_newer_here(answer->row, desk, output)) {
            claim.though_done = true;
            answer = ledger_.claim(claim);
        }
        if (!answer) return unrecorded(run_(job, output, listener, stop), answer.error());
        switch (answer->standing) {
            case Standing::held:
                return held(job, answer->row.claimed_by);
            case Standing::done:
                // Where the results are here as well, what else is to be done with them goes on.
                if (const auto here = results_up_to_date(output, desk, digest, job.options.exports);
                    here && !*here)
                    return done_elsewhere(job, answer->row);
                return run_(job, output, listener, stop);
            case Standing::open:
            case Standing::mine:
                break;
        }
        BookOutcome outcome = run_(job, output, listener, stop);
        const Status recorded = ledger_.finish(record_of(answer->row, outcome, desk, output));
        return recorded ? outcome : unrecorded(std::move(outcome), recorded.error());
    }

private:
    Claim claim_on(const BookJob& job, const std::string& digest, FolderStore& output) const {
        const auto now = terms_.now();
        Claim claim;
        claim.now = iso_time(now);
        claim.manifest_below = terms_.mirror;
        claim.though_done = job.force;
        LedgerRecord& record = claim.record;
        record.book_id = book_id_of(job.sha256);
        record.source_uri = job.ref.source;
        record.source_sha256 = job.sha256;
        record.source_bytes = job.size;
        record.pipeline_version = SHEETSPLIT_VERSION;
        record.options_digest = digest;
        record.claim_id = terms_.new_id();
        record.claimed_by = terms_.worker;
        record.claimed_place = place_of(output);
        record.claimed_until = iso_time(now + terms_.lease);
        record.execution_arn = terms_.execution_arn;
        return claim;
    }

    // A name that no other folder has.  Where none can be kept, claims of earlier runs must lapse.
    std::string place_of(FolderStore& output) const {
        if (!output.put_new(place_key, bytes_of(terms_.new_id()))) return {};
        const auto place = output.get(place_key);
        return place && *place ? text_of(**place) : std::string();
    }

    // A person may have applied a plan to results that were recorded.
    static bool is_newer_here(const LedgerRecord& row, const Desk& desk, const FolderStore& output) {
        const auto manifest = results_up_to_date(output, desk, row.options_digest, {});
        return manifest && *manifest && (*manifest)->processing_timestamp > row.updated_at;
    }

    LedgerRecord record_of(LedgerRecord record, const BookOutcome& outcome, const Desk& desk,
                           const FolderStore& output) const {
        const bool unmirrored =
            std::any_of(outcome.errors.begin(), outcome.errors.end(),
                        [](const Error& error) { return error.code == ErrorCode::mirror_failed; });
        const auto results = results_of(output, desk);
        const std::optional<Manifest> manifest = results ? *results : std::nullopt;
        // A run that came to nothing leaves the manifest of a better one alone.
        if (manifest && manifest->plan.folder == outcome.folder && manifest->status == outcome.status) {
            record = with_results(std::move(record), *manifest);
            const std::string key = key_in(outcome.folder, "manifest.json");
            record.manifest_uri =
                (terms_.mirror.empty() || unmirrored ? address_of(output) : terms_.mirror) + "/" + key;
            if (const auto bytes = output.get(key); bytes && *bytes)
                record.manifest_sha256 = sha256_hex(**bytes);
            record.error = words_against(outcome.reasons, outcome.errors);
        } else {
            record = with_results(std::move(record), outcome);
        }
        // Another worker, who has not these files, must do the book again to complete the mirror.
        if (unmirrored) record.status = LedgerStatus::failed;
        if (terms_.cost_per_hour) record.cost = record.duration_seconds / 3600 * *terms_.cost_per_hour;
        const auto now = terms_.now();
        record.updated_at = iso_time(now);
        if (terms_.kept_days > 0)
            record.expires_at = (now + std::chrono::hours(24) * terms_.kept_days).time_since_epoch().count();
        return record;
    }

    static std::string address_of(const FolderStore& output) {
        std::error_code unknown;
        const auto path = std::filesystem::absolute(output.name(), unknown).lexically_normal().string();
        if (unknown) return output.name();
        return path.size() > 1 && path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
    }

    BookRunner run_;
    SharedLedger& ledger_;
    ClaimTerms terms_;
};

}  // namespace

BookRunner with_ledger(BookRunner run, SharedLedger& ledger, ClaimTerms terms) {
    return ClaimedRun(std::move(run), ledger, std::move(terms));
}

}  // namespace sheetsplit
