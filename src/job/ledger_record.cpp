#include "job/ledger_record.hpp"

#include <algorithm>

#include "core/unicode.hpp"

namespace sheetsplit {
namespace {

constexpr std::size_t longest_text = 2000;  // bytes

std::string shortened(const std::string& text) {
    return text.size() <= longest_text ? text : std::string(cut_to(text, longest_text)) + "...";
}

}  // namespace

std::string words_against(const std::vector<std::string>& reasons, const std::vector<Error>& errors) {
    std::vector<std::string> all = reasons;
    for (const Error& error : errors)
        if (const std::string words = describe(error); std::find(all.begin(), all.end(), words) == all.end())
            all.push_back(words);
    std::string text;
    for (const std::string& one : all) text += (text.empty() ? "" : "; ") + one;
    return shortened(text);
}

LedgerRecord with_results(LedgerRecord record, const Manifest& manifest) {
    record = with_results(std::move(record), outcome_of(manifest, manifest.plan.source_pdf));
    record.source_sha256 = manifest.plan.source_sha256;
    record.page_count = static_cast<int>(manifest.plan.page_count);
    record.artist = manifest.plan.artist;
    record.book_name = manifest.plan.book_name;
    record.pipeline_version = manifest.tool_version;
    record.options_digest = manifest.options_digest;
    return record;
}

LedgerRecord with_results(LedgerRecord record, const BookOutcome& outcome) {
    record.status = ledger_status_of(outcome.status);
    record.songs_extracted = outcome.songs;
    record.songs_confirmed = outcome.confirmed;
    record.entries_missing = outcome.missing;
    record.duration_seconds = outcome.seconds;
    record.steps = outcome.timings;
    record.error = words_against(outcome.reasons, outcome.errors);
    return record;
}

}  // namespace sheetsplit
