// What plan.json and manifest.json have in common: the rows of songs[] and pages[].
//
// For the json_*.cpp beside this file only.
#pragma once

#include <vector>

#include "adapters/json_value.hpp"
#include "sheetsplit/plan.hpp"

namespace sheetsplit::json {

Json planned_song(const SplitPlan& plan, const PlannedSong& song);
PlannedSong read_planned_song(const Node& node, bool two_up);

Json planned_pages(const SplitPlan& plan);

// The rows of pages[].  Which songs a page belongs to is not read but follows from `songs`: a person who
// moves a song moves it in one place.
std::vector<PlannedPage> read_planned_pages(const Node& root, const std::vector<PlannedSong>& songs,
                                            bool two_up);

}  // namespace sheetsplit::json
