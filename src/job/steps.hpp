// Steps: the clock and the voice of one book's run.
//
// Times each stage, tells the listener, and knows whether the run was asked to
// stop.  take() is for the thread that runs the book; the rest for any thread.
#pragma once

#include <chrono>
#include <mutex>
#include <stop_token>
#include <utility>
#include <vector>

#include "sheetsplit/job.hpp"

namespace sheetsplit {

// The run of this book was asked to stop.
inline Error interruption_of(const std::string& source) {
    return {ErrorCode::interrupted,
            source,
            {},
            "interrupted",
            "Run the same command again to go on where it stopped"};
}

class Steps {
public:
    Steps(BookRef ref, Listener listener, std::stop_token stop)
        : ref_(std::move(ref)), listener_(std::move(listener)), stop_(std::move(stop)) {}

    // Runs the stage and returns what it returns.
    template <class Work>
    auto take(Stage stage, const Work& work) {
        tell(Event::Kind::stage_started, [&](Event& event) { event.stage = stage; });
        const auto begin = std::chrono::steady_clock::now();
        auto value = work();
        const double seconds = seconds_since(begin);
        timings_.push_back({std::string(name_of(stage)), seconds});
        tell(Event::Kind::stage_finished, [&](Event& event) {
            event.stage = stage;
            event.seconds = seconds;
        });
        return value;
    }

    void progressed(Stage stage, std::size_t done, std::size_t total) {
        tell(Event::Kind::stage_progressed, [&](Event& event) {
            event.stage = stage;
            event.done = done;
            event.total = total;
        });
    }

    void say(Event::Kind kind, const std::string& text) {
        tell(kind, [&](Event& event) { event.text = text; });
    }

    bool stopped() const { return stop_.stop_requested(); }
    Error interrupted() const { return interruption_of(ref_.source); }

    const std::vector<StageTiming>& timings() const { return timings_; }
    double seconds() const { return seconds_since(begin_); }

private:
    static double seconds_since(std::chrono::steady_clock::time_point begin) {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    template <class Fill>
    void tell(Event::Kind kind, const Fill& fill) {
        if (!listener_) return;
        Event event;
        event.kind = kind;
        fill(event);
        const std::lock_guard guard(telling_);
        listener_(ref_, event);
    }

    BookRef ref_;
    Listener listener_;
    std::stop_token stop_;
    std::mutex telling_;
    std::vector<StageTiming> timings_;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace sheetsplit
