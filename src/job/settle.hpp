// Settling a plan into an output folder: two books never share a folder, and
// no file that is not ours is overwritten.
#pragma once

#include <set>
#include <string>

#include "sheetsplit/plan.hpp"
#include "sheetsplit/store.hpp"

namespace sheetsplit {

// The folder for this book's results: `wanted`, or "wanted (2)" and so on when another book has it.  The
// same book gets the same folder again.  Fails when the store cannot be written.
Expected<std::string> claim_folder(FolderStore& store, const std::string& wanted, const std::string& book_id);

// The plan with all its files moved to another folder.  Pure.
SplitPlan in_folder(const SplitPlan& plan, const std::string& folder);

// The plan with a number behind the name of every file that somebody else has put there; `ours` are the
// files that earlier runs of the same book wrote.  Fails when the store cannot be read.
Expected<SplitPlan> beside_foreign_files(const SplitPlan& plan, const Store& store,
                                         const std::set<std::string>& ours);

// "name (2)", shortened where a component would be longer than file systems allow; the number goes before
// a ".pdf".  Pure.
std::string numbered(const std::string& path, int number);

}  // namespace sheetsplit
