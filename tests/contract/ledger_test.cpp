// What every Ledger promises: the folder of results and the table alike.
#include <catch2/catch.hpp>

#include "sheetsplit/json.hpp"
#include "sheetsplit/ledger.hpp"
#include "sheetsplit/ports.hpp"
#include "support/fake_dynamo.hpp"
#include "support/scratch.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;

namespace {

// A ledger of each kind with books in it.
struct Place {
    Scratch scratch;
    std::unique_ptr<FolderStore> output = open_folder_store(scratch.path("out"));
    FakeDynamo dynamo{"ledger"};
    std::unique_ptr<SharedLedger> table;
    std::unique_ptr<Ledger> folder;

    explicit Place(const std::string& kind) {
        if (kind == "folder")
            folder = local_ledger(*output);
        else
            table = dynamo_ledger(std::make_shared<FakeHttp>(
                                      [this](const FakeHttp::Call& call) { return dynamo.answer(call); }),
                                  "http://table", "ledger");
    }
    Ledger& ledger() { return folder ? *folder : *table; }

    // The book's id.
    std::string add(const std::string& name, BookStatus status, const std::string& time) {
        const std::string sha256 = sha256_hex(bytes_of(name));
        const std::string book_id = book_id_of(sha256);
        if (folder) {
            Manifest manifest;
            manifest.tool_version = "1";
            manifest.plan.source_pdf = name + ".pdf";
            manifest.plan.source_sha256 = sha256;
            manifest.plan.page_count = 7;
            manifest.plan.book_name = name;
            manifest.plan.folder = name;
            manifest.status = status;
            if (status != BookStatus::success) manifest.gates_failed = {"a reason"};
            manifest.options_digest = "options";
            manifest.processing_timestamp = time;
            manifest.processing_seconds = 1.5;
            REQUIRE(output->put(name + "/manifest.json", bytes_of(to_json(manifest))));
        } else {
            Claim claim;
            claim.now = time;
            claim.record.book_id = book_id;
            claim.record.source_uri = name + ".pdf";
            claim.record.claim_id = "x";
            claim.record.options_digest = "options";
            LedgerRecord record = table->claim(claim)->row;
            record.status = ledger_status_of(status);
            record.page_count = 7;
            record.book_name = name;
            record.duration_seconds = 1.5;
            record.manifest_uri = "s3://out/" + name + "/manifest.json";
            if (status != BookStatus::success) record.error = "a reason";
            REQUIRE(table->finish(record));
        }
        return book_id;
    }
};

}  // namespace

TEST_CASE("a ledger shows a book as it was recorded") {
    Place place(GENERATE("folder", "table"));
    const std::string book = place.add("Second Book", BookStatus::manual_review, "2026-03-01T12:00:00Z");
    const auto row = place.ledger().get(book);
    REQUIRE(row);
    REQUIRE(*row);
    CHECK((*row)->book_id == book);
    CHECK((*row)->status == LedgerStatus::manual_review);
    CHECK((*row)->source_uri == "Second Book.pdf");
    CHECK((*row)->page_count == 7);
    CHECK((*row)->book_name == "Second Book");
    CHECK((*row)->duration_seconds == 1.5);
    CHECK((*row)->error == "a reason");
    CHECK((*row)->updated_at == "2026-03-01T12:00:00Z");
    CHECK((*row)->manifest_uri.ends_with("/Second Book/manifest.json"));
    CHECK_FALSE(place.ledger().get("0000000000000000")->has_value());
}

TEST_CASE("a ledger lists its books by status, the last change last") {
    Place place(GENERATE("folder", "table"));
    CHECK(place.ledger().list({})->empty());
    place.add("a", BookStatus::success, "2026-03-01T12:00:02Z");
    place.add("b", BookStatus::failed, "2026-03-01T12:00:01Z");
    place.add("c", BookStatus::success, "2026-03-01T12:00:00Z");
    const auto all = place.ledger().list({});
    REQUIRE(all);
    REQUIRE(all->size() == 3);
    CHECK((*all)[0].book_name == "c");
    CHECK((*all)[1].book_name == "b");
    CHECK((*all)[2].book_name == "a");
    CHECK(place.ledger().list(LedgerStatus::success)->size() == 2);
    CHECK(place.ledger().list(LedgerStatus::failed)->size() == 1);
    CHECK(place.ledger().list(LedgerStatus::processing)->empty());
}

TEST_CASE("a book that is reset will be run again; one that nobody knows is not reset") {
    Place place(GENERATE("folder", "table"));
    const std::string book = place.add("a", BookStatus::success, "2026-03-01T12:00:00Z");
    const std::string other = place.add("b", BookStatus::success, "2026-03-01T12:00:00Z");
    CHECK(*place.ledger().reset(book));
    CHECK_FALSE(*place.ledger().reset("0000000000000000"));
    const auto row = place.ledger().get(book);
    REQUIRE(row);
    CHECK((!*row || (*row)->options_digest.empty()));
    CHECK((*place.ledger().get(other))->options_digest == "options");
}
