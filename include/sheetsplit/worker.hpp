// Work in a child process, so that what goes wrong there ends there.
//
// Books come from anywhere, and the libraries that read them are large: a crash, an endless loop or a hunger
// for memory must cost one book, not the run.  The child is a copy of this process without its other threads;
// it sends messages, and how it ended is told apart.  To be called from a thread that outlives the call, one
// call at a time, while no other thread of the process holds a lock (those that wait for signals do not).
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <string_view>

#include "sheetsplit/expected.hpp"

namespace sheetsplit {

struct WorkerLimits {
    int seconds = 0;    // of the clock; 0 = none
    int megabytes = 0;  // of address space; 0 = none
};

enum class WorkerEnd {
    done,           // the work returned
    crashed,        // by a signal, or it left without returning
    out_of_time,    // and was killed
    out_of_memory,  // an allocation failed
    stopped         // it was asked to stop and left, or had to be killed
};

struct WorkerResult {
    WorkerEnd end = WorkerEnd::done;
    int signal = 0;  // that killed it, 0 without one
};

// Sends one message to the parent.  For any thread of the child.
using SendMessage = std::function<void(std::string_view)>;

// Runs `work` in a child process with an own stop token, which is asked to stop when `stop` is or when the
// child is sent SIGINT, SIGTERM or SIGHUP (which must be blocked, as the application does).  `receive` is
// called here for each message, in order.  The child has no core dumps, gains no privileges, opens no network
// connection, starts no program and dies with its parent.  Fails with internal when no process can be made.
Expected<WorkerResult> run_in_worker(const WorkerLimits& limits,
                                     const std::function<void(const SendMessage&, std::stop_token)>& work,
                                     const std::function<void(std::string_view)>& receive,
                                     std::stop_token stop);

}  // namespace sheetsplit
