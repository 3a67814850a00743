// What the program says on standard error: progress, errors, and what a person should know.
//
// All members may be called from any thread.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "arguments.hpp"
#include "progress_bar.hpp"
#include "sheetsplit/json_text.hpp"

namespace sheetsplit::cli {

class Console {
public:
    explicit Console(const Arguments& arguments);

    // For run_book and run_books.
    Listener listener();

    // "sheetsplit: FILE: REASON. REMEDY"
    void error(const Error& error);

    // Something that is no error; not said when quiet.
    void note(const std::string& text);

    // Takes the progress bar away, for good.
    void finish();

private:
    void hear(const BookRef& ref, const Event& event);
    void tell_outcome(const BookRef& ref, const BookOutcome& outcome);
    void say(const std::string& line);
    void log(const std::string& level, const BookRef* ref, const std::string& event, const Event* details,
             const std::string& message);
    void write_numbers(const BookOutcome& outcome, JsonText& json) const;

    std::mutex mutex_;
    std::string output_;
    bool quiet_;
    bool json_;
    bool lines_;  // a line for every book
    bool timings_;
    bool review_page_;  // doubtful books have one
    std::optional<double> cost_per_hour_;
    std::atomic<Stage> stage_ = Stage::read;  // the last one that the book has reached
    std::unique_ptr<ProgressBar> bar_;
};

// True when colours are wanted on this descriptor: a terminal, and no NO_COLOR.
bool wants_colour(int descriptor);

}  // namespace sheetsplit::cli
