// The JSON form of every value that crosses a process or a person.
//
// to_json gives UTF-8 text, two-space indentation, keys in the order of the
// struct, a newline at the end; equal values give equal bytes.  In JSON all
// pages are PDF pages from 1; leaves of two-up books are {"page": 3, "half":
// "L"}.  from_json checks types and ranges and fails with invalid_json, naming
// the file, the JSON path and what was expected.  Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sheetsplit/book.hpp"
#include "sheetsplit/expected.hpp"
#include "sheetsplit/manifest.hpp"
#include "sheetsplit/page_map.hpp"
#include "sheetsplit/plan.hpp"
#include "sheetsplit/songs.hpp"
#include "sheetsplit/toc.hpp"

namespace sheetsplit {

// The values of the stages name their book (digest), so that --from can refuse another book's.
// `leaves` is Book::leaves().
struct StageContext {
    std::string source_pdf;
    std::string source_sha256;
    const std::vector<Leaf>* leaves = nullptr;
};

std::string to_json(const TocLocation& value, const StageContext& context);
std::string to_json(const Toc& value, const StageContext& context);
std::string to_json(const PageMap& value, const StageContext& context);
std::string to_json(const Songs& value, const StageContext& context);
std::string to_json(const SplitPlan& value);
std::string to_json(const Manifest& value);

// `name` is the file's name for messages.
Expected<TocLocation> toc_location_from_json(std::string_view text, const std::string& name,
                                             const StageContext& context);
Expected<Toc> toc_from_json(std::string_view text, const std::string& name, const StageContext& context);
Expected<PageMap> page_map_from_json(std::string_view text, const std::string& name,
                                     const StageContext& context);
Expected<Songs> songs_from_json(std::string_view text, const std::string& name, const StageContext& context);
Expected<SplitPlan> plan_from_json(std::string_view text, const std::string& name);
Expected<Manifest> manifest_from_json(std::string_view text, const std::string& name);

}  // namespace sheetsplit
