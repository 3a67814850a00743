// The stages: each a pure function from values to a value.
//
//   Book → discover → TocLocation → parse → Toc → map → PageMap → verify → Songs → plan → SplitPlan
//
// No stage knows its neighbours; `run` (src/job) is the sequence.  Stages do
// not fail: they find less and say so in the notes and warnings of their value.
// All may be called from any thread.
#pragma once

#include "sheetsplit/book.hpp"
#include "sheetsplit/options.hpp"
#include "sheetsplit/page_map.hpp"
#include "sheetsplit/plan.hpp"
#include "sheetsplit/songs.hpp"
#include "sheetsplit/toc.hpp"

namespace sheetsplit {

// Which leaves are the contents or index pages?
TocLocation discover(const Book& book);

// What do they say?
Toc parse(const Book& book, const TocLocation& location);

// Where does each entry start?
PageMap map(const Book& book, const Toc& toc);

// Which leaves are whose, and how sure is each cut?
Songs verify(const Book& book, const Toc& toc, const PageMap& page_map);

// Which pages become which file, under which name?
SplitPlan plan(const Book& book, const Toc& toc, const PageMap& page_map, const Songs& songs,
               const Naming& naming, const SplitPolicy& policy);

}  // namespace sheetsplit
