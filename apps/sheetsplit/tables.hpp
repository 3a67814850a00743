// The tables that commands print.
#pragma once

#include <string>
#include <vector>

#include "sheetsplit/job.hpp"

namespace sheetsplit::cli {

// Book, songs, confirmed, review, time; a line with the sums when there are several books.
std::string books_table(const std::vector<BookOutcome>& books, bool coloured);

// The songs of a plan with their pages.
std::string plan_table(const SplitPlan& plan, bool coloured);

}  // namespace sheetsplit::cli
