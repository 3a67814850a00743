// A book that brings its process down fails alone and leaves a manifest that says why.
#include <catch2/catch.hpp>

#include <csignal>
#include <thread>

#include "sheetsplit/job.hpp"
#include "sheetsplit/json.hpp"
#include "support/bench.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;

namespace {

constexpr const char* hostile_text = "a hostile book";

// Runs a book whose opening does `harm`.
struct Harmed {
    Scratch scratch;
    std::unique_ptr<FolderStore> output = open_folder_store(scratch.path("out"));
    FakePdf pdf{4};
    BookOutcome outcome;

    explicit Harmed(const std::function<void()>& harm, int seconds = 60) {
        Ports ports = pdf.ports();
        ports.open_book = [&](const std::string& path, const ReadingOptions&) -> Expected<OpenedBook> {
            harm();
            return Error{ErrorCode::internal, path, {}, "the harm did nothing", ""};
        };
        BookJob job;
        job.path = scratch.write("Book.pdf", hostile_text);
        job.sha256 = sha256_hex(bytes_of(hostile_text));
        job.ref.source = job.path;
        job.options.limits.seconds = seconds;
        outcome = run_book_within_limits(job, *output, ports, {}, {});
    }

    Error error() const {
        REQUIRE(outcome.errors.size() == 1);
        return outcome.errors.front();
    }
    Manifest manifest() const {
        const auto read = manifest_from_json(
            content_of(scratch.path("out/" + outcome.folder + "/manifest.json")), "manifest.json");
        REQUIRE(read);
        return *read;
    }
};

}  // namespace

TEST_CASE("a book that crashes its process is a failed book with a reason") {
    const Harmed harmed([] {
        std::signal(SIGSEGV, SIG_DFL);
        std::raise(SIGSEGV);
    });
    CHECK(harmed.outcome.status == BookStatus::failed);
    CHECK(harmed.error().code == ErrorCode::crashed);
    CHECK_FALSE(harmed.error().remedy.empty());
    CHECK(harmed.manifest().status == BookStatus::failed);
}

TEST_CASE("a book that takes too long is a failed book that names the option") {
    const Harmed harmed([] { std::this_thread::sleep_for(std::chrono::seconds(60)); }, 1);
    CHECK(harmed.outcome.status == BookStatus::failed);
    CHECK(harmed.error().code == ErrorCode::limit_exceeded);
    CHECK(harmed.error().remedy.find("--time-limit") != std::string::npos);
    CHECK(harmed.manifest().errors.size() == 1);
}

TEST_CASE("a book that fails in its process fails as it does without one") {
    const Harmed harmed([] {});
    CHECK(harmed.outcome.status == BookStatus::failed);
    CHECK(harmed.error().detail == "the harm did nothing");
}

TEST_CASE("a lock that a run could not take away is taken away by the next one, though the book is done") {
    Bench bench;
    REQUIRE(bench.run().status == BookStatus::success);
    const std::string lock = ".sheetsplit/" + book_id_of(bench.job.sha256) + "/lock";
    REQUIRE(bench.output->put(lock, bytes_of("")));
    bench.job.plan.reset();  // a plan would be carried out in any case
    const BookOutcome outcome = run_book_within_limits(bench.job, *bench.output, bench.pdf.ports(), {}, {});
    CHECK(outcome.skipped);
    CHECK(bench.leftovers().empty());
}
