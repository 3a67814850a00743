// The ledger in a table: what is sent, what is read, what happens when two want the same, and what is said
// when the table does not answer.
#include <catch2/catch.hpp>

#include "sheetsplit/dynamo.hpp"
#include "sheetsplit/ledger.hpp"
#include "support/fake_dynamo.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;
using nlohmann::json;

namespace {

struct Table {
    FakeDynamo dynamo{"ledger"};
    std::shared_ptr<FakeHttp> http =
        std::make_shared<FakeHttp>([this](const FakeHttp::Call& call) { return dynamo.answer(call); });
    std::unique_ptr<SharedLedger> ledger = dynamo_ledger(http, "http://table", "ledger");

    // Another worker's way to the same table, also in the middle of a call of ours.
    std::unique_ptr<SharedLedger> of_another() {
        return dynamo_ledger(
            std::make_shared<FakeHttp>([this](const FakeHttp::Call& call) { return dynamo.answer(call); }),
            "http://table", "ledger");
    }
};

Claim claim_of(const std::string& who, const std::string& book = "b00c") {
    Claim claim;
    claim.now = "2026-03-01T12:00:00Z";
    claim.record.book_id = book;
    claim.record.source_uri = "s3://in/Ä \"book\" + more.pdf";
    claim.record.source_bytes = 9'007'199'254'740;
    claim.record.claim_id = who;
    claim.record.claimed_by = who + "'s machine";
    claim.record.claimed_until = "2026-03-01T12:30:00Z";
    claim.record.options_digest = "options";
    return claim;
}

Error error_of_answer(const Expected<HttpResponse>& answer) {
    const auto http = std::make_shared<FakeHttp>([&](const FakeHttp::Call&) { return answer; });
    const auto ledger = dynamo_ledger(http, "http://table", "ledger");
    const auto claimed = ledger->claim(claim_of("a"));
    REQUIRE_FALSE(claimed);
    return claimed.error();
}

}  // namespace

