#include "interrupt.hpp"

#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <string_view>
#include <system_error>
#include <thread>

namespace sheetsplit::cli {
namespace {

constexpr int interrupted = 130;
constexpr timespec grace{2, 0};

void say_and_leave() {
    constexpr std::string_view words =
        "\nsheetsplit: interrupted. Run the same command again to go on where it stopped\n";
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, words.data(), words.size());
    ::_exit(interrupted);
}

}  // namespace

std::stop_token stop_on_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of writing
    std::signal(SIGXFSZ, SIG_IGN);  // so is a file that may not grow (ulimit -f)

    std::stop_source source;
    std::stop_token token = source.get_token();
    try {
        std::thread([signals, source]() mutable {
            int signal = 0;
            sigwait(&signals, &signal);
            source.request_stop();
            sigtimedwait(&signals, nullptr, &grace);
            say_and_leave();
        }).detach();
    } catch (const std::system_error&) {
        // Nobody would hear them: then they end the program at once, which leaves nothing half-done either.
        pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
    }
    return token;
}

}  // namespace sheetsplit::cli
