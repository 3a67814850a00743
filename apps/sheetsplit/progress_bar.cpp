#include "progress_bar.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <system_error>

#include <fmt/format.h>

#include "table.hpp"

namespace sheetsplit::cli {
namespace {

constexpr std::chrono::milliseconds frame_time(150);
constexpr std::size_t cells = 20;

// What part of a book's time each stage takes, roughly; reading pages is most of it.
constexpr std::array<double, 9> usual_share{0.60, 0.06, 0.06, 0.10, 0.08, 0.01, 0.08, 0.005, 0.005};

std::string minutes(double seconds) {
    const auto whole = static_cast<long long>(seconds + 0.5);
    return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::size_t terminal_width() {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string file_name(const std::string& path) {
    return printable(path.substr(path.rfind('/') + 1));
}

}  // namespace

ProgressBar::ProgressBar() {
    try {
        ticker_ = std::jthread([this](const std::stop_token& stop) { tick(stop); });
    } catch (const std::system_error&) {
        // Without a thread of its own the bar stands still.
    }
}

ProgressBar::~ProgressBar() {
    ticker_.request_stop();
    if (ticker_.joinable()) ticker_.join();
    erase();
}

void ProgressBar::follow(const BookRef& ref, const Event& event) {
    const std::lock_guard guard(mutex_);
    switch (event.kind) {
        case Event::Kind::book_started:
            book_ = ref;
            stage_ = Stage::read;
            within_stage_ = 0;
            book_began_ = std::chrono::steady_clock::now();
            active_ = true;
            break;
        case Event::Kind::stage_started:
            stage_ = *event.stage;
            within_stage_ = 0;
            break;
        case Event::Kind::stage_progressed:
            within_stage_ =
                event.total ? static_cast<double>(event.done) / static_cast<double>(event.total) : 0;
            break;
        case Event::Kind::stage_finished:
            within_stage_ = 1;
            break;
        case Event::Kind::book_finished:
            if (event.outcome && !event.outcome->skipped) {
                earlier_books_ += event.outcome->seconds;
                ++run_books_;
            }
            active_ = false;
            break;
        case Event::Kind::warning:
        case Event::Kind::waiting:
            break;
    }
    erase();
    draw();
}

void ProgressBar::tick(const std::stop_token& stop) {
    std::unique_lock guard(mutex_);
    while (!stop.stop_requested()) {
        wake_.wait_for(guard, stop, frame_time, [] { return false; });
        if (stop.stop_requested()) break;
        ++frame_;
        erase();
        draw();
    }
}

void ProgressBar::erase() {
    if (drawn_) std::fputs("\r\x1b[K", stderr);
    drawn_ = false;
}

void ProgressBar::draw() {
    if (!active_) return;
    std::fputs(line().c_str(), stderr);
    std::fflush(stderr);
    drawn_ = true;
}

double ProgressBar::share_done() const {
    const auto at = static_cast<std::size_t>(stage_);
    double share = usual_share[at] * within_stage_;
    for (std::size_t i = 0; i < at; ++i) share += usual_share[i];
    return std::min(share, 1.0);
}

std::string ProgressBar::line() const {
    const double share = share_done();
    const double spent =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - book_began_).count();
    const auto filled = static_cast<std::size_t>(share * static_cast<double>(cells));
    std::string bar(cells, '.');
    std::fill_n(bar.begin(), filled, '#');
    if (filled < cells) bar[filled] = "-\\|/"[frame_ % 4];

    // Until a stage is over there is nothing to reckon with; earlier books tell how long a book takes.
    std::string remaining;
    const double books_after = static_cast<double>(book_.count - book_.number);
    const double usual = run_books_ ? earlier_books_ / static_cast<double>(run_books_) : 0;
    if (share > 0.05)
        remaining =
            "ETA " + minutes(spent * (1 - share) / share + books_after * (usual > 0 ? usual : spent / share));
    else if (usual > 0)
        remaining = "ETA " + minutes(std::max(0.0, usual - spent) + books_after * usual);
    else
        remaining = minutes(spent);

    std::string text = fmt::format("[{}/{}] {} {:>3.0f}% {:<8} {}  ", book_.number, book_.count, bar,
                                   share * 100, name_of(stage_), remaining);
    const std::size_t room = terminal_width() > text.size() + 1 ? terminal_width() - text.size() - 1 : 0;
    const std::string name = file_name(book_.source);
    return text + (name.size() <= room ? name : "");
}

}  // namespace sheetsplit::cli
