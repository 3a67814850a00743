// What a folder of results tells as a ledger, and what a reset leaves in it.
#include <catch2/catch.hpp>

#include "job/desk.hpp"
#include "sheetsplit/json.hpp"
#include "sheetsplit/ledger.hpp"
#include "support/scratch.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;

namespace {

struct Folder {
    Scratch scratch;
    std::unique_ptr<FolderStore> output = open_folder_store(scratch.path("out"));
    std::unique_ptr<Ledger> ledger = local_ledger(*output);
    std::string sha256 = sha256_hex(bytes_of("book"));
    std::string book_id = book_id_of(sha256);

    void finish() {
        Manifest manifest;
        manifest.plan.source_sha256 = sha256;
        manifest.plan.page_count = 1;
        manifest.plan.book_name = manifest.plan.folder = "Book";
        manifest.status = BookStatus::success;
        manifest.options_digest = "0123456789abcdef";
        REQUIRE(output->put("Book/manifest.json", bytes_of(to_json(manifest))));
        REQUIRE(Desk(*output, book_id, "").remember_results("Book"));
    }
    void begin() { REQUIRE(output->put(".sheetsplit/" + book_id + "/0123456789abcdef/map.json", {})); }
    LedgerRecord row() {
        const auto found = ledger->get(book_id);
        REQUIRE(found);
        REQUIRE(*found);
        return **found;
    }
};

}  // namespace

TEST_CASE("a book that was begun is processing while somebody works on it, and failed when nobody does") {
    Folder folder;
    folder.begin();
    CHECK(folder.row().status == LedgerStatus::failed);
    CHECK(folder.row().error.find("interrupted") != std::string::npos);
    Desk desk(*folder.output, folder.book_id, "");
    const auto lock = desk.try_lock();
    REQUIRE(lock);
    CHECK(folder.row().status == LedgerStatus::processing);
    CHECK(folder.ledger->list(LedgerStatus::processing)->size() == 1);
}

TEST_CASE("an attempt that came to nothing does not undo the results that stand") {
    Folder folder;
    folder.finish();
    folder.begin();
    CHECK(folder.row().status == LedgerStatus::success);
    CHECK(folder.ledger->list({})->size() == 1);
}

TEST_CASE("what a claim leaves behind is no book that was begun") {
    Folder folder;
    folder.finish();
    REQUIRE(folder.output->put(".sheetsplit/" + folder.book_id + "/claim", {}));
    REQUIRE(folder.output->put(".sheetsplit/place", bytes_of("id")));
    CHECK(folder.ledger->list({})->size() == 1);
    CHECK(folder.ledger->list(LedgerStatus::failed)->empty());
}

TEST_CASE("a reset forgets what was found, keeps what says whose the files are, and waits for nobody") {
    Folder folder;
    folder.finish();
    folder.begin();
    Desk desk(*folder.output, folder.book_id, "");
    {
        const auto lock = desk.try_lock();
        REQUIRE(lock);
        const auto refused = folder.ledger->reset(folder.book_id);
        REQUIRE_FALSE(refused);
        CHECK(folder.row().options_digest == "0123456789abcdef");
    }
    CHECK(*folder.ledger->reset(folder.book_id));
    CHECK(folder.row().options_digest.empty());
    CHECK(*desk.results() == "Book");
    CHECK(folder.output->list(".sheetsplit")->size() == 1);
}
