// What stands in the output folder when the store fails a run, at whichever of its calls.
#include <catch2/catch.hpp>

#include <atomic>
#include <limits>
#include <map>

#include "sheetsplit/json.hpp"
#include "support/bench.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;

namespace {

constexpr int for_good = std::numeric_limits<int>::max();

// A store some of whose calls fail: `count` of one kind, from the one with the number `first` on.
class BadDay : public ForwardingStore {
public:
    enum class Kind { putting, changing, looking };

    BadDay(FolderStore& inner, Kind kind, int first, int count)
        : ForwardingStore(inner), kind_(kind), first_(first), count_(count) {}

    bool came_too_late() const { return calls_ <= first_; }

    Expected<std::optional<Bytes>> get(const std::string& key) const override {
        if (strikes(Kind::looking)) return unreadable(key);
        return ForwardingStore::get(key);
    }
    Expected<std::optional<std::uintmax_t>> size(const std::string& key) const override {
        if (strikes(Kind::looking)) return unreadable(key);
        return ForwardingStore::size(key);
    }
    Expected<std::vector<std::string>> list(const std::string& folder) const override {
        if (strikes(Kind::looking)) return unreadable(folder);
        return ForwardingStore::list(folder);
    }
    Status put(const std::string& key, std::span<const std::byte> bytes) override {
        if (strikes(Kind::putting) || strikes(Kind::changing)) return full(key);
        return ForwardingStore::put(key, bytes);
    }
    Expected<bool> put_new(const std::string& key, std::span<const std::byte> bytes) override {
        if (strikes(Kind::putting) || strikes(Kind::changing)) return full(key);
        return ForwardingStore::put_new(key, bytes);
    }
    Status move(const std::string& from, const std::string& to) override {
        if (strikes(Kind::changing)) return full(to);
        return ForwardingStore::move(from, to);
    }
    Status remove(const std::string& key) override {
        if (strikes(Kind::changing)) return full(key);
        return ForwardingStore::remove(key);
    }

private:
    bool strikes(Kind kind) const {
        if (kind != kind_) return false;
        const int call = calls_++;
        return call >= first_ && call - first_ < count_;
    }
    static Error full(const std::string& key) {
        return {ErrorCode::disk_full, key, {}, "cannot be written: no space", ""};
    }
    static Error unreadable(const std::string& key) {
        return {ErrorCode::input_unreadable, key, {}, "cannot be read", ""};
    }

    Kind kind_;
    int first_;
    int count_;
    mutable std::atomic<int> calls_ = 0;
};

// A bench with an earlier result, whose next run changes one song, renames another, and leaves out none.
struct SecondRun : Bench {
    SecondRun() {
        job.options.exports = {ExportFormat::csv};
        run();
        pdf.edition = "second";
        job.plan->songs[1].title = "Renamed";
        job.plan->songs[1].file = "Book/Renamed.pdf";
    }
    BookOutcome run_on(FolderStore& store) { return run_book(job, store, pdf.ports(), {}, {}); }

    // What stands there, but for the manifest, whose durations differ, and the place of the book.
    std::map<std::string, std::string> content() const {
        std::map<std::string, std::string> texts;
        for (const std::string& file : files()) {
            if (file == "Book/manifest.json") continue;
            std::string known = text(file);
            if (const auto at = known.find(scratch.path()); at != std::string::npos)
                known.erase(at, scratch.path().size());
            texts[file] = std::move(known);
        }
        return texts;
    }
    bool manifest_is_true() const {
        const auto json = output->get("Book/manifest.json");
        if (!json || !*json) return json.has_value();
        const auto manifest = manifest_from_json(text_of(**json), "manifest.json");
        return manifest && !manifest->files.empty() &&
               std::all_of(manifest->files.begin(), manifest->files.end(), [&](const WrittenFile& file) {
                   return sha256_hex(bytes_of(text(file.file))) == file.sha256;
               });
    }
};

std::map<std::string, std::string> undisturbed() {
    SecondRun bench;
    bench.run();
    return bench.content();
}

}  // namespace

