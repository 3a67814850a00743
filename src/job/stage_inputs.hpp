// Values of stages as files that people may have edited.
#pragma once

#include <string>
#include <vector>

#include "job/understand.hpp"
#include "sheetsplit/json.hpp"

namespace sheetsplit {

// What the files say; each says itself which stage's value it is.  Fails with invalid_json or wrong_book.
Expected<Findings> read_stage_values(const std::vector<std::string>& files, const StageContext& context,
                                     const Naming& naming);

// The plan among the files, when there is one; needs no open book.
Expected<std::optional<SplitPlan>> read_plan(const std::vector<std::string>& files, const Naming& naming);

// The plan with names where it has none, and confirmed where a person says so.  Pure.
SplitPlan as_confirmed(SplitPlan plan, const Naming& naming);

// Is it a plan for this book, and one that can be carried out?  Fails with wrong_book or invalid_json.
Status check_plan(const SplitPlan& plan, const std::string& source, const std::string& sha256,
                  std::size_t page_count);

// Values that were edited separately may not fit together: fails with invalid_json.
Status check_fit(const Findings& findings);

}  // namespace sheetsplit
