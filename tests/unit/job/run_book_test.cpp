// One book's run with fakes for the PDF: what stands in the folder, and what becomes of it when things go
// wrong.
#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>

#include "job/desk.hpp"
#include "sheetsplit/job.hpp"
#include "sheetsplit/json.hpp"
#include "support/bench.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;

TEST_CASE("a book's run leaves its songs, plan and manifest, and nothing of its work") {
    Bench desk;
    const BookOutcome outcome = desk.run();
    CHECK(outcome.status == BookStatus::success);
    CHECK(outcome.songs == 2);
    CHECK(outcome.confirmed == 2);
    CHECK(outcome.folder == "Book");
    CHECK(desk.files() == std::vector<std::string>{"Book/Song 1.pdf", "Book/Song 2.pdf", "Book/manifest.json",
                                                   "Book/plan.json"});
    CHECK(desk.leftovers().empty());
    const auto manifest = manifest_from_json(desk.text("Book/manifest.json"), "manifest.json");
    REQUIRE(manifest);
    REQUIRE(manifest->files.size() == 2);
    CHECK(manifest->files[0].sha256 == sha256_hex(bytes_of(desk.text("Book/Song 1.pdf"))));
    CHECK(manifest->files[0].bytes == desk.text("Book/Song 1.pdf").size());
    CHECK(manifest->timings.size() >= 3);
    CHECK(manifest->options_digest == digest_of({}));
    const auto plan = plan_from_json(desk.text("Book/plan.json"), "plan.json");
    REQUIRE(plan);
    CHECK(plan->songs.size() == 2);
}

TEST_CASE("songs come out the same with any number of threads") {
    Bench one, many;
    one.job.options.reading.jobs = 1;
    many.job.options.reading.jobs = 8;
    one.run();
    many.run();
    for (const char* key : {"Book/Song 1.pdf", "Book/Song 2.pdf"}) CHECK(one.text(key) == many.text(key));
}

TEST_CASE("a song that cannot be made is an error of the book, and the others are kept") {
    Bench desk;
    desk.pdf.broken_page = 3;
    const BookOutcome outcome = desk.run();
    CHECK(outcome.status == BookStatus::manual_review);
    CHECK(outcome.songs == 1);
    REQUIRE(outcome.errors.size() == 1);
    CHECK(outcome.errors[0].detail.find("Song 2") != std::string::npos);
    CHECK(desk.files().front() == "Book/Song 1.pdf");
    CHECK(desk.files().size() == 3);
}

TEST_CASE("a book of which no song can be made is failed") {
    Bench desk;
    desk.job.plan->songs.clear();
    for (PlannedPage& page : desk.job.plan->pages) page = {page.page, LeafRole::front, {}, {}};
    const BookOutcome outcome = desk.run();
    CHECK(outcome.status == BookStatus::failed);
    REQUIRE(outcome.errors.size() == 1);
    CHECK(outcome.errors[0].code == ErrorCode::no_songs);
    CHECK(desk.files() == std::vector<std::string>{"Book/manifest.json", "Book/plan.json"});
}

TEST_CASE("a book that cannot be opened leaves a manifest that says why") {
    Bench desk;
    desk.job.plan.reset();
    desk.pdf.open_error = Error{ErrorCode::not_a_pdf, desk.book, {}, "is no PDF", "Check the file"};
    const BookOutcome outcome = desk.run();
    CHECK(outcome.status == BookStatus::failed);
    CHECK(desk.files() == std::vector<std::string>{"Book/manifest.json"});
    const auto manifest = manifest_from_json(desk.text("Book/manifest.json"), "manifest.json");
    REQUIRE(manifest);
    CHECK(manifest->status == BookStatus::failed);
    REQUIRE(manifest->errors.size() == 1);
    CHECK(manifest->errors[0].code == ErrorCode::not_a_pdf);
    CHECK(desk.leftovers().empty());
}

TEST_CASE("a failure does not take away what an earlier run made") {
    Bench desk;
    desk.run();
    const std::string before = desk.text("Book/manifest.json");
    desk.job.plan.reset();
    desk.job.force = true;
    desk.pdf.open_error = Error{ErrorCode::damaged, desk.book, {}, "is damaged", ""};
    CHECK(desk.run().status == BookStatus::failed);
    CHECK(desk.text("Book/manifest.json") == before);
    CHECK(desk.files().size() == 4);
}

TEST_CASE("a plan for another book is refused and changes nothing") {
    Bench desk;
    desk.job.plan->source_sha256 = std::string(64, '0');
    const BookOutcome outcome = desk.run();
    REQUIRE(outcome.errors.size() == 1);
    CHECK(outcome.errors[0].code == ErrorCode::wrong_book);
    CHECK(desk.files().empty());
}

