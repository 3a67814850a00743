// One book: read → discover → parse → map → verify → plan → write → manifest → commit.
#include <set>
#include <thread>

#include "job/commit.hpp"
#include "job/companions.hpp"
#include "job/desk.hpp"
#include "job/make_files.hpp"
#include "job/manifest_of.hpp"
#include "job/results.hpp"
#include "job/settle.hpp"
#include "job/stage_inputs.hpp"
#include "job/steps.hpp"
#include "job/understand.hpp"
#include "sheetsplit/job.hpp"
#include "sheetsplit/json.hpp"

namespace sheetsplit {
namespace {

// The book's lock.  Whoever has it first does the work; the other finds it done.
Expected<std::unique_ptr<StoreLock>> wait_for_lock(Desk& desk, Steps& steps) {
    for (bool told = false;; std::this_thread::sleep_for(std::chrono::milliseconds(100))) {
        auto lock = desk.try_lock();
        if (!lock) return lock.error();
        if (*lock) return std::move(*lock);
        if (steps.stopped()) return steps.interrupted();
        if (!told) steps.say(Event::Kind::waiting, "another run is working on this book");
        told = true;
    }
}

// What is known before anything is written, and where the pages come from.
struct Prepared {
    Manifest draft;
    Source source;
};

Expected<Source> open_source(const BookJob& job, const Ports& ports) {
    auto bytes = ports.read_book(job.path);
    if (!bytes) return bytes.error();
    auto file = ports.open_pdf(*bytes, job.path, job.options.reading.password);
    if (!file) return file.error();
    return Source{*bytes, std::shared_ptr<const PdfFile>(std::move(*file))};
}

// A plan is given, by a person or by a run that got this far: the book need not be understood again.
Expected<Prepared> prepare_known(const BookJob& job, Manifest draft, const Ports& ports, Steps& steps) {
    auto source = steps.take(Stage::read, [&] { return open_source(job, ports); });
    if (!source) return source.error();
    if (const Status fits =
            check_plan(draft.plan, job.path, sha256_hex(*source->bytes), source->file->facts().page_count);
        !fits)
        return fits.error();
    return Prepared{std::move(draft), std::move(*source)};
}

Expected<Prepared> prepare(const BookJob& job, const std::string& digest, const Ports& ports, Desk& desk,
                           Steps& steps) {
    // Names come from the path: a draft that was made under another one is of no use.
    if (auto draft = desk.draft(); draft && draft->plan.source_pdf == job.path)
        return prepare_known(job, std::move(*draft), ports, steps);
    auto opened = steps.take(Stage::read, [&] { return ports.open_book(job.path, job.options.reading); });
    if (!opened) return opened.error();
    const Book& book = *opened->book;
    if (book.facts().sha256 != job.sha256)
        return Error{ErrorCode::input_unreadable,
                     job.path,
                     {},
                     "changed while it was being read",
                     "Run it again when nobody writes to it"};
    const StageContext context{book.facts().path, book.facts().sha256, &book.leaves()};
    const auto findings =
        understand(book, desk.findings(context), Stage::plan, job.options, steps,
                   [&](Stage stage, const Findings& found) { desk.keep(stage, found, context); });
    if (!findings) return findings.error();
    Manifest draft = draft_of(*findings, book, digest);
    desk.keep(draft);
    return Prepared{std::move(draft), {opened->bytes, opened->file}};
}

Expected<SplitPlan> settle(const SplitPlan& plan, const std::optional<Manifest>& before, FolderStore& store) {
    const auto folder = claim_folder(store, plan.folder, book_id_of(plan.source_sha256));
    if (!folder) return folder.error();
    std::set<std::string> ours;
    if (before)
        for (const WrittenFile& file : before->files) ours.insert(file.file);
    return beside_foreign_files(in_folder(plan, *folder), store, ours);
}

Expected<Manifest> run_stages(const BookJob& job, const std::string& digest, FolderStore& output,
                              const Ports& ports, Desk& desk, Steps& steps) {
    const std::string timestamp = ports.timestamp();

    const auto results = results_of(output, desk);
    if (!results) return results.error();
    const auto before = written_before(output, desk);
    if (!before) return before.error();

    // read → discover → parse → map → verify → plan
    auto prepared = job.plan ? prepare_known(job, draft_of(*job.plan, *results, digest), ports, steps)
                             : prepare(job, digest, ports, desk, steps);
    if (!prepared) return prepared.error();
    Manifest& draft = prepared->draft;
    auto settled = settle(draft.plan, *before, output);
    if (!settled) return settled.error();
    draft.plan = std::move(*settled);
    draft.output_directory = output.name();
    draft.processing_timestamp = timestamp;

    // write
    const auto made = steps.take(Stage::write, [&] {
        return make_files(orders_of(draft.plan, job.options.policy.write_matter), prepared->source, job.path,
                          ports, job.options.reading.jobs, stage_on(desk, output), steps);
    });
    if (!made) return made.error();

    // manifest
    Companions companions;
    Manifest manifest = steps.take(Stage::manifest, [&] {
        std::vector<WrittenFile> files;
        for (const FileMade& file : made->files) files.push_back(file.file);
        Manifest judged = finished(std::move(draft), std::move(files), made->errors, job.options.gates);
        companions = companions_of(judged, job.options, prepared->source, ports, output);
        return with_troubles(std::move(judged), companions.errors, companions.warnings);
    });
    manifest.timings = steps.timings();
    manifest.processing_seconds = steps.seconds();

    // commit
    if (steps.stopped()) return steps.interrupted();
    if (job.keep_artifacts) desk.keep_artifacts();
    const Status committed = steps.take(Stage::commit, [&] {
        return commit(manifest, made->files, companions.files, *before, output, desk);
    });
    if (!committed) return committed.error();
    return manifest;
}

// A run may have died when all of a book was in place and something was left to be cleared away.
Status tidy_up(const Manifest& done, FolderStore& output, Desk& desk) {
    const auto open = desk.commit_is_open();
    if (!open) return open.error();
    if (!*open) return Done{};
    const auto before = written_before(output, desk);
    if (!before) return before.error();
    return finish_commit(done, *before, output, desk);
}

// Of a book for which nothing was written.
BookOutcome empty_handed(const Manifest& failed, const BookJob& job) {
    BookOutcome outcome = outcome_of(failed, job.path);
    outcome.folder.clear();
    return outcome;
}

// A book that could not be done has a manifest as well, unless an earlier run made something better of it.
BookOutcome give_up(const BookJob& job, const Error& error, FolderStore& output, const Ports& ports,
                    Desk& desk, const Steps& steps) {
    Manifest manifest = failed_manifest(job.path, job.sha256, job.options, error);
    manifest.output_directory = output.name();
    manifest.processing_timestamp = ports.timestamp();
    manifest.timings = steps.timings();
    manifest.processing_seconds = steps.seconds();
    BookOutcome outcome = empty_handed(manifest, job);

    const bool about_the_book = error.code != ErrorCode::interrupted && error.code != ErrorCode::wrong_book &&
                                error.code != ErrorCode::invalid_json;
    const auto before = results_of(output, desk);
    // A commit that was cut short is completed by the next run, which must still find what was announced.
    const auto half_committed = desk.commit_is_open();
    if (!about_the_book || !before || !half_committed || *half_committed) return outcome;
    if (*before && (*before)->status != BookStatus::failed) return outcome;
    const auto folder = claim_folder(output, manifest.plan.folder, book_id_of(job.sha256));
    if (!folder) return outcome;
    manifest.plan = in_folder(manifest.plan, *folder);
    if (commit(manifest, {}, {}, *before, output, desk)) outcome.folder = *folder;
    return outcome;
}

}  // namespace

BookOutcome run_book(const BookJob& job, FolderStore& output, const Ports& ports, const Listener& listener,
                     std::stop_token stop) {
    Steps steps(job.ref, listener, std::move(stop));
    const std::string digest = digest_of(job.options);
    Desk desk(output, book_id_of(job.sha256), digest);
    const auto lock = wait_for_lock(desk, steps);
    if (!lock) return empty_handed(failed_manifest(job.path, job.sha256, job.options, lock.error()), job);
    const auto given_up = [&](const Error& error) { return give_up(job, error, output, ports, desk, steps); };
    if (!job.force && !job.plan) {
        const auto done = results_up_to_date(output, desk, digest, job.options.exports);
        if (!done) return given_up(done.error());
        if (*done) {
            const Status tidied = tidy_up(**done, output, desk);
            return tidied ? skipped(**done, job.path) : given_up(tidied.error());
        }
    }
    if (job.force) desk.forget_values();

    const auto manifest = run_stages(job, digest, output, ports, desk, steps);
    return manifest ? outcome_of(*manifest, job.path) : given_up(manifest.error());
}

BookOutcome record_failure(const BookJob& job, const Error& error, FolderStore& output, const Ports& ports) {
    Steps steps(job.ref, {}, {});
    Desk desk(output, book_id_of(job.sha256), digest_of(job.options));
    return give_up(job, error, output, ports, desk, steps);
}

}  // namespace sheetsplit
