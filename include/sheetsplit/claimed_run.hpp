// Running books under a shared ledger: claim, run, record.
//
// All of it happens in the process that runs the books, never in the one that reads a book.  A ledger that
// fails takes nothing away: the book is done all the same, and its outcome says that there is no record of
// it.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "sheetsplit/job.hpp"
#include "sheetsplit/ledger.hpp"

namespace sheetsplit {

struct ClaimTerms {
    std::string worker;                   // for people: who has the book
    std::string execution_arn;            // of the pipeline; empty without one
    std::string mirror;                   // URI under which results are mirrored; empty without one
    std::chrono::seconds lease{0};        // after which a claim lapses
    std::optional<double> cost_per_hour;  // dollars
    int kept_days = 0;                    // 0: for good
    std::function<std::chrono::sys_seconds()> now;
    std::function<std::string()> new_id;  // different at each call, whoever calls
};

// A runner that runs `run` for the books that it could claim.  `ledger` must outlive it.
BookRunner with_ledger(BookRunner run, SharedLedger& ledger, ClaimTerms terms);

}  // namespace sheetsplit
