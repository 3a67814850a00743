#include <condition_variable>
#include <mutex>

#include <fmt/chrono.h>

#include "sheetsplit/clock.hpp"

namespace sheetsplit {

std::chrono::sys_seconds time_now() {
    return std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::string iso_time(std::chrono::sys_seconds time) {
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

bool pause(std::chrono::milliseconds length, const std::stop_token& stop) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any wakes_on_stop;
    wakes_on_stop.wait_for(lock, stop, length, [] { return false; });
    return !stop.stop_requested();
}

}  // namespace sheetsplit
