// The ledger: which books there are, who works on them, and what came of each.
//
// One row a book, by its content (book_id).  Workers that share a ledger share the work: a worker claims a
// book before it begins, and nobody takes a book that another worker holds, or one that is done already.  The
// folder of results is a ledger without claims, since there locks do that; the other kind is a table of
// DynamoDB with
//   key book_id · index "status-updated_at-index" by status, then updated_at · time to live in expires_at.
// In that table the pipeline of apps/aws keeps rows of its own, one an input object, with the object's
// address
// ("s3://...") for a book_id and a status only until the object is done.  They are read here and never
// claimed.
//
// A claim lapses at a time that its holder has set, who alone knows how long a book may take him.  Before
// that time it is taken over by the next run on the same folder of results, which can tell that no other run
// is at work there, and by the next attempt of the same execution of the pipeline.  Who takes a claim over
// does so only as long as it is the one he has seen, and who has lost his claim records nothing.
//
// Times are those of iso_time().  Rules are pure; ledgers may be used from any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sheetsplit/expected.hpp"
#include "sheetsplit/http.hpp"
#include "sheetsplit/manifest.hpp"
#include "sheetsplit/store.hpp"

namespace sheetsplit {

enum class LedgerStatus { processing, success, manual_review, failed };

std::string_view name_of(LedgerStatus status);
std::optional<LedgerStatus> ledger_status_from(std::string_view name);
LedgerStatus ledger_status_of(BookStatus status);

// A row.  Texts are empty and numbers 0 where nothing is known.
struct LedgerRecord {
    std::string book_id;
    LedgerStatus status = LedgerStatus::processing;
    std::string source_uri;  // as the user named it, or where it lies in the object store
    std::string source_sha256;
    std::uintmax_t source_bytes = 0;
    int page_count = 0;
    std::string artist;
    std::string book_name;
    int songs_extracted = 0;
    int songs_confirmed = 0;
    int entries_missing = 0;
    double duration_seconds = 0;
    std::vector<StageTiming> steps;  // in no order
    std::optional<double> cost;      // dollars
    std::string manifest_uri;        // in the mirror when there is one
    std::string manifest_sha256;     // the manifest has those of the songs
    std::string error;               // in words, what stands against success
    std::string pipeline_version;
    std::string options_digest;  // of what the result depends on, the version included
    std::string claim_id;        // of the last claim
    std::string claimed_by;
    std::string claimed_place;  // a folder of results
    std::string claimed_until;
    std::string execution_arn;
    std::string created_at;
    std::string updated_at;
    std::optional<long long> expires_at;  // seconds since 1970
};

// What a worker asks for when it wants a book.
struct Claim {
    LedgerRecord record;         // the row as it will be while the book is being processed
    std::string now;             // the time
    std::string manifest_below;  // a book counts as done only if its manifest is there; empty: anywhere
    bool though_done = false;
};

enum class Standing {
    open,  // free: never tried, failed, done with other options, or a claim that may be taken over
    mine,  // by this very claim
    held,  // by another worker
    done
};

// How the claim stands to what is in the ledger.  Pure.
Standing claim_standing(const std::optional<LedgerRecord>& row, const Claim& claim);

class Ledger {
public:
    virtual ~Ledger() = default;

    // As the user named it.
    virtual const std::string& name() const = 0;

    virtual Expected<std::optional<LedgerRecord>> get(const std::string& book_id) = 0;

    // All rows, or those with the status; what was changed last comes last.
    virtual Expected<std::vector<LedgerRecord>> list(std::optional<LedgerStatus> status) = 0;

    // Sees to it that the book is run again; false when the ledger does not know it.
    virtual Expected<bool> reset(const std::string& book_id) = 0;
};

// A ledger that workers on different machines can share.
class SharedLedger : public Ledger {
public:
    struct Answer {
        Standing standing = Standing::mine;  // never open
        LedgerRecord row;                    // as it is now
    };
    // Takes the book if it can be taken.
    virtual Expected<Answer> claim(const Claim& claim) = 0;

    // Puts the row in place of the one with the same claim.  Fails when another worker has taken it over.
    virtual Status finish(const LedgerRecord& record) = 0;
};

// What stands in a folder of results.  `output` must outlive the ledger.
std::unique_ptr<Ledger> local_ledger(FolderStore& output);

// A table.  `server` signs, and sends again what is worth it; `origin` is where it sends.
std::unique_ptr<SharedLedger> dynamo_ledger(std::shared_ptr<HttpTransport> server, std::string origin,
                                            std::string table);

// Rows as JSON for other programs, each with the attributes of the table that are not empty.  Pure.
std::string ledger_json(const std::vector<LedgerRecord>& rows, const std::string& ledger);

// The table's name in dynamodb://NAME.  Fails with usage.
Expected<std::string> ledger_table_from(const std::string& uri);

}  // namespace sheetsplit
