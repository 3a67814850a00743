// The clock: what time it is, in whole seconds of UTC, how that is written, and waiting.
//
// All may be called from any thread.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>

namespace sheetsplit {

std::chrono::sys_seconds time_now();

// "2026-11-27T04:00:00Z".  Pure.
std::string iso_time(std::chrono::sys_seconds time);

// Waits so long, or until it is asked to stop, which it says with false.
bool pause(std::chrono::milliseconds length, const std::stop_token& stop);

}  // namespace sheetsplit
