// A bad day, preloaded into the program: system calls that fail, a clock that jumps, a stop at a known
// moment.
//
// The calls of one family are counted over all processes of a run, in a file that the campaign can read. From
// the call BAD_DAY_AT on, BAD_DAY_COUNT calls have the fault; then all is well again.
//
//   BAD_DAY_CALLS    families, separated by commas: write close make rename unlink mkdir open read stat fork
//                    thread clock
//   BAD_DAY_UNDER    only what stands below one of these folders, separated by colons; not for fork, thread,
//   clock BAD_DAY_COUNTER  file of 8 bytes with the count BAD_DAY_DO       what happens: the number of an
//   errno; "half" (half of the bytes are written, then the disk
//                    is full); "kill N" (signal N to the process group); "end N" (signal N to the process
//                    itself); "jump N" (N seconds); "wait" (the campaign does something, see BAD_DAY_BELL)
//   BAD_DAY_BELL     two named pipes, NAME.rung and NAME.done: opened for writing, and read to the end
//
// Works on dynamically linked programs only.  Any thread.
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <string_view>

namespace {

std::string setting(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

bool names(std::string_view list, char separator, std::string_view wanted) {
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(separator), list.size());
        if (list.substr(0, end) == wanted) return true;
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return false;
}

template <class Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

class BadDay {
public:
    static BadDay& today() {
        static BadDay day;
        return day;
    }

    // Is this call one that goes wrong?
    bool strikes(std::string_view family) {
        if (count_ == nullptr || !names(calls_, ',', family)) return false;
        const std::uint64_t now = ++*count_;
        return now >= at_ && now - at_ < for_;
    }
    bool strikes(std::string_view family, int folder, const char* path) {
        return count_ != nullptr && names(calls_, ',', family) && is_watched(place_of(folder, path)) &&
               strikes(family);
    }

    const std::string& fault() const { return fault_; }
    long number() const {
        const std::size_t blank = fault_.find(' ');
        return std::atol(fault_.c_str() + (blank == std::string::npos ? 0 : blank + 1));
    }

