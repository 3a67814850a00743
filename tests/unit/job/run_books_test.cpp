// Many books with a runner that only pretends: whose turn it is, and what becomes of books that others hold.
#include <catch2/catch.hpp>

#include <map>

#include "sheetsplit/job.hpp"
#include "support/fake_pdf.hpp"
#include "support/scratch.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;

namespace {

struct Batch {
    Scratch scratch;
    std::unique_ptr<FolderStore> output = open_folder_store(scratch.path("out"));
    FakePdf pdf{1};
    BatchJob job;
    std::map<std::string, int> held;  // path → how many more times another worker has it
    std::vector<std::string> ran;
    std::vector<Event::Kind> heard;
    std::stop_source stop;

    std::string add(const std::string& name, const std::string& content) {
        job.paths.push_back(scratch.write(name, content));
        return job.paths.back();
    }
    BatchOutcome run() {
        job.look_again = std::chrono::milliseconds(1);
        const BookRunner runner = [&](const BookJob& book, FolderStore&, const Listener&, std::stop_token) {
            BookOutcome outcome;
            outcome.source = book.path;
            if (held[book.path]-- > 0) {
                outcome.held_by = "another";
                return outcome;
            }
            ran.push_back(book.path);
            outcome.status = BookStatus::success;
            return outcome;
        };
        const Listener listener = [&](const BookRef&, const Event& event) { heard.push_back(event.kind); };
        return run_books(job, *output, pdf.ports(), runner, listener, stop.get_token());
    }
};

}  // namespace

TEST_CASE("a book that another worker has is tried again after the others, and its outcome keeps its place") {
    Batch batch;
    const std::string first = batch.add("first.pdf", "1"), second = batch.add("second.pdf", "2");
    batch.held[first] = 3;
    const BatchOutcome outcome = batch.run();
    CHECK(batch.ran == std::vector<std::string>{second, first});
    REQUIRE(outcome.books.size() == 2);
    CHECK(outcome.books[0].source == first);
    CHECK(outcome.books[0].status == BookStatus::success);
    CHECK_FALSE(outcome.interrupted);
    // It is started and waited for once, however often it is tried.
    CHECK(std::count(batch.heard.begin(), batch.heard.end(), Event::Kind::book_started) == 2);
    CHECK(std::count(batch.heard.begin(), batch.heard.end(), Event::Kind::waiting) == 1);
    CHECK(std::count(batch.heard.begin(), batch.heard.end(), Event::Kind::book_finished) == 2);
}

TEST_CASE("a book's digest and size are those of the bytes that were read, whatever its path is") {
    Batch batch;
    batch.job.paths = {"s3://shelf/book.pdf"};
    Ports ports = batch.pdf.ports();
    ports.read_book = [](const std::string&) -> Expected<std::shared_ptr<const Bytes>> {
        const auto bytes = bytes_of("a book");
        return std::make_shared<const Bytes>(bytes.begin(), bytes.end());
    };
    BookJob seen;
    const BookRunner runner = [&](const BookJob& book, FolderStore&, const Listener&, std::stop_token) {
        seen = book;
        return BookOutcome{};
    };
    run_books(batch.job, *batch.output, ports, runner, {}, {});
    CHECK(seen.sha256 == sha256_hex(bytes_of("a book")));
    CHECK(seen.size == 6);
}

TEST_CASE("a second name of a book that another worker has waits with it") {
    Batch batch;
    const std::string first = batch.add("first.pdf", "same"), second = batch.add("second.pdf", "same");
    batch.held[first] = 2;
    const BatchOutcome outcome = batch.run();
    CHECK(batch.ran == std::vector<std::string>{first});
    REQUIRE(outcome.books.size() == 2);
    CHECK(outcome.books[1].same_as == first);
    CHECK(outcome.books[1].status == BookStatus::success);
}

TEST_CASE("a run that is stopped while it waits leaves out the book it waited for") {
    Batch batch;
    const std::string first = batch.add("first.pdf", "1");
    batch.add("second.pdf", "2");
    batch.held[first] = 1'000'000;
    batch.job.look_again = std::chrono::hours(1);
    int tries = 0;
    const BookRunner runner = [&](const BookJob& book, FolderStore&, const Listener&, std::stop_token) {
        BookOutcome outcome;
        outcome.source = book.path;
        if (book.path == first) outcome.held_by = "another";
        if (++tries == 3) batch.stop.request_stop();
        return outcome;
    };
    const BatchOutcome outcome =
        run_books(batch.job, *batch.output, batch.pdf.ports(), runner, {}, batch.stop.get_token());
    CHECK(outcome.interrupted);
    REQUIRE(outcome.books.size() == 1);
    CHECK(outcome.books[0].source != first);
}