TEST_CASE("a disk that fills at any moment leaves the earlier result, or all of the new one") {
    const auto later = undisturbed();
    bool struck = true;
    for (int room = 0; struck; ++room) {
        CAPTURE(room);
        SecondRun bench;
        const auto earlier = bench.content();
        const std::string manifest = bench.text("Book/manifest.json");
        BadDay full(*bench.output, BadDay::Kind::putting, room, for_good);
        const BookOutcome outcome = bench.run_on(full);
        struck = !full.came_too_late();
        CHECK((outcome.status == BookStatus::failed) == struck);
        if (bench.content() == earlier)
            CHECK(bench.text("Book/manifest.json") == manifest);
        else
            CHECK(bench.content() == later);
        CHECK(bench.manifest_is_true());
        CHECK(bench.run().status == BookStatus::success);
        CHECK(bench.content() == later);
        CHECK(bench.leftovers().empty());
    }
}

TEST_CASE("whichever change fails, no manifest says what is not so, and the next run completes the work") {
    const int count = GENERATE(1, for_good);
    const auto later = undisturbed();
    bool struck = true;
    for (int first = 0; struck; ++first) {
        CAPTURE(first, count);
        SecondRun bench;
        const auto earlier = bench.content();
        BadDay day(*bench.output, BadDay::Kind::changing, first, count);
        bench.run_on(day);
        struck = !day.came_too_late();
        CHECK(bench.manifest_is_true());
        const auto found = bench.content();
        for (const auto& [file, text] : found) {
            const bool old = earlier.contains(file) && earlier.at(file) == text;
            const bool fresh = later.contains(file) && later.at(file) == text;
            CHECK((old || fresh));
        }
        CHECK(found.contains("Book/Song 1.pdf"));
        CHECK((found.contains("Book/Song 2.pdf") || found.contains("Book/Renamed.pdf")));
        CHECK(bench.run().status == BookStatus::success);
        CHECK(bench.content() == later);
        CHECK(bench.leftovers().empty());
    }
}

TEST_CASE("what cannot be looked at is not taken for absent: nobody's file is overwritten") {
    const int count = GENERATE(1, for_good);
    bool struck = true;
    for (int first = 0; struck; ++first) {
        CAPTURE(first, count);
        SecondRun bench;
        bench.scratch.write("out/Book/Renamed.pdf", "somebody's");
        BadDay day(*bench.output, BadDay::Kind::looking, first, count);
        bench.run_on(day);
        struck = !day.came_too_late();
        CHECK(bench.text("Book/Renamed.pdf") == "somebody's");
        CHECK(bench.manifest_is_true());
        CHECK(bench.run().status == BookStatus::success);
        CHECK(bench.text("Book/Renamed.pdf") == "somebody's");
        CHECK(bench.text("Book/Renamed (2).pdf").find("second") != std::string::npos);
        CHECK_FALSE(bench.content().contains("Book/Song 2.pdf"));
        CHECK(bench.leftovers().empty());
    }
}

TEST_CASE("what a run could not clear away the next one does, though the book is done") {
    SecondRun bench;
    class Sticky : public ForwardingStore {
    public:
        using ForwardingStore::ForwardingStore;
        Status remove(const std::string& key) override {
            if (key == "Book/Song 2.pdf") return Error{ErrorCode::output_unwritable, key, {}, "busy", ""};
            return ForwardingStore::remove(key);
        }
    } sticky(*bench.output);
    bench.run_on(sticky);
    CHECK(bench.content().contains("Book/Song 2.pdf"));
    CHECK_FALSE(bench.leftovers().empty());

    bench.job.plan.reset();  // a plan would be carried out in any case
    const BookOutcome outcome = bench.run();
    CHECK(outcome.status == BookStatus::success);
    CHECK(outcome.skipped);
    CHECK(bench.content() == undisturbed());
    CHECK(bench.leftovers().empty());
}
