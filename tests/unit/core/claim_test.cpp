// Who may take a book, by what the ledger says of it.
#include <catch2/catch.hpp>

#include "sheetsplit/clock.hpp"
#include "sheetsplit/ledger.hpp"

using namespace sheetsplit;

namespace {

Claim a_claim() {
    Claim claim;
    claim.now = "2026-03-01T12:00:00Z";
    claim.record.claim_id = "ours";
    claim.record.claimed_place = "our folder";
    claim.record.execution_arn = "our execution";
    claim.record.options_digest = "our options";
    return claim;
}

LedgerRecord held_row() {
    LedgerRecord row;
    row.status = LedgerStatus::processing;
    row.claim_id = "theirs";
    row.claimed_place = "their folder";
    row.execution_arn = "their execution";
    row.claimed_until = "2026-03-01T12:00:01Z";
    return row;
}

LedgerRecord done_row(LedgerStatus status) {
    LedgerRecord row;
    row.status = status;
    row.claim_id = "theirs";
    row.options_digest = "our options";
    row.manifest_uri = "s3://bucket/out/Book/manifest.json";
    return row;
}

}  // namespace

TEST_CASE("a book that the ledger does not know, or that failed, is free") {
    CHECK(claim_standing({}, a_claim()) == Standing::open);
    CHECK(claim_standing(done_row(LedgerStatus::failed), a_claim()) == Standing::open);
}

TEST_CASE("a claim keeps others away until it lapses") {
    LedgerRecord row = held_row();
    CHECK(claim_standing(row, a_claim()) == Standing::held);
    Claim forced = a_claim();
    forced.though_done = true;
    CHECK(claim_standing(row, forced) == Standing::held);
    row.claimed_until = "2026-03-01T12:00:00Z";
    CHECK(claim_standing(row, a_claim()) == Standing::open);
    row.claimed_until.clear();
    CHECK(claim_standing(row, a_claim()) == Standing::open);
}

TEST_CASE("the next run on the same folder, and the next attempt of an execution, need not wait") {
    LedgerRecord row = held_row();
    row.claimed_place = "our folder";
    CHECK(claim_standing(row, a_claim()) == Standing::open);
    row = held_row();
    row.execution_arn = "our execution";
    CHECK(claim_standing(row, a_claim()) == Standing::open);
}

TEST_CASE("two workers of whom nothing is known are not the same") {
    LedgerRecord row = held_row();
    Claim claim = a_claim();
    row.claimed_place = row.execution_arn = row.claim_id = "";
    claim.record.claimed_place = claim.record.execution_arn = claim.record.claim_id = "";
    CHECK(claim_standing(row, claim) == Standing::held);
}

TEST_CASE("a claim knows itself again, as when its answer was lost on the way") {
    LedgerRecord row = held_row();
    row.claim_id = "ours";
    CHECK(claim_standing(row, a_claim()) == Standing::mine);
}

TEST_CASE("what is done with the same options is done, unless it is wanted again or elsewhere") {
    for (const LedgerStatus status : {LedgerStatus::success, LedgerStatus::manual_review}) {
        LedgerRecord row = done_row(status);
        Claim claim = a_claim();
        CHECK(claim_standing(row, claim) == Standing::done);
        claim.manifest_below = "s3://bucket/out";
        CHECK(claim_standing(row, claim) == Standing::done);
        claim.manifest_below = "s3://bucket/ou";
        CHECK(claim_standing(row, claim) == Standing::open);
        claim.manifest_below.clear();
        claim.though_done = true;
        CHECK(claim_standing(row, claim) == Standing::open);
        row.options_digest = "other options";
        CHECK(claim_standing(row, a_claim()) == Standing::open);
    }
}

TEST_CASE("times of the ledger sort as texts") {
    CHECK(iso_time(std::chrono::sys_seconds(std::chrono::seconds(0))) == "1970-01-01T00:00:00Z");
    CHECK(iso_time(std::chrono::sys_seconds(std::chrono::seconds(1'772'366'400))) == "2026-03-01T12:00:00Z");
}

TEST_CASE("statuses have the names that the pipeline uses") {
    CHECK(name_of(LedgerStatus::processing) == "processing");
    CHECK(name_of(ledger_status_of(BookStatus::success)) == "success");
    CHECK(name_of(ledger_status_of(BookStatus::manual_review)) == "manual_review");
    CHECK(name_of(ledger_status_of(BookStatus::failed)) == "failed");
    CHECK(ledger_status_from("failed") == LedgerStatus::failed);
    CHECK_FALSE(ledger_status_from("done"));
}
