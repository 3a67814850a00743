#include "sheetsplit/json_text.hpp"
#include "sheetsplit/ledger.hpp"

namespace sheetsplit {
namespace {

void write(JsonText& json, const LedgerRecord& row) {
    const auto text = [&](const char* name, const std::string& value) {
        if (!value.empty()) json.key(name).text(value);
    };
    json.open('{').key("book_id").text(row.book_id).key("status").text(name_of(row.status));
    text("source_uri", row.source_uri);
    text("source_sha256", row.source_sha256);
    if (row.source_bytes > 0) json.key("source_bytes").number(static_cast<long long>(row.source_bytes));
    if (row.page_count > 0) json.key("page_count").number(row.page_count);
    text("artist", row.artist);
    text("book_name", row.book_name);
    if (row.status != LedgerStatus::processing) {
        json.key("songs_extracted").number(row.songs_extracted);
        json.key("songs_confirmed").number(row.songs_confirmed);
        json.key("entries_missing").number(row.entries_missing);
        json.key("duration_seconds").seconds(row.duration_seconds);
    }
    if (!row.steps.empty()) {
        json.key("steps").open('{');
        for (const StageTiming& step : row.steps) json.key(step.stage).seconds(step.seconds);
        json.close('}');
    }
    if (row.cost) json.key("cost").dollars(*row.cost);
    text("manifest_uri", row.manifest_uri);
    text("manifest_sha256", row.manifest_sha256);
    text("error", row.error);
    text("pipeline_version", row.pipeline_version);
    text("options_digest", row.options_digest);
    text("claimed_by", row.claimed_by);
    text("claimed_until", row.claimed_until);
    text("execution_arn", row.execution_arn);
    text("created_at", row.created_at);
    text("updated_at", row.updated_at);
    if (row.expires_at) json.key("expires_at").number(*row.expires_at);
    json.close('}');
}

}  // namespace

std::string ledger_json(const std::vector<LedgerRecord>& rows, const std::string& ledger) {
    JsonText json(true);
    json.open('{').key("schema_version").number(1).key("ledger").text(ledger).key("books").open('[');
    for (const LedgerRecord& row : rows) write(json, row);
    return json.close(']').close('}').take();
}

}  // namespace sheetsplit
