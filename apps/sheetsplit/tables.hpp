// The tables that commands print.
#pragma once

#include <string>
#include <vector>

#include "sheetsplit/job.hpp"
#include "sheetsplit/ledger.hpp"

namespace sheetsplit::cli {

// Book, songs, confirmed, review, time; a line with the sums when there are several books.
std::string books_table(const std::vector<BookOutcome>& books, bool coloured);

// Book, songs, confirmed, review, time, status, when and by whom, id.
std::string ledger_table(const std::vector<LedgerRecord>& rows, bool coloured);

// All that is known of one book, a line each.
std::string ledger_lines(const LedgerRecord& row, bool coloured);

// The songs of a plan with their pages.
std::string plan_table(const SplitPlan& plan, bool coloured);

}  // namespace sheetsplit::cli
