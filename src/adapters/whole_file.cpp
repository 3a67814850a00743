// Files that are named by a path: read whole, written whole or not at all.
#include "adapters/whole_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include <fmt/format.h>

#include "adapters/descriptor.hpp"
#include "adapters/file_errors.hpp"
#include "adapters/write_all.hpp"

namespace sheetsplit {

std::pair<int, Bytes> read_all(int fd) {
    struct stat facts {};
    if (::fstat(fd, &facts) != 0) return {errno, {}};
    if (S_ISDIR(facts.st_mode)) return {EISDIR, {}};
    Bytes bytes;
    std::size_t filled = 0;
    // One more than the size, so that the end of a file is seen without growing the buffer.
    bytes.resize(static_cast<std::size_t>(std::max<off_t>(facts.st_size, 0)) + 1);
    while (true) {
        if (filled == bytes.size()) bytes.resize(bytes.size() * 2);
        const ssize_t got =
            ::read(fd, bytes.data() + filled, std::min<std::size_t>(bytes.size() - filled, 1U << 30));
        if (got < 0) {
            if (errno == EINTR) continue;
            return {errno, {}};
        }
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    bytes.resize(filled);
    return {0, std::move(bytes)};
}

Expected<std::shared_ptr<const Bytes>> read_file(const std::string& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid()) return read_error(errno, path);
    auto [code, bytes] = read_all(file.get());
    if (code != 0) return read_error(code, path);
    return std::shared_ptr<const Bytes>(std::make_shared<const Bytes>(std::move(bytes)));
}

Status write_file(const std::string& path, std::string_view text) {
    if (path == "-") {
        if (const int code = write_all(STDOUT_FILENO, bytes_of(text)); code != 0)
            return write_error(code, "standard output");
        return Done{};
    }
    // A pipe or a device is written to as it is.
    struct stat facts {};
    if (::stat(path.c_str(), &facts) == 0 && !S_ISREG(facts.st_mode)) {
        const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
        if (!file.valid()) return write_error(errno, path);
        if (const int code = write_all(file.get(), bytes_of(text)); code != 0) return write_error(code, path);
        return Done{};
    }
    const std::string temporary = fmt::format("{}.{}.part", path, ::getpid());
    const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (!file.valid()) return write_error(errno, path);
    int code = write_all(file.get(), bytes_of(text));
    if (code == 0) code = file.flush();
    if (code == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) code = errno;
    if (code == 0) return Done{};
    ::unlink(temporary.c_str());
    return write_error(code, path);
}

}  // namespace sheetsplit
