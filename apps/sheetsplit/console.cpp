#include "console.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "sheetsplit/json_text.hpp"
#include "table.hpp"

namespace sheetsplit::cli {
namespace {

std::string now() {
    const auto time = std::chrono::system_clock::now();
    const auto whole = std::chrono::time_point_cast<std::chrono::seconds>(time);
    const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(time - whole).count();
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(whole)), rest);
}

const char* name_of(Event::Kind kind) {
    switch (kind) {
        case Event::Kind::book_started:
            return "book_started";
        case Event::Kind::stage_started:
            return "stage_started";
        case Event::Kind::stage_progressed:
            return "stage_progressed";
        case Event::Kind::stage_finished:
            return "stage_finished";
        case Event::Kind::warning:
            return "warning";
        case Event::Kind::waiting:
            return "waiting";
        case Event::Kind::book_finished:
            return "book_finished";
    }
    return "";
}

std::string counted(int number, const char* one, const char* many) {
    return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string in_short(const BookOutcome& outcome) {
    if (!outcome.same_as.empty()) return "same content as " + outcome.same_as;
    if (!outcome.elsewhere.empty()) return "done by another worker, see " + outcome.elsewhere;
    std::string text =
        fmt::format("{}, {} confirmed", counted(outcome.songs, "song", "songs"), outcome.confirmed);
    if (outcome.missing > 0) text += fmt::format(", {} missing", outcome.missing);
    return text + (outcome.skipped ? ", done before" : fmt::format(" ({:.1f} s)", outcome.seconds));
}

std::string some_reasons(const BookOutcome& outcome) {
    constexpr std::size_t shown = 3;
    std::string text;
    for (std::size_t i = 0; i < outcome.reasons.size() && i < shown; ++i)
        text += (text.empty() ? "" : "; ") + outcome.reasons[i];
    if (outcome.reasons.size() > shown) text += fmt::format("; and {} more", outcome.reasons.size() - shown);
    return text;
}

std::string what_to_do(const std::string& folder, bool review_page) {
    return review_page ? "Open " + folder + "/review.html"
                       : "Edit " + folder + "/plan.json and apply it with split";
}

}  // namespace

bool wants_colour(int descriptor) {
    const char* refused = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    return ::isatty(descriptor) && !(refused && *refused) && !(terminal && std::string(terminal) == "dumb");
}

Console::Console(const Arguments& arguments)
    : output_(arguments.output),
      quiet_(arguments.quiet),
      json_(arguments.log == LogFormat::json),
      lines_(!quiet_ && !json_ && arguments.progress != ProgressStyle::none),
      timings_(arguments.timings && !json_ && !quiet_),
      review_page_(arguments.book.review != ReviewPage::never),
      cost_per_hour_(arguments.cloud.cost_per_hour) {
    const bool terminal = ::isatty(STDERR_FILENO);
    const bool bar = arguments.progress == ProgressStyle::bar ||
                     (arguments.progress == ProgressStyle::automatic && terminal);
    if (bar && lines_) bar_ = std::make_unique<ProgressBar>();
}

Listener Console::listener() {
    return [this](const BookRef& ref, const Event& event) { hear(ref, event); };
}

void Console::say(const std::string& line) {
    const std::lock_guard guard(mutex_);
    const auto speak = [&] { std::fputs((printable(line) + "\n").c_str(), stderr); };
    if (bar_)
        bar_->around(speak);
    else
        speak();
}

void Console::error(const Error& error) {
    if (json_) return log("error", nullptr, "error", nullptr, describe(error));
    say("sheetsplit: " + describe(error));
}

void Console::note(const std::string& text) {
    if (quiet_) return;
    if (json_) return log("info", nullptr, "note", nullptr, text);
    say("sheetsplit: " + text);
}

void Console::finish() {
    const std::lock_guard guard(mutex_);
    bar_.reset();
}

void Console::hear(const BookRef& ref, const Event& event) {
    if (bar_) bar_->follow(ref, event);
    if (event.kind == Event::Kind::book_started) stage_ = Stage::read;
    if (event.kind == Event::Kind::stage_started) stage_ = *event.stage;
    if (json_) {
        const bool worth_a_line = event.kind != Event::Kind::stage_progressed;
        if (worth_a_line && !quiet_) log("info", &ref, name_of(event.kind), &event, event.text);
    } else if (!quiet_ && !event.text.empty()) {
        say(fmt::format("sheetsplit: {}: {}", ref.source, event.text));
    }
    if (timings_ && event.kind == Event::Kind::stage_finished)
        say(fmt::format("  {:<9} {:8.3f} s", sheetsplit::name_of(*event.stage), event.seconds));
    if (event.outcome) tell_outcome(ref, *event.outcome);
}

void Console::tell_outcome(const BookRef& ref, const BookOutcome& outcome) {
    for (Error error : outcome.errors) {
        if (error.file.empty()) error.file = outcome.source;
        if (json_)
            log("error", &ref, "error", nullptr, describe(error));
        else
            say("sheetsplit: " + describe(error));
    }
    if (quiet_ || json_) return;
    if (lines_ && outcome.status != BookStatus::failed)
        say(fmt::format("[{}/{}] {}: {}", ref.number, ref.count, outcome.source, in_short(outcome)));
    if (outcome.status == BookStatus::manual_review && outcome.same_as.empty() && outcome.errors.empty())
        say(fmt::format("sheetsplit: {}: needs a look: {}. {}", outcome.source, some_reasons(outcome),
                        outcome.elsewhere.empty() ? what_to_do(output_ + "/" + outcome.folder, review_page_)
                                                  : "Another worker did it, see " + outcome.elsewhere));
}

// What monitoring counts and sums.
void Console::write_numbers(const BookOutcome& outcome, JsonText& json) const {
    json.key("book_id").text(outcome.book_id).key("status").text(sheetsplit::name_of(outcome.status));
    json.key("skipped").boolean(outcome.skipped).key("toc_entries").number(outcome.toc_entries);
    json.key("songs").number(outcome.songs);
    json.key("confirmed").number(outcome.confirmed).key("missing").number(outcome.missing);
    json.key("verification_success_rate")
        .share(outcome.songs > 0 ? 1.0 * outcome.confirmed / outcome.songs : 0);
    json.key("seconds").seconds(outcome.seconds);
    if (cost_per_hour_) json.key("cost").dollars(outcome.seconds / 3600 * *cost_per_hour_);
    if (outcome.status != BookStatus::failed) return;
    const ErrorCode error = outcome.errors.empty() ? ErrorCode::no_songs : outcome.errors.front().code;
    json.key("error_type").text(sheetsplit::name_of(error));
    json.key("error_stage").text(sheetsplit::name_of(stage_));
}

void Console::log(const std::string& level, const BookRef* ref, const std::string& event,
                  const Event* details, const std::string& message) {
    JsonText json(false);
    json.open('{').key("time").text(now()).key("level").text(level).key("event").text(event);
    if (ref) json.key("correlation_id").text(ref->correlation_id).key("source_pdf").text(ref->source);
    if (details && details->stage) json.key("stage").text(sheetsplit::name_of(*details->stage));
    if (details && details->kind == Event::Kind::stage_finished)
        json.key("seconds").seconds(details->seconds);
    if (details && details->outcome) write_numbers(*details->outcome, json);
    if (!message.empty()) json.key("message").text(message);
    const std::string line = json.close('}').take() + "\n";
    const std::lock_guard guard(mutex_);
    std::fputs(line.c_str(), stderr);
}

}  // namespace sheetsplit::cli
