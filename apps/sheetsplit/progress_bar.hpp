// A line at the foot of the terminal that tells which book is in which stage, and how long it may take.
//
// All members may be called from any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "sheetsplit/job.hpp"

namespace sheetsplit::cli {

class ProgressBar {
public:
    ProgressBar();
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void follow(const BookRef& ref, const Event& event);

    // Runs `speak` with the line taken away, and puts it back after.
    template <class Speak>
    void around(const Speak& speak) {
        const std::lock_guard guard(mutex_);
        erase();
        speak();
        draw();
    }

private:
    void tick(const std::stop_token& stop);
    void erase();
    void draw();
    double share_done() const;
    std::string line() const;

    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool active_ = false;
    bool drawn_ = false;
    BookRef book_;
    Stage stage_ = Stage::read;
    double within_stage_ = 0;
    std::size_t frame_ = 0;
    double earlier_books_ = 0;  // seconds of those that were really run
    std::size_t run_books_ = 0;
    std::chrono::steady_clock::time_point book_began_;
    std::jthread ticker_;  // last: it uses the others
};

}  // namespace sheetsplit::cli
