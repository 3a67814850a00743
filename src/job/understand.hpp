// The stages from an open book to its plan, in their order.
#pragma once

#include <functional>
#include <optional>

#include "job/steps.hpp"
#include "sheetsplit/stages.hpp"

namespace sheetsplit {

// The values of the stages, as far as they are known.
struct Findings {
    std::optional<TocLocation> location;
    std::optional<Toc> toc;
    std::optional<PageMap> page_map;
    std::optional<Songs> songs;
    std::optional<SplitPlan> plan;
};

// Called with everything that is known whenever a stage has added its value.
using Keep = std::function<void(Stage, const Findings&)>;

// Runs the stages up to `until` (discover to plan) that `known` has no value for and that are needed.
// Fails with interrupted only.
Expected<Findings> understand(const Book& book, Findings known, Stage until, const BookOptions& options,
                              Steps& steps, const Keep& keep);

}  // namespace sheetsplit
