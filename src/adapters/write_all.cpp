#include "adapters/write_all.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace sheetsplit {

int write_all(int file, std::span<const std::byte> bytes) {
    constexpr std::size_t at_a_time = 1u << 26;  // the kernel takes no more than some 2 GB
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), std::min(bytes.size(), at_a_time));
        if (written < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return 0;
}

}  // namespace sheetsplit
