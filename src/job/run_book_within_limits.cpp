// One book in a process of its own, unless it is to have none.
#include <fmt/format.h>

#include <csignal>
#include <cstring>

#include "job/results.hpp"
#include "job/steps.hpp"
#include "sheetsplit/job.hpp"
#include "sheetsplit/job_json.hpp"
#include "sheetsplit/worker.hpp"

namespace sheetsplit {
namespace {

Error error_of(const WorkerResult& result, const BookJob& job) {
    switch (result.end) {
        case WorkerEnd::out_of_time:
            return {ErrorCode::limit_exceeded,
                    job.path,
                    {},
                    fmt::format("took longer than {} seconds", job.options.limits.seconds),
                    "Allow it more with --time-limit"};
        case WorkerEnd::out_of_memory:
            return {ErrorCode::limit_exceeded,
                    job.path,
                    {},
                    fmt::format("needs more than {} MB of memory", job.options.limits.megabytes),
                    "Allow it more with --memory-limit"};
        case WorkerEnd::stopped:
            return interruption_of(job.path);
        default:
            return {ErrorCode::crashed,
                    job.path,
                    {},
                    result.signal
                        ? fmt::format("reading it brought its process down ({})", ::strsignal(result.signal))
                        : "its process ended without a result",
                    "The file may be damaged: open it in a PDF viewer and save it anew"};
    }
}

}  // namespace

BookOutcome run_book_within_limits(const BookJob& job, FolderStore& output, const Ports& ports,
                                   const Listener& listener, std::stop_token stop) {
    if (job.options.limits.in_process) return run_book(job, output, ports, listener, std::move(stop));
    if (!job.force && !job.plan) {
        const std::string digest = digest_of(job.options);
        const Desk desk(output, book_id_of(job.sha256), digest);
        const auto done = results_up_to_date(output, desk, digest, job.options.exports);
        if (done && *done && desk.is_at_rest()) return skipped(**done, job.path);
    }
    std::optional<BookOutcome> outcome;
    const auto work = [&](const SendMessage& send, std::stop_token child_stop) {
        const Listener pass_on = [&](const BookRef&, const Event& event) { send(to_json(event)); };
        Event end;
        end.kind = Event::Kind::book_finished;
        end.outcome = run_book(job, output, ports, pass_on, std::move(child_stop));
        send(to_json(end));
    };
    const auto receive = [&](std::string_view message) {
        auto event = event_from_json(message);
        if (!event) return;
        if (event->kind == Event::Kind::book_finished)
            outcome = std::move(event->outcome);
        else if (listener)
            listener(job.ref, *event);
    };
    const WorkerLimits limits{job.options.limits.seconds, job.options.limits.megabytes};
    const auto result = run_in_worker(limits, work, receive, stop);
    if (outcome) return std::move(*outcome);
    return record_failure(job, result ? error_of(*result, job) : result.error(), output, ports);
}

}  // namespace sheetsplit
