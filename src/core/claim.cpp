#include "sheetsplit/ledger.hpp"

namespace sheetsplit {
namespace {

bool same(const std::string& a, const std::string& b) {
    return !a.empty() && a == b;
}

bool may_be_taken_over(const LedgerRecord& row, const Claim& claim) {
    return row.claimed_until <= claim.now || same(row.claimed_place, claim.record.claimed_place) ||
           same(row.execution_arn, claim.record.execution_arn);
}

bool is_where_it_should_be(const LedgerRecord& row, const Claim& claim) {
    return claim.manifest_below.empty() || row.manifest_uri.starts_with(claim.manifest_below + "/");
}

}  // namespace

std::string_view name_of(LedgerStatus status) {
    switch (status) {
        case LedgerStatus::processing:
            return "processing";
        case LedgerStatus::success:
            return "success";
        case LedgerStatus::manual_review:
            return "manual_review";
        case LedgerStatus::failed:
            return "failed";
    }
    return "";
}

std::optional<LedgerStatus> ledger_status_from(std::string_view name) {
    for (const LedgerStatus status :
         {LedgerStatus::processing, LedgerStatus::success, LedgerStatus::manual_review, LedgerStatus::failed})
        if (name_of(status) == name) return status;
    return std::nullopt;
}

LedgerStatus ledger_status_of(BookStatus status) {
    switch (status) {
        case BookStatus::success:
            return LedgerStatus::success;
        case BookStatus::manual_review:
            return LedgerStatus::manual_review;
        case BookStatus::failed:
            break;
    }
    return LedgerStatus::failed;
}

Standing claim_standing(const std::optional<LedgerRecord>& row, const Claim& claim) {
    if (!row) return Standing::open;
    switch (row->status) {
        case LedgerStatus::processing:
            if (same(row->claim_id, claim.record.claim_id)) return Standing::mine;
            return may_be_taken_over(*row, claim) ? Standing::open : Standing::held;
        case LedgerStatus::success:
        case LedgerStatus::manual_review:
            return !claim.though_done && row->options_digest == claim.record.options_digest &&
                           is_where_it_should_be(*row, claim)
                       ? Standing::done
                       : Standing::open;
        case LedgerStatus::failed:
            break;
    }
    return Standing::open;
}

}  // namespace sheetsplit
