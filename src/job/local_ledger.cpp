// The ledger that a folder of results is: its manifests, and the books that were begun there.
#include <algorithm>
#include <map>

#include "job/desk.hpp"
#include "job/ledger_record.hpp"
#include "job/standing.hpp"
#include "sheetsplit/json.hpp"
#include "sheetsplit/ledger.hpp"

namespace sheetsplit {
namespace {

class LocalLedger : public Ledger {
public:
    explicit LocalLedger(FolderStore& output) : output_(output) {}

    const std::string& name() const override { return output_.name(); }

    Expected<std::optional<LedgerRecord>> get(const std::string& book_id) override {
        const auto rows = all();
        if (!rows) return rows.error();
        const auto found = rows->find(book_id);
        return found == rows->end() ? std::nullopt : std::optional(found->second);
    }

    Expected<std::vector<LedgerRecord>> list(std::optional<LedgerStatus> status) override {
        const auto rows = all();
        if (!rows) return rows.error();
        std::vector<LedgerRecord> listed;
        for (const auto& [book_id, row] : *rows)
            if (!status || row.status == *status) listed.push_back(row);
        std::stable_sort(listed.begin(), listed.end(), [](const LedgerRecord& a, const LedgerRecord& b) {
            return a.updated_at < b.updated_at;
        });
        return listed;
    }

    // The manifest stays, since it says which files are the book's; it only counts as made with other
    // options.
    Expected<bool> reset(const std::string& book_id) override {
        const auto holdings = holdings_of(output_);
        if (!holdings) return holdings.error();
        const bool known = std::find(holdings->unfinished.begin(), holdings->unfinished.end(), book_id) !=
                           holdings->unfinished.end();
        std::map<std::string, Manifest> manifests;
        for (const std::string& key : holdings->manifests) {
            auto stored = stored_manifest(output_, key);
            if (!stored) return stored.error();
            if (book_id_of(stored->manifest.plan.source_sha256) == book_id)
                manifests.emplace(key, std::move(stored->manifest));
        }
        if (!known && manifests.empty()) return false;
        Desk desk(output_, book_id, "");
        const auto lock = desk.try_lock();
        if (!lock) return lock.error();
        if (!*lock)
            return Error{ErrorCode::output_unwritable,
                         name(),
                         {},
                         "a run is working on book " + book_id,
                         "Stop it, or wait for its end"};
        for (auto& [key, manifest] : manifests) {
            manifest.options_digest.clear();
            if (const Status put = output_.put(key, bytes_of(to_json(manifest))); !put) return put.error();
        }
        desk.forget_all_values();
        return true;
    }

private:
    // By book_id.
    Expected<std::map<std::string, LedgerRecord>> all() {
        const auto holdings = holdings_of(output_);
        if (!holdings) return holdings.error();
        std::map<std::string, LedgerRecord> rows;
        for (const std::string& key : holdings->manifests) {
            const auto stored = stored_manifest(output_, key);
            if (!stored) return stored.error();
            const Manifest& manifest = stored->manifest;
            LedgerRecord row = with_results({}, manifest);
            row.book_id = book_id_of(manifest.plan.source_sha256);
            row.source_uri = manifest.plan.source_pdf;
            row.manifest_uri = name() + "/" + key;
            row.manifest_sha256 = sha256_hex(stored->bytes);
            row.updated_at = manifest.processing_timestamp;
            rows[row.book_id] = std::move(row);
        }
        for (const std::string& book_id : holdings->unfinished) {
            const Begun work = begun(output_, book_id);
            const auto [row, is_new] = rows.try_emplace(book_id);
            // Results that stand are not undone by an attempt that came to nothing.
            if (!is_new && !work.running) continue;
            row->second.book_id = book_id;
            row->second.status = work.running ? LedgerStatus::processing : LedgerStatus::failed;
            row->second.error = work.in_words;
        }
        return rows;
    }

    FolderStore& output_;
};

}  // namespace

std::unique_ptr<Ledger> local_ledger(FolderStore& output) {
    return std::make_unique<LocalLedger>(output);
}

}  // namespace sheetsplit
