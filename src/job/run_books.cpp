#include <algorithm>
#include <chrono>
#include <map>

#include <fmt/format.h>

#include "job/manifest_of.hpp"
#include "job/results.hpp"
#include "sheetsplit/job.hpp"

namespace sheetsplit {
namespace {

// Different for every run, so that lines of different runs in one log can be told apart.
std::string run_id(const std::string& started) {
    const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
    const std::string seed = fmt::format("{} {} {}", started, now, fmt::ptr(&started));
    return sha256_hex(bytes_of(seed)).substr(0, 8);
}

void tell(const Listener& listener, const BookRef& ref, Event::Kind kind,
          std::optional<BookOutcome> outcome) {
    if (!listener) return;
    Event event;
    event.kind = kind;
    event.outcome = std::move(outcome);
    listener(ref, event);
}

// A second name for content that this run has seen already.
BookOutcome repeated(BookOutcome first, const std::string& source) {
    first.same_as = first.source;
    first.source = source;
    first.skipped = true;
    first.seconds = 0;
    first.timings.clear();
    return first;
}

}  // namespace

BatchOutcome run_books(const BatchJob& batch, FolderStore& output, const Ports& ports, const BookRunner& run,
                       const Listener& listener, std::stop_token stop) {
    const auto begin = std::chrono::steady_clock::now();
    BatchOutcome outcome;
    outcome.started = ports.timestamp();
    const std::string id = run_id(outcome.started);
    const std::string digest = digest_of(batch.options);
    std::map<std::string, std::size_t> seen;  // content → subscript of outcome.books

    const auto run_one = [&](BookJob job) {
        const auto bytes = read_file(job.path);
        if (!bytes) {
            BookOutcome unread = outcome_of(failed_manifest(job.path, "", job.options, bytes.error()), job.path);
            unread.folder.clear();  // nothing was written for it
            return unread;
        }
        job.sha256 = sha256_hex(**bytes);
        const auto [first, is_new] = seen.try_emplace(job.sha256, outcome.books.size());
        if (!is_new) return repeated(outcome.books[first->second], job.path);
        // Looked at here too, so that no process is started for a book that is done.
        if (const Desk desk(output, book_id_of(job.sha256), digest); !job.force)
            if (const auto done = results_up_to_date(output, desk, digest)) return skipped(*done, job.path);
        return run(job, output, listener, stop);
    };

    for (std::size_t i = 0; i < batch.paths.size(); ++i) {
        if (stop.stop_requested()) break;
        const BookRef ref{i + 1, batch.paths.size(), batch.paths[i], fmt::format("{}-{}", id, i + 1)};
        tell(listener, ref, Event::Kind::book_started, {});
        outcome.books.push_back(run_one({.path = batch.paths[i],
                                         .sha256 = {},
                                         .options = batch.options,
                                         .plan = {},
                                         .force = batch.force,
                                         .ref = ref}));
        tell(listener, ref, Event::Kind::book_finished, outcome.books.back());
    }
    outcome.interrupted = stop.stop_requested();
    outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();

    const bool anything = std::any_of(outcome.books.begin(), outcome.books.end(),
                                      [](const BookOutcome& book) { return !book.folder.empty(); });
    if (anything) {
        [[maybe_unused]] const Status summed =
            output.put("SUMMARY.json", bytes_of(summary_json(outcome, output.name())));
        // It reads all manifests: too much for each of a thousand runs with one book, unless it is there
        // already.
        const auto overview = output.size("index.html");
        if (batch.paths.size() > 1 || (overview && *overview)) [[maybe_unused]]
            const Status shown = write_overview(output, outcome.books);
    }
    output.remove_empty_folders(".sheetsplit/tmp");
    return outcome;
}

}  // namespace sheetsplit