TEST_CASE("a full disk leaves the earlier result as it was") {
    Bench desk;
    desk.run();
    const auto files = desk.files();
    std::vector<std::string> texts;
    for (const std::string& file : files) texts.push_back(desk.text(file));

    desk.pdf.edition = "second";  // every song would change
    class FullDisk : public ForwardingStore {
    public:
        using ForwardingStore::ForwardingStore;
        Status put(const std::string& key, std::span<const std::byte> bytes) override {
            if (key.ends_with(".pdf") && ++songs_ > 1)
                return Error{ErrorCode::disk_full, key, {}, "cannot be written: no space", ""};
            return ForwardingStore::put(key, bytes);
        }

    private:
        std::atomic<int> songs_ = 0;
    } full(*desk.output);
    const BookOutcome outcome = run_book(desk.job, full, desk.pdf.ports(), {}, {});
    CHECK(outcome.status == BookStatus::failed);
    REQUIRE(outcome.errors.size() == 1);
    CHECK(outcome.errors[0].code == ErrorCode::disk_full);
    CHECK(desk.files() == files);
    for (std::size_t i = 0; i < files.size(); ++i) CHECK(desk.text(files[i]) == texts[i]);

    // With space again the rerun completes.
    CHECK(desk.run().status == BookStatus::success);
    CHECK(desk.text("Book/Song 1.pdf") != texts[0]);
    CHECK(desk.leftovers().empty());
}

TEST_CASE("a run that dies between two renames is completed by the next one") {
    Bench desk;
    desk.run();
    desk.pdf.edition = "second";
    class Dying : public ForwardingStore {
    public:
        using ForwardingStore::ForwardingStore;
        Status move(const std::string& from, const std::string& to) override {
            if (++moves_ > 1) return Error{ErrorCode::internal, to, {}, "died", ""};
            return ForwardingStore::move(from, to);
        }

    private:
        int moves_ = 0;
    } dying(*desk.output);
    CHECK(run_book(desk.job, dying, desk.pdf.ports(), {}, {}).status == BookStatus::failed);
    // In between no manifest tells of files that are not there.
    const auto manifest = manifest_from_json(desk.text("Book/manifest.json"), "manifest.json");
    if (manifest)
        for (const WrittenFile& file : manifest->files)
            CHECK(sha256_hex(bytes_of(desk.text(file.file))) == file.sha256);

    CHECK(desk.run().status == BookStatus::success);
    CHECK(desk.files().size() == 4);
    CHECK(desk.text("Book/Song 1.pdf").find("second") != std::string::npos);
    CHECK(desk.text("Book/Song 2.pdf").find("second") != std::string::npos);
    CHECK(desk.leftovers().empty());
}

TEST_CASE("only what changed is written again, and what is no more in the plan goes") {
    Bench desk;
    desk.run();
    const auto written = std::filesystem::last_write_time(desk.scratch.path("out/Book/Song 1.pdf"));
    desk.scratch.write("out/Book/notes.txt", "mine");
    desk.job.plan->songs[1].title = "Renamed";
    desk.job.plan->songs[1].file = "Book/Renamed.pdf";
    desk.run();
    CHECK(std::filesystem::last_write_time(desk.scratch.path("out/Book/Song 1.pdf")) == written);
    CHECK(desk.files() == std::vector<std::string>{"Book/Renamed.pdf", "Book/Song 1.pdf",
                                                   "Book/manifest.json", "Book/notes.txt", "Book/plan.json"});
}

TEST_CASE("a song that somebody changed is not removed") {
    Bench desk;
    desk.run();
    desk.scratch.write("out/Book/Song 2.pdf", "annotated");
    desk.job.plan->songs[1].file = "Book/Renamed.pdf";
    desk.run();
    CHECK(desk.text("Book/Song 2.pdf") == "annotated");
}

TEST_CASE("another book with the same name gets a folder of its own") {
    Bench desk;
    desk.run();
    const std::string other = desk.scratch.write("other/Book.pdf", "another book of four pages");
    BookJob job = desk.job;
    job.path = other;
    job.sha256 = sha256_hex(bytes_of("another book of four pages"));
    job.plan->source_sha256 = job.sha256;
    const BookOutcome outcome = run_book(job, *desk.output, desk.pdf.ports(), {}, {});
    CHECK(outcome.folder == "Book (2)");
    CHECK(desk.files().size() == 8);
}

TEST_CASE("an interruption leaves nothing under a final name") {
    Bench desk;
    std::stop_source stop;
    stop.request_stop();
    const BookOutcome outcome = desk.run(stop.get_token());
    REQUIRE(outcome.errors.size() == 1);
    CHECK(outcome.errors[0].code == ErrorCode::interrupted);
    CHECK(desk.files().empty());
    CHECK(desk.run().status == BookStatus::success);
}

TEST_CASE("a book that another run is working on is waited for") {
    Bench desk;
    auto held = desk.output->try_lock(".sheetsplit/" + book_id_of(desk.job.sha256) + "/lock");
    REQUIRE(held);
    bool waited = false;
    const Listener listener = [&](const BookRef&, const Event& event) {
        if (event.kind != Event::Kind::waiting) return;
        waited = true;
        held->reset();
    };
    CHECK(run_book(desk.job, *desk.output, desk.pdf.ports(), listener, {}).status == BookStatus::success);
    CHECK(waited);
}
