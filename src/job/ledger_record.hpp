// What a run knows of a book, as a record of the ledger.
//
// Pure.
#pragma once

#include "sheetsplit/job.hpp"
#include "sheetsplit/ledger.hpp"

namespace sheetsplit {

// The record with what the manifest says; claim, cost and the manifest's place stay as they are.
LedgerRecord with_results(LedgerRecord record, const Manifest& manifest);

// The same for a book that has no manifest.
LedgerRecord with_results(LedgerRecord record, const BookOutcome& outcome);

// What stands against success, in one text that is not too long for a row.
std::string words_against(const std::vector<std::string>& reasons, const std::vector<Error>& errors);

}  // namespace sheetsplit
