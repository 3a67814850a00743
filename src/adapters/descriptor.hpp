// Descriptor: an open file or folder of the operating system, closed with its owner.
//
// Not thread-safe.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace sheetsplit {

class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    int get() const { return fd_; }
    bool valid() const { return fd_ >= 0; }
    // 0, or errno when the bytes that were written could not be kept: some file systems say so only when a
    // descriptor is closed.  The file stays open.
    int flush() const {
        const int copy = ::dup(fd_);
        return copy >= 0 && ::close(copy) == 0 ? 0 : errno;
    }

private:
    int fd_ = -1;
};

}  // namespace sheetsplit