TEST_CASE("a claim and its record come back as they were written") {
    Table table;
    const auto claimed = table.ledger->claim(claim_of("a"));
    REQUIRE(claimed);
    CHECK(claimed->standing == Standing::mine);
    LedgerRecord record = claimed->row;
    CHECK(record.created_at == "2026-03-01T12:00:00Z");
    CHECK(table.dynamo.rows.at("b00c").at("status") == json{{"S", "processing"}});
    CHECK_FALSE(table.dynamo.rows.at("b00c").contains("songs_extracted"));

    record.status = LedgerStatus::manual_review;
    record.songs_extracted = 12;
    record.songs_confirmed = 11;
    record.page_count = 90;
    record.duration_seconds = 12.345;
    record.steps = {{"read", 0.25}, {"verify", 3}};
    record.cost = 0.0123;
    record.artist = "Größe & \"Co\"";
    record.error = "one\nreason";
    record.updated_at = "2026-03-01T12:05:00Z";
    record.expires_at = 1'900'000'000;
    REQUIRE(table.ledger->finish(record));
    const json& row = table.dynamo.rows.at("b00c");
    CHECK(row.at("songs_extracted") == json{{"N", "12"}});
    CHECK(row.at("entries_missing") == json{{"N", "0"}});
    CHECK(row.at("source_bytes") == json{{"N", "9007199254740"}});
    CHECK(row.at("expires_at") == json{{"N", "1900000000"}});
    CHECK(row.at("steps").at("M").at("read") == json{{"N", "0.25"}});
    CHECK_FALSE(row.contains("manifest_uri"));

    const auto read = table.ledger->get("b00c");
    REQUIRE(read);
    REQUIRE(*read);
    CHECK((*read)->status == LedgerStatus::manual_review);
    CHECK((*read)->source_uri == record.source_uri);
    CHECK((*read)->source_bytes == record.source_bytes);
    CHECK((*read)->songs_confirmed == 11);
    CHECK((*read)->duration_seconds == 12.345);
    CHECK((*read)->cost == 0.0123);
    CHECK((*read)->steps.size() == 2);
    CHECK((*read)->artist == record.artist);
    CHECK((*read)->error == record.error);
    CHECK((*read)->created_at == "2026-03-01T12:00:00Z");
    CHECK((*read)->expires_at == 1'900'000'000);
}

TEST_CASE("of two workers that find a book free at the same time one gets it") {
    Table table;
    bool came = false;
    table.dynamo.before = [&](const std::string& operation) {
        if (operation != "PutItem" || came) return;
        came = true;  // between our reading and our writing
        const auto rival = table.of_another()->claim(claim_of("rival"));
        REQUIRE(rival);
        CHECK(rival->standing == Standing::mine);
    };
    const auto claimed = table.ledger->claim(claim_of("slow"));
    REQUIRE(claimed);
    CHECK(claimed->standing == Standing::held);
    CHECK(claimed->row.claimed_by == "rival's machine");
}

TEST_CASE("a claim whose answer was lost is ours when it is asked for again") {
    Table table;
    bool lost = false;
    table.dynamo.before = [&](const std::string& operation) {
        if (operation != "PutItem" || lost) return;
        lost = true;  // what is sent again finds its own row
        REQUIRE(table.of_another()->claim(claim_of("a")));
    };
    const auto claimed = table.ledger->claim(claim_of("a"));
    REQUIRE(claimed);
    CHECK(claimed->standing == Standing::mine);
}

TEST_CASE("a claim that has lapsed is taken over, and its holder records nothing any more") {
    Table table;
    const auto first = table.ledger->claim(claim_of("first"));
    REQUIRE(first);
    Claim later = claim_of("second");
    CHECK(table.ledger->claim(later)->standing == Standing::held);
    later.now = "2026-03-01T12:30:00Z";
    later.record.claimed_until = "2026-03-01T13:00:00Z";
    const auto second = table.ledger->claim(later);
    REQUIRE(second);
    CHECK(second->standing == Standing::mine);
    CHECK(second->row.created_at == "2026-03-01T12:00:00Z");

    LedgerRecord record = first->row;
    record.status = LedgerStatus::success;
    const Status finished = table.ledger->finish(record);
    REQUIRE_FALSE(finished);
    CHECK(finished.error().code == ErrorCode::mirror_failed);
    CHECK(finished.error().file == "dynamodb://ledger");
    CHECK(finished.error().remedy.find("--claim-minutes") != std::string::npos);
    CHECK((*table.ledger->get("b00c"))->claim_id == "second");
}

TEST_CASE("a book done by somebody is not claimed again") {
    Table table;
    LedgerRecord record = table.ledger->claim(claim_of("a"))->row;
    record.status = LedgerStatus::success;
    REQUIRE(table.ledger->finish(record));
    const auto again = table.ledger->claim(claim_of("b"));
    REQUIRE(again);
    CHECK(again->standing == Standing::done);
    CHECK((*table.ledger->get("b00c"))->claim_id == "a");
}

TEST_CASE("rows of the pipeline are read, the status that the index does not see included") {
    Table table;
    table.dynamo.rows["s3://in/a.pdf"] = {
        {"book_id", {{"S", "s3://in/a.pdf"}}}, {"outcome", {{"S", "success"}}},
        {"source_bytes", {{"N", "12"}}},       {"strange", {{"BOOL", true}}},
        {"songs_extracted", {{"N", "-5"}}},    {"updated_at", {{"S", "2026-03-01T12:00:00.123Z"}}}};
    const auto row = table.ledger->get("s3://in/a.pdf");
    REQUIRE(row);
    REQUIRE(*row);
    CHECK((*row)->status == LedgerStatus::success);
    CHECK((*row)->source_bytes == 12);
    CHECK((*row)->songs_extracted == 0);
    CHECK(table.ledger->list({})->empty());
}

TEST_CASE("a list goes on over all pages of the answers, oldest change first") {
    Table table;
    table.dynamo.page_size = 2;
    for (int i = 0; i < 5; ++i) {
        Claim claim = claim_of("a", "book" + std::to_string(i));
        claim.now = "2026-03-01T12:00:0" + std::to_string(9 - i) + "Z";
        LedgerRecord record = table.ledger->claim(claim)->row;
        if (i == 4) record.status = LedgerStatus::failed;
        REQUIRE(table.ledger->finish(record));
    }
    const auto all = table.ledger->list({});
    REQUIRE(all);
    REQUIRE(all->size() == 5);
    CHECK(all->front().book_id == "book4");
    CHECK(all->back().book_id == "book0");
    CHECK(table.ledger->list(LedgerStatus::processing)->size() == 4);
    CHECK(table.ledger->list(LedgerStatus::failed)->front().book_id == "book4");
    CHECK(table.ledger->list(LedgerStatus::success)->empty());
}

TEST_CASE("every refusal names the table and what would help, and repeats nothing that was signed") {
    const auto told = [](const std::string& code, int status = 400) {
        const auto body = json{{"__type", "x#" + code}, {"message", "canonical x-amz-security-token:s3cr3t"}};
        const Error error = error_of_answer(answer_of(status, body.dump()));
        CHECK(error.code == ErrorCode::mirror_failed);
        CHECK(error.file == "dynamodb://ledger");
        CHECK(describe(error).find("s3cr3t") == std::string::npos);
        CHECK_FALSE(error.remedy.empty());
        return describe(error);
    };
    CHECK(told("ResourceNotFoundException").find("no such table") != std::string::npos);
    CHECK(told("UnrecognizedClientException").find("credentials") != std::string::npos);
    CHECK(told("InvalidSignatureException").find("signature") != std::string::npos);
    CHECK(told("ExpiredTokenException").find("expired") != std::string::npos);
    CHECK(told("AccessDeniedException").find("dynamodb:GetItem") != std::string::npos);
    CHECK(told("ProvisionedThroughputExceededException").find("later") != std::string::npos);
    CHECK(told("InternalServerError", 500).find("later") != std::string::npos);
}

TEST_CASE("a server that cannot be reached, or that is none of DynamoDB, is the table's failure") {
    const Error silence =
        error_of_answer(Error{ErrorCode::mirror_failed, "http://table", {}, "no answer came", "Start it"});
    CHECK(silence.file == "dynamodb://ledger");
    CHECK(describe(silence).find("http://table: no answer came. Start it") != std::string::npos);
    const Error nonsense = error_of_answer(answer_of(200, "<html>"));
    CHECK(nonsense.code == ErrorCode::mirror_failed);
    CHECK(nonsense.file == "dynamodb://ledger");
}

TEST_CASE("a table is named by dynamodb:// and a name that a table can have") {
    CHECK(*ledger_table_from("dynamodb://sheetsplit-ledger") == "sheetsplit-ledger");
    for (const char* wrong : {"dynamodb://", "dynamodb://ab", "ledger", "dynamodb://a/b/c", "s3://bucket/key",
                              "dynamodb://led ger"}) {
        INFO(wrong);
        REQUIRE_FALSE(ledger_table_from(wrong));
        CHECK(ledger_table_from(wrong).error().code == ErrorCode::usage);
    }
}

TEST_CASE("an answer with numbers or kinds that are not DynamoDB's is refused, unknown kinds are left out") {
    CHECK_FALSE(dynamo_answer_from_json(R"({"Item": {"a": {"N": "12x"}}})", "t"));
    CHECK_FALSE(dynamo_answer_from_json(R"({"Item": {"a": {"N": 12}}})", "t"));
    CHECK_FALSE(dynamo_answer_from_json(R"({"Item": {"a": {"N": "nan"}}})", "t"));
    CHECK_FALSE(dynamo_answer_from_json(R"({"Item": {"a": {"N": "inf"}}})", "t"));
    CHECK_FALSE(dynamo_answer_from_json(R"({"Item": []})", "t"));
    const auto answer = dynamo_answer_from_json(R"({"Item": {"a": {"L": []}, "b": {"N": "-1.5e3"}}})", "t");
    REQUIRE(answer);
    CHECK(answer->item->size() == 1);
    CHECK(std::get<double>(answer->item->at("b")) == -1500);
}
