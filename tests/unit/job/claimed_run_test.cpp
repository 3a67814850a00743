// Books under a shared ledger: who runs them, what is recorded, and what is left when the ledger fails.
#include <catch2/catch.hpp>

#include "sheetsplit/claimed_run.hpp"
#include "sheetsplit/json.hpp"
#include "support/fake_dynamo.hpp"
#include "support/fake_pdf.hpp"
#include "support/scratch.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;

namespace {

constexpr const char* book_text = "a book of two pages";

// One worker with a folder of its own.
struct Worker {
    std::unique_ptr<FolderStore> output;
    ClaimTerms terms;
    std::function<void()> meanwhile;  // what happens while it has the book
    std::vector<Error> troubles;      // after the commit
    bool interrupted = false;
    bool keeps = false;  // what is done already
    int ran = 0;
};

struct World {
    Scratch scratch;
    FakeDynamo dynamo{"ledger"};
    std::function<Expected<HttpResponse>(const FakeHttp::Call&)> server = [this](const FakeHttp::Call& call) {
        return dynamo.answer(call);
    };
    std::unique_ptr<SharedLedger> ledger =
        dynamo_ledger(std::make_shared<FakeHttp>([this](const FakeHttp::Call& call) { return server(call); }),
                      "http://table", "ledger");
    FakePdf pdf{2};
    std::chrono::sys_seconds now{std::chrono::seconds(1'772'366'400)};
    int ids = 0;
    BookJob job;

    World() {
        job.path = scratch.write("Book.pdf", book_text);
        job.sha256 = sha256_hex(bytes_of(book_text));
        job.size = 123;  // as it was read, be there a file of the name or not
        job.ref.source = "s3://in/Book.pdf";
    }
    Worker worker(const std::string& name) {
        Worker worker;
        worker.output = open_folder_store(scratch.path(name));
        worker.terms.worker = name;
        worker.terms.lease = std::chrono::minutes(30);
        worker.terms.now = [this] { return now; };
        worker.terms.new_id = [this] { return "id" + std::to_string(++ids); };
        return worker;
    }
    BookOutcome run(Worker& worker) {
        const BookRunner inner = [&](const BookJob& given, FolderStore& output, const Listener&,
                                     std::stop_token) {
            ++worker.ran;
            if (worker.meanwhile) worker.meanwhile();
            if (worker.interrupted) {
                BookOutcome outcome;
                outcome.source = given.path;
                outcome.errors = {{ErrorCode::interrupted, given.path, {}, "interrupted", ""}};
                return outcome;
            }
            BookJob planned = given;
            if (!worker.keeps) planned.plan = plan();
            BookOutcome outcome = run_book(planned, output, pdf.ports(), {}, {});
            outcome.errors.insert(outcome.errors.end(), worker.troubles.begin(), worker.troubles.end());
            return outcome;
        };
        return with_ledger(inner, *ledger, worker.terms)(job, *worker.output, {}, {});
    }
    LedgerRecord row() {
        const auto found = ledger->get(book_id_of(job.sha256));
        REQUIRE(found);
        REQUIRE(*found);
        return **found;
    }

private:
    SplitPlan plan() const {
        SplitPlan plan;
        plan.source_pdf = job.path;
        plan.source_sha256 = job.sha256;
        plan.page_count = 2;
        plan.artist = "Somebody";
        plan.book_name = plan.folder = "Book";
        PlannedSong song;
        song.title = "Song";
        song.first_page = PdfPage(1);
        song.last_page = PdfPage(2);
        song.verdict = Verdict::confirmed;
        song.confirmed_by_person = true;
        song.confidence = 1;
        song.file = "Book/Song.pdf";
        plan.songs.push_back(song);
        for (const PdfPage page : {song.first_page, song.last_page})
            plan.pages.push_back({page, LeafRole::song, {0}, {}});
        return plan;
    }
};

}  // namespace

TEST_CASE("a book is claimed before it is run, and recorded with what its manifest says") {
    World world;
    Worker worker = world.worker("one");
    worker.terms.cost_per_hour = 3600;
    worker.terms.kept_days = 10;
    worker.terms.execution_arn = "arn:execution";
    worker.meanwhile = [&] {
        const LedgerRecord claim = world.row();
        CHECK(claim.status == LedgerStatus::processing);
        CHECK(claim.claimed_by == "one");
        CHECK(claim.claimed_until == "2026-03-01T12:30:00Z");
        CHECK(claim.source_uri == "s3://in/Book.pdf");
        CHECK(claim.source_bytes == 123);
        world.now += std::chrono::minutes(5);
    };
    const BookOutcome outcome = world.run(worker);
    CHECK(outcome.status == BookStatus::success);
    CHECK(outcome.errors.empty());
    const LedgerRecord row = world.row();
    CHECK(row.status == LedgerStatus::success);
    CHECK(row.songs_extracted == 1);
    CHECK(row.songs_confirmed == 1);
    CHECK(row.page_count == 2);
    CHECK(row.artist == "Somebody");
    CHECK(row.book_name == "Book");
    CHECK(row.source_sha256 == world.job.sha256);
    CHECK(row.options_digest == digest_of(world.job.options));
    CHECK(row.pipeline_version == SHEETSPLIT_VERSION);
    CHECK(row.execution_arn == "arn:execution");
    CHECK(row.created_at == "2026-03-01T12:00:00Z");
    CHECK(row.updated_at == "2026-03-01T12:05:00Z");
    CHECK(row.expires_at == 1'772'366'400 + 300 + 864'000);
    CHECK(row.error.empty());
    REQUIRE(row.cost);
    CHECK(*row.cost == Approx(row.duration_seconds));
    CHECK_FALSE(row.steps.empty());
    CHECK(row.manifest_uri == world.scratch.path("one") + "/Book/manifest.json");
    CHECK(row.manifest_sha256 ==
          sha256_hex(bytes_of(content_of(world.scratch.path("one/Book/manifest.json")))));
}

TEST_CASE("while one worker has a book, another is told who, and then that it is done and where") {
    World world;
    Worker one = world.worker("one"), two = world.worker("two");
    one.terms.mirror = two.terms.mirror = "s3://out/songs";
    one.meanwhile = [&] {
        const BookOutcome outcome = world.run(two);
        CHECK(outcome.held_by == "one");
        CHECK(outcome.source == world.job.path);
    };
    CHECK(world.run(one).status == BookStatus::success);
    const BookOutcome later = world.run(two);
    CHECK(later.held_by.empty());
    CHECK(later.skipped);
    CHECK(later.status == BookStatus::success);
    CHECK(later.songs == 1);
    CHECK(later.folder.empty());
    CHECK(later.elsewhere == "s3://out/songs/Book/manifest.json");
    CHECK(one.ran == 1);
    CHECK(two.ran == 0);
}

TEST_CASE("another run on the same folder keeps off too, whatever the table would say") {
    World world;
    Worker one = world.worker("one");
    Worker same = world.worker("one");
    one.meanwhile = [&] { CHECK(world.run(same).held_by == "another run"); };
    world.run(one);
    CHECK(same.ran == 0);
}

TEST_CASE(
    "a run that was killed leaves its book to the next one on the same folder, to others when it lapses") {
    World world;
    Worker killed = world.worker("one"), other = world.worker("two"), next = world.worker("one");
    nlohmann::json claim;
    killed.meanwhile = [&] { claim = world.dynamo.rows.begin()->second; };
    world.run(killed);
    world.dynamo.rows.begin()->second = claim;  // as if nothing had come after
    CHECK(world.run(other).held_by == "one");

    SECTION("the next run on the folder") {
        CHECK(world.run(next).held_by.empty());
        CHECK(next.ran == 1);
    }
    SECTION("a worker elsewhere") {
        world.now += std::chrono::minutes(30);
        CHECK(world.run(other).held_by.empty());
        CHECK(other.ran == 1);
        CHECK(world.row().claimed_by == "two");
    }
    SECTION("the next attempt of the same execution") {
        world.dynamo.rows.begin()->second["execution_arn"] = {{"S", "arn:execution"}};
        other.terms.execution_arn = "arn:execution";
        CHECK(world.run(other).held_by.empty());
        CHECK(other.ran == 1);
    }
}

TEST_CASE("a ledger that fails leaves the results whole, and the next run completes the record") {
    World world;
    Worker worker = world.worker("one");
    const auto working = world.server;
    const auto broken = [](const FakeHttp::Call&) {
        return FakeDynamo::refusal("ResourceNotFoundException");
    };
    SECTION("from the start") {
        world.server = broken;
    }
    SECTION("from the middle") {
        worker.meanwhile = [&] { world.server = broken; };
    }
    const BookOutcome outcome = world.run(worker);
    CHECK(outcome.status == BookStatus::success);
    CHECK(content_of(world.scratch.path("one/Book/manifest.json")).size() > 100);
    REQUIRE(outcome.errors.size() == 1);
    CHECK(outcome.errors.front().code == ErrorCode::mirror_failed);
    CHECK(describe(outcome.errors.front()).starts_with("dynamodb://ledger: what came of "));

    world.server = working;
    worker.meanwhile = nullptr;
    CHECK(world.run(worker).errors.empty());
    CHECK(world.row().status == LedgerStatus::success);
}

TEST_CASE("a book whose mirror is incomplete is recorded as failed, so that the next attempt does it again") {
    World world;
    Worker worker = world.worker("one"), next = world.worker("two");
    worker.terms.mirror = next.terms.mirror = "s3://out/songs";
    worker.troubles = {{ErrorCode::mirror_failed, "s3://out/songs/x", {}, "access is denied", ""}};
    CHECK(world.run(worker).status == BookStatus::success);
    const LedgerRecord row = world.row();
    CHECK(row.status == LedgerStatus::failed);
    CHECK(row.songs_extracted == 1);
    CHECK(row.error == "s3://out/songs/x: access is denied");
    CHECK_FALSE(row.manifest_uri.starts_with("s3:"));
    CHECK(world.run(next).errors.empty());
    CHECK(next.ran == 1);
    CHECK(world.row().manifest_uri == "s3://out/songs/Book/manifest.json");
}

TEST_CASE("a run that was interrupted gives its book back, and does not record an older result as its own") {
    World world;
    Worker worker = world.worker("one"), other = world.worker("two");
    world.run(worker);
    worker.interrupted = true;
    world.job.force = true;
    world.run(worker);
    const LedgerRecord row = world.row();
    CHECK(row.status == LedgerStatus::failed);
    CHECK(row.songs_extracted == 0);
    CHECK(row.manifest_uri.empty());
    CHECK(row.error.find("interrupted") != std::string::npos);
    world.job.force = false;
    CHECK(world.run(other).held_by.empty());
    CHECK(other.ran == 1);
}

TEST_CASE("what is done in the ledger and here goes to the runner, which may have a mirror to complete") {
    World world;
    Worker worker = world.worker("one");
    world.run(worker);
    const auto before = world.dynamo.rows;
    CHECK_FALSE(world.run(worker).elsewhere.size());
    CHECK(worker.ran == 2);
    CHECK(world.dynamo.rows == before);
}

TEST_CASE("other options make another result, and --force the same one again") {
    World world;
    Worker worker = world.worker("one"), other = world.worker("two");
    world.run(worker);
    world.job.options.naming.genre = "Waltz";
    world.run(other);
    CHECK(other.ran == 1);
    world.job.force = true;
    world.run(worker);
    CHECK(worker.ran == 2);
}

TEST_CASE("reasons that are many are cut at the end of a letter") {
    World world;
    Worker worker = world.worker("one");
    std::string long_text;
    for (int i = 0; i < 1500; ++i) long_text += "ä";
    worker.troubles = {{ErrorCode::mirror_failed, "", {}, long_text, ""}};
    world.run(worker);
    const std::string error = world.row().error;
    CHECK(error.size() < 2010);
    CHECK(error.ends_with("ä..."));
}

TEST_CASE("results that a person changed after they were recorded are recorded anew") {
    World world;
    Worker worker = world.worker("one");
    world.run(worker);
    const std::string key = "Book/manifest.json";
    auto manifest = manifest_from_json(content_of(world.scratch.path("one/" + key)), key);
    REQUIRE(manifest);
    manifest->processing_timestamp = "2026-03-01T12:30:00Z";
    const std::string changed = to_json(*manifest);
    REQUIRE(worker.output->put(key, bytes_of(changed)));
    worker.keeps = true;
    world.now += std::chrono::hours(1);
    world.run(worker);
    CHECK(world.row().manifest_sha256 == sha256_hex(bytes_of(changed)));
    CHECK(world.row().updated_at == "2026-03-01T13:00:00Z");
}