    // True when the call is to fail with errno, which is set then.
    bool spoil() {
        if (fault_.starts_with("kill")) {
            ::kill(0, static_cast<int>(number()));
        } else if (fault_.starts_with("end")) {
            ::kill(::getpid(), static_cast<int>(number()));
        } else if (fault_ == "wait") {
            ring();
        } else {
            errno = fault_ == "half" ? ENOSPC : static_cast<int>(number());
            return true;
        }
        return false;
    }

private:
    BadDay()
        : calls_(setting("BAD_DAY_CALLS")),
          under_(setting("BAD_DAY_UNDER")),
          fault_(setting("BAD_DAY_DO")),
          bell_(setting("BAD_DAY_BELL")),
          at_(std::strtoull(setting("BAD_DAY_AT").c_str(), nullptr, 10)),
          for_(std::strtoull(setting("BAD_DAY_COUNT").c_str(), nullptr, 10)) {
        const auto open_file = next<int (*)(const char*, int, ...)>("open");
        const int file = open_file(setting("BAD_DAY_COUNTER").c_str(), O_RDWR | O_CLOEXEC);
        if (file < 0) return;
        void* memory = ::mmap(nullptr, sizeof(std::uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        next<int (*)(int)>("close")(file);
        if (memory != MAP_FAILED) count_ = static_cast<std::atomic<std::uint64_t>*>(memory);
    }

    static std::string place_of(int folder, const char* path) {
        std::string start;
        if (path == nullptr || path[0] != '/') {
            char target[PATH_MAX];
            const std::string link =
                folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/" + std::to_string(folder);
            const ssize_t size = ::readlink(link.c_str(), target, sizeof target);
            if (size > 0) start.assign(target, static_cast<std::size_t>(size));
            if (path != nullptr) start += '/';
        }
        return start + (path ? path : "");
    }

    bool is_watched(const std::string& place) const {
        std::string_view list = under_;
        while (!list.empty()) {
            const std::size_t end = std::min(list.find(':'), list.size());
            if (place.starts_with(list.substr(0, end))) return true;
            list.remove_prefix(std::min(end + 1, list.size()));
        }
        return false;
    }

    void ring() const {
        const auto open_file = next<int (*)(const char*, int, ...)>("open");
        const auto close_file = next<int (*)(int)>("close");
        close_file(open_file((bell_ + ".rung").c_str(), O_WRONLY | O_CLOEXEC));
        const int answer = open_file((bell_ + ".done").c_str(), O_RDONLY | O_CLOEXEC);
        char byte = 0;
        while (next<ssize_t (*)(int, void*, size_t)>("read")(answer, &byte, 1) > 0) {
        }
        close_file(answer);
    }

    std::string calls_, under_, fault_, bell_;
    std::uint64_t at_, for_;
    std::atomic<std::uint64_t>* count_ = nullptr;
};

bool fails(std::string_view family, int folder, const char* path) {
    BadDay& day = BadDay::today();
    return day.strikes(family, folder, path) && day.spoil();
}
bool fails(std::string_view family) {
    BadDay& day = BadDay::today();
    return day.strikes(family) && day.spoil();
}

// A file that is made is another thing to a full disk than one that is read.
const char* family_of(int flags) {
    return (flags & O_CREAT) != 0 ? "make" : "open";
}

mode_t mode_in(int flags, va_list more) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
}

// Seconds that the clock of the day is wrong by.
long wrong_by() {
    BadDay& day = BadDay::today();
    return day.strikes("clock") && day.fault().starts_with("jump") ? day.number() : 0;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const mode_t mode = mode_in(flags, more);
    va_end(more);
    if (fails(family_of(flags), AT_FDCWD, path)) return -1;
    return next<int (*)(const char*, int, ...)>("open")(path, flags, mode);
}
int open64(const char* path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const mode_t mode = mode_in(flags, more);
    va_end(more);
    if (fails(family_of(flags), AT_FDCWD, path)) return -1;
    return next<int (*)(const char*, int, ...)>("open64")(path, flags, mode);
}
int openat(int folder, const char* path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const mode_t mode = mode_in(flags, more);
    va_end(more);
    if (fails(family_of(flags), folder, path)) return -1;
    return next<int (*)(int, const char*, int, ...)>("openat")(folder, path, flags, mode);
}

ssize_t write(int file, const void* bytes, size_t size) {
    BadDay& day = BadDay::today();
    const auto write_really = next<ssize_t (*)(int, const void*, size_t)>("write");
    if (!day.strikes("write", file, nullptr)) return write_really(file, bytes, size);
    if (!day.spoil()) return write_really(file, bytes, size);
    const int code = errno;
    if (day.fault() == "half" && size > 1) return write_really(file, bytes, size / 2);
    errno = code;
    return -1;
}
// The bytes may be lost although the file is closed, as on network file systems.
int close(int file) {
    const int flags = ::fcntl(file, F_GETFL);
    const bool written_to = flags >= 0 && (flags & O_ACCMODE) != O_RDONLY;
    const bool spoilt = written_to && fails("close", file, nullptr);
    const int code = errno;
    const int result = next<int (*)(int)>("close")(file);
    if (!spoilt) return result;
    errno = code;
    return -1;
}
ssize_t read(int file, void* bytes, size_t size) {
    if (fails("read", file, nullptr)) return -1;
    return next<ssize_t (*)(int, void*, size_t)>("read")(file, bytes, size);
}

int rename(const char* from, const char* to) noexcept {
    if (fails("rename", AT_FDCWD, to)) return -1;
    return next<int (*)(const char*, const char*)>("rename")(from, to);
}
int renameat(int from_folder, const char* from, int to_folder, const char* to) noexcept {
    if (fails("rename", to_folder, to)) return -1;
    return next<int (*)(int, const char*, int, const char*)>("renameat")(from_folder, from, to_folder, to);
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept {
    if (fails("rename", to_folder, to)) return -1;
    return next<int (*)(int, const char*, int, const char*, unsigned)>("renameat2")(from_folder, from,
                                                                                    to_folder, to, flags);
}

int unlink(const char* path) noexcept {
    if (fails("unlink", AT_FDCWD, path)) return -1;
    return next<int (*)(const char*)>("unlink")(path);
}
int remove(const char* path) noexcept {
    if (fails("unlink", AT_FDCWD, path)) return -1;
    return next<int (*)(const char*)>("remove")(path);
}
int unlinkat(int folder, const char* path, int flags) noexcept {
    if (fails("unlink", folder, path)) return -1;
    return next<int (*)(int, const char*, int)>("unlinkat")(folder, path, flags);
}

int mkdir(const char* path, mode_t mode) noexcept {
    if (fails("mkdir", AT_FDCWD, path)) return -1;
    return next<int (*)(const char*, mode_t)>("mkdir")(path, mode);
}
int mkdirat(int folder, const char* path, mode_t mode) noexcept {
    if (fails("mkdir", folder, path)) return -1;
    return next<int (*)(int, const char*, mode_t)>("mkdirat")(folder, path, mode);
}

int fstatat(int folder, const char* path, struct stat* facts, int flags) noexcept {
    if (fails("stat", folder, path)) return -1;
    return next<int (*)(int, const char*, struct stat*, int)>("fstatat")(folder, path, facts, flags);
}
int fstat(int file, struct stat* facts) noexcept {
    if (fails("stat", file, nullptr)) return -1;
    return next<int (*)(int, struct stat*)>("fstat")(file, facts);
}

pid_t fork() noexcept {
    if (fails("fork")) return -1;
    return next<pid_t (*)()>("fork")();
}
int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*work)(void*),
                   void* argument) noexcept {
    if (fails("thread")) return errno;
    return next<int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*)>("pthread_create")(
        thread, attributes, work, argument);
}

int clock_gettime(clockid_t clock, timespec* moment) noexcept {
    const int result = next<int (*)(clockid_t, timespec*)>("clock_gettime")(clock, moment);
    if (clock == CLOCK_REALTIME) moment->tv_sec += wrong_by();
    return result;
}
time_t time(time_t* moment) noexcept {
    timespec now{};
    next<int (*)(clockid_t, timespec*)>("clock_gettime")(CLOCK_REALTIME, &now);
    const time_t seconds = now.tv_sec + wrong_by();
    if (moment != nullptr) *moment = seconds;
    return seconds;
}

}  // extern "C"
