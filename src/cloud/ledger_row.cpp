#include "cloud/ledger_row.hpp"

#include <algorithm>
#include <array>

namespace sheetsplit {
namespace {

struct Text {
    const char* attribute;
    std::string LedgerRecord::*member;
};

constexpr std::array texts{
    Text{"book_id", &LedgerRecord::book_id},
    Text{"source_uri", &LedgerRecord::source_uri},
    Text{"source_sha256", &LedgerRecord::source_sha256},
    Text{"artist", &LedgerRecord::artist},
    Text{"book_name", &LedgerRecord::book_name},
    Text{"manifest_uri", &LedgerRecord::manifest_uri},
    Text{"manifest_sha256", &LedgerRecord::manifest_sha256},
    Text{"error", &LedgerRecord::error},
    Text{"pipeline_version", &LedgerRecord::pipeline_version},
    Text{"options_digest", &LedgerRecord::options_digest},
    Text{"claim_id", &LedgerRecord::claim_id},
    Text{"claimed_by", &LedgerRecord::claimed_by},
    Text{"claimed_place", &LedgerRecord::claimed_place},
    Text{"claimed_until", &LedgerRecord::claimed_until},
    Text{"execution_arn", &LedgerRecord::execution_arn},
    Text{"created_at", &LedgerRecord::created_at},
    Text{"updated_at", &LedgerRecord::updated_at},
};

struct Count {
    const char* attribute;
    int LedgerRecord::*member;
};

constexpr std::array counts{
    Count{"page_count", &LedgerRecord::page_count},
    Count{"songs_extracted", &LedgerRecord::songs_extracted},
    Count{"songs_confirmed", &LedgerRecord::songs_confirmed},
    Count{"entries_missing", &LedgerRecord::entries_missing},
};

template <class T>
const T* value_of(const DynamoItem& row, const char* attribute) {
    const auto found = row.find(attribute);
    return found == row.end() ? nullptr : std::get_if<T>(&found->second);
}

// A number that others wrote may be anything.
double number_in(const DynamoItem& row, const char* attribute, double most) {
    const auto* value = value_of<double>(row, attribute);
    return value ? std::clamp(*value, 0.0, most) : 0;
}

constexpr double largest_count = 1e9;
constexpr double largest_size = 1e15;

LedgerStatus status_in(const DynamoItem& row) {
    // A row of the pipeline has its status, once it is done, out of the index's sight.
    for (const char* attribute : {"status", "outcome"})
        if (const auto* name = value_of<std::string>(row, attribute))
            if (const auto status = ledger_status_from(*name)) return *status;
    return LedgerStatus::failed;
}

}  // namespace

DynamoItem row_of(const LedgerRecord& record) {
    DynamoItem row;
    row["status"] = std::string(name_of(record.status));
    for (const Text& text : texts)
        if (!(record.*text.member).empty()) row[text.attribute] = record.*text.member;
    if (record.source_bytes > 0) row["source_bytes"] = static_cast<double>(record.source_bytes);
    if (record.cost) row["cost"] = *record.cost;
    if (record.expires_at) row["expires_at"] = static_cast<double>(*record.expires_at);
    // Nothing is counted before the end.
    if (record.status == LedgerStatus::processing) return row;
    for (const Count& count : counts) row[count.attribute] = static_cast<double>(record.*count.member);
    row["duration_seconds"] = record.duration_seconds;
    std::map<std::string, double> steps;
    for (const StageTiming& step : record.steps) steps[step.stage] = step.seconds;
    if (!steps.empty()) row["steps"] = std::move(steps);
    return row;
}

LedgerRecord record_of(const DynamoItem& row) {
    LedgerRecord record;
    for (const Text& text : texts)
        if (const auto* value = value_of<std::string>(row, text.attribute)) record.*text.member = *value;
    for (const Count& count : counts)
        record.*count.member = static_cast<int>(number_in(row, count.attribute, largest_count));
    record.status = status_in(row);
    record.source_bytes = static_cast<std::uintmax_t>(number_in(row, "source_bytes", largest_size));
    record.duration_seconds = number_in(row, "duration_seconds", largest_count);
    if (value_of<double>(row, "cost")) record.cost = number_in(row, "cost", largest_count);
    if (value_of<double>(row, "expires_at"))
        record.expires_at = static_cast<long long>(number_in(row, "expires_at", largest_size));
    if (const auto* steps = value_of<std::map<std::string, double>>(row, "steps"))
        for (const auto& [stage, seconds] : *steps) record.steps.push_back({stage, seconds});
    return record;
}

}  // namespace sheetsplit
