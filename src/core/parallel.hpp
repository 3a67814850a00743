// The only threads of the program.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <system_error>
#include <thread>
#include <vector>

namespace sheetsplit {

// Threads to use for `requested` jobs; 0 means one a core.
inline int effective_jobs(int requested) {
    return requested > 0 ? requested : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

// Calls work(i) once for each i < count, on up to `jobs` threads, and returns when all are done.
// `work` must not throw and must be safe to call from several threads.
template <class Work>
void for_each_index(std::size_t count, int jobs, Work&& work) {
    std::atomic<std::size_t> next{0};
    const auto drain = [&] {
        for (std::size_t i = next++; i < count; i = next++) work(i);
    };
    const auto threads = std::min(count, static_cast<std::size_t>(std::max(1, jobs)));
    if (threads <= 1) return drain();
    std::vector<std::jthread> team;
    try {
        for (std::size_t i = 1; i < threads; ++i) team.emplace_back(drain);
    } catch (const std::system_error&) {
        // Where no more threads are to be had, those that are do all of it.
    }
    drain();
}

}  // namespace sheetsplit
