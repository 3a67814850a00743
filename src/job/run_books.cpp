#include <algorithm>
#include <chrono>
#include <deque>
#include <map>

#include <fmt/format.h>

#include "job/manifest_of.hpp"
#include "sheetsplit/clock.hpp"
#include "sheetsplit/job.hpp"

namespace sheetsplit {
namespace {

// Different for every run, so that lines of different runs in one log can be told apart.
std::string run_id(const std::string& started) {
    const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
    const std::string seed = fmt::format("{} {} {}", started, now, fmt::ptr(&started));
    return sha256_hex(bytes_of(seed)).substr(0, 8);
}

// One book of the run, while it is not done.
struct Turn {
    BookRef ref;
    std::string sha256;  // once it was read
    std::uintmax_t size = 0;
    std::optional<BookOutcome> outcome;
    BookOutcome held;  // of the last try, when another worker had the book
};

void tell(const Listener& listener, const BookRef& ref, Event::Kind kind,
          std::optional<BookOutcome> outcome) {
    if (!listener) return;
    Event event;
    event.kind = kind;
    event.outcome = std::move(outcome);
    listener(ref, event);
}

void tell_waiting(const Listener& listener, const BookRef& ref, const std::string& worker) {
    if (!listener) return;
    Event event;
    event.kind = Event::Kind::waiting;
    event.text = fmt::format("{} is working on it; it has its turn after the other books", worker);
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
    std::vector<Turn> turns;
    std::deque<std::size_t> queue;  // subscripts of turns
    for (std::size_t i = 0; i < batch.paths.size(); ++i) {
        turns.push_back(
            {{i + 1, batch.paths.size(), batch.paths[i], fmt::format("{}-{}", id, i + 1)}, {}, 0, {}, {}});
        queue.push_back(i);
    }
    std::map<std::string, std::size_t> seen;  // content → the turn that has it first

    const auto take = [&](Turn& turn, std::size_t number) -> BookOutcome {
        const std::string& path = turn.ref.source;
        if (turn.sha256.empty()) {
            const auto bytes = ports.read_book(path);
            if (!bytes) {
                BookOutcome unread =
                    outcome_of(failed_manifest(path, "", batch.options, bytes.error()), path);
                unread.folder.clear();  // nothing was written for it
                return unread;
            }
            turn.sha256 = sha256_hex(**bytes);
            turn.size = (*bytes)->size();
        }
        const std::size_t first = seen.try_emplace(turn.sha256, number).first->second;
        if (first != number) return repeated(turns[first].outcome.value_or(turns[first].held), path);
        return run({.path = path,
                    .sha256 = turn.sha256,
                    .size = turn.size,
                    .options = batch.options,
                    .plan = {},
                    .force = batch.force,
                    .ref = turn.ref},
                   output, listener, stop);
    };

    std::size_t held_in_a_row = 0;
    while (!queue.empty() && !stop.stop_requested()) {
        const std::size_t i = queue.front();
        queue.pop_front();
        Turn& turn = turns[i];
        const bool first_time = turn.held.held_by.empty();
        if (first_time) tell(listener, turn.ref, Event::Kind::book_started, {});
        BookOutcome now = take(turn, i);
        if (now.held_by.empty()) {
            held_in_a_row = 0;
            turn.outcome = std::move(now);
            tell(listener, turn.ref, Event::Kind::book_finished, turn.outcome);
            continue;
        }
        if (first_time) tell_waiting(listener, turn.ref, now.held_by);
        turn.held = std::move(now);
        queue.push_back(i);
        if (++held_in_a_row < queue.size()) continue;
        if (!pause(batch.look_again, stop)) break;
        held_in_a_row = 0;
    }
    for (Turn& turn : turns)
        if (turn.outcome) outcome.books.push_back(std::move(*turn.outcome));
    outcome.interrupted = stop.stop_requested();
    outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();

    const bool anything = std::any_of(outcome.books.begin(), outcome.books.end(),
                                      [](const BookOutcome& book) { return !book.folder.empty(); });
    if (anything) {
        const std::string summary = summary_json(outcome, output.name());
        if (const Status summed = output.put("SUMMARY.json", bytes_of(summary)); !summed)
            outcome.errors.push_back(summed.error());
        // It reads all manifests: too much for each of a thousand runs with one book, unless it is there
        // already.
        const auto overview = output.size("index.html");
        if (batch.paths.size() > 1 || (overview && *overview))
            if (const Status shown = write_overview(output, outcome.books); !shown)
                outcome.errors.push_back(shown.error());
    }
    output.remove_empty_folders(".sheetsplit/tmp");
    return outcome;
}

}  // namespace sheetsplit
