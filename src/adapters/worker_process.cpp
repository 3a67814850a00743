// Work in a child process, by fork and a pipe.
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <optional>
#include <span>
#include <system_error>
#include <thread>
#include <vector>

#include "adapters/seccomp.hpp"
#include "adapters/write_all.hpp"
#include "sheetsplit/worker.hpp"

namespace sheetsplit {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int memory_exit_code = 77;
constexpr std::chrono::milliseconds glance{50};  // at the stop token and the clock
constexpr std::chrono::seconds grace{5};         // to leave by itself after being asked
constexpr std::uint32_t largest_message = 64u << 20;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool address_space_is_ours = false;  // sanitizers reserve terabytes of it
#else
constexpr bool address_space_is_ours = true;
#endif

// ---- the child
// ------------------------------------------------------------------------------------------------

void limit(int resource, rlim_t most) {
    rlimit now{};
    if (::getrlimit(static_cast<__rlimit_resource_t>(resource), &now) != 0) return;
    now.rlim_cur = std::min(most, now.rlim_max);
    ::setrlimit(static_cast<__rlimit_resource_t>(resource), &now);
}

void live_within(const WorkerLimits& limits) {
    limit(RLIMIT_CORE, 0);
    if (limits.megabytes > 0 && address_space_is_ours)
        limit(RLIMIT_AS, static_cast<rlim_t>(limits.megabytes) << 20);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    give_up_networks_and_programs();  // where the system can; the other limits hold without
    std::set_new_handler([] { ::_exit(memory_exit_code); });
}

// Who reads what comes from anywhere needs no keys to the cloud: they are wiped from where the system keeps
// them, for others of the user's processes can look there too.
void forget_cloud_credentials() {
    std::vector<std::string> names;
    for (char** variable = environ; variable && *variable; ++variable) {
        const std::string_view text(*variable);
        const std::size_t equals = text.find('=');
        if (!text.starts_with("AWS_") || equals == std::string_view::npos) continue;
        names.emplace_back(text.substr(0, equals));
        std::memset(*variable + equals + 1, 0, text.size() - equals - 1);
    }
    for (const std::string& name : names) ::unsetenv(name.c_str());
}

std::stop_source stop_source_on_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::stop_source source;
    try {
        std::thread([signals, source]() mutable {
            int signal = 0;
            sigwait(&signals, &signal);
            source.request_stop();
        }).detach();
    } catch (const std::system_error&) {
        // Nobody would hear them: then they end the process, which leaves nothing half-done either.
        pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
    }
    return source;
}

[[noreturn]] void be_child(int pipe, pid_t parent, const WorkerLimits& limits,
                           const std::function<void(const SendMessage&, std::stop_token)>& work) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(EXIT_FAILURE);
    live_within(limits);
    forget_cloud_credentials();
    std::mutex sending;
    const SendMessage send = [&](std::string_view message) {
        const auto size = static_cast<std::uint32_t>(message.size());
        const std::lock_guard guard(sending);
        if (write_all(pipe, std::as_bytes(std::span(&size, 1))) != 0 ||
            write_all(pipe, std::as_bytes(std::span(message))) != 0)
            ::_exit(EXIT_FAILURE);  // nobody listens any more
    };
    int code = EXIT_SUCCESS;
    try {
        work(send, stop_source_on_signals().get_token());
    } catch (const std::bad_alloc&) {
        code = memory_exit_code;
    }
    ::_exit(code);  // its threads and its memory end with it
}

// ---- the parent
// -----------------------------------------------------------------------------------------------

class Pipe {
public:
    Pipe() { made_ = ::pipe2(ends_, O_CLOEXEC) == 0; }
    ~Pipe() {
        close_end(0);
        close_end(1);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    bool made() const { return made_; }
    int reading() const { return ends_[0]; }
    int writing() const { return ends_[1]; }
    void close_end(int end) {
        if (ends_[end] >= 0) ::close(ends_[end]);
        ends_[end] = -1;
    }

private:
    int ends_[2]{-1, -1};
    bool made_ = false;
};

// Takes whole messages off what has come in.
class Messages {
public:
    void add(const char* data, std::size_t size) { pending_.append(data, size); }
    std::optional<std::string> next() {
        std::uint32_t size = 0;
        if (pending_.size() < sizeof size) return std::nullopt;
        std::memcpy(&size, pending_.data(), sizeof size);
        if (size > largest_message || pending_.size() - sizeof size < size) return std::nullopt;
        std::string message = pending_.substr(sizeof size, size);
        pending_.erase(0, sizeof size + size);
        return message;
    }

private:
    std::string pending_;
};

WorkerResult result_of(int status, bool asked_to_stop, bool out_of_time) {
    WorkerResult result;
    if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
    const bool well = WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
    const bool no_memory = WIFEXITED(status) && WEXITSTATUS(status) == memory_exit_code;
    if (well)
        result.end = WorkerEnd::done;
    else if (out_of_time)
        result.end = WorkerEnd::out_of_time;
    else if (asked_to_stop)
        result.end = WorkerEnd::stopped;
    else
        result.end = no_memory ? WorkerEnd::out_of_memory : WorkerEnd::crashed;
    return result;
}

int wait_for(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

}  // namespace

Expected<WorkerResult> run_in_worker(const WorkerLimits& limits,
                                     const std::function<void(const SendMessage&, std::stop_token)>& work,
                                     const std::function<void(std::string_view)>& receive,
                                     std::stop_token stop) {
    Pipe pipe;
    const pid_t parent = ::getpid();
    const pid_t child = pipe.made() ? ::fork() : -1;
    if (child < 0)
        return Error{ErrorCode::internal,
                     "",
                     {},
                     std::string("no process can be started for the book: ") + std::strerror(errno),
                     "Close other programs, or use --in-process"};
    if (child == 0) {
        pipe.close_end(0);
        be_child(pipe.writing(), parent, limits, work);
    }
    pipe.close_end(1);

    const auto deadline = Clock::now() + std::chrono::seconds(limits.seconds);
    std::optional<Clock::time_point> leave_by;
    bool out_of_time = false;
    Messages messages;
    for (bool open = true; open;) {
        pollfd waiting{pipe.reading(), POLLIN, 0};
        if (::poll(&waiting, 1, static_cast<int>(glance.count())) > 0) {
            char buffer[1 << 16];
            const ssize_t got = ::read(pipe.reading(), buffer, sizeof buffer);
            if (got > 0) messages.add(buffer, static_cast<std::size_t>(got));
            open = got > 0 || (got < 0 && errno == EINTR);
            while (const auto message = messages.next()) receive(*message);
        }
        const auto now = Clock::now();
        if (stop.stop_requested() && !leave_by) {
            leave_by = now + grace;
            ::kill(child, SIGTERM);
        }
        if (limits.seconds > 0 && now > deadline) out_of_time = true;
        if (out_of_time || (leave_by && now > *leave_by)) {
            ::kill(child, SIGKILL);
            open = false;
        }
    }
    return result_of(wait_for(child), leave_by.has_value(), out_of_time);
}

}  // namespace sheetsplit
