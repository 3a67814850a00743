// Cache in a folder of the file system.
//
// An entry is a file: one line that names the format, the SHA-256 of its name
// and content, then the content.  It is written under a temporary name and
// renamed, without waiting for the disk: what a crash leaves half-written does
// not have the right digest.  Its time of modification is that of its last use.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <vector>

#include <fmt/format.h>

#include "adapters/write_all.hpp"
#include "sheetsplit/cache.hpp"
#include "sheetsplit/ports.hpp"

namespace sheetsplit {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view magic = "sheetsplit cache 1\n";
constexpr std::size_t digest_size = 64;
constexpr std::size_t head_size = magic.size() + digest_size + 1;
constexpr const char* entry_ending = ".sheetsplit-cache";
constexpr const char* unfinished_ending = ".sheetsplit-unfinished";
constexpr std::chrono::hours abandoned_after{1};

std::string digest_of(const std::string& name, std::span<const std::byte> content) {
    const std::string parts = name + '\n' + sha256_hex(content);
    return sha256_hex(bytes_of(parts));
}

Error cannot_keep(int code, const std::string& file) {
    return {code == ENOSPC || code == EDQUOT ? ErrorCode::disk_full : ErrorCode::output_unwritable,
            file,
            {},
            fmt::format("what was read cannot be kept for later runs: {}", std::strerror(code)),
            "Name another folder with --cache, or use --no-cache"};
}

class DiskCache final : public Cache {
public:
    DiskCache(fs::path folder, std::uintmax_t most_bytes)
        : folder_(std::move(folder)), most_bytes_(most_bytes) {}

    std::optional<Bytes> get(const std::string& name) const override {
        const fs::path path = path_of(name);
        std::error_code failed;
        const std::uintmax_t size = fs::file_size(path, failed);
        if (failed || size > most_bytes_) return std::nullopt;
        Bytes content = content_of(path, name, size);
        if (content.empty()) {
            fs::remove(path, failed);
            return std::nullopt;
        }
        fs::last_write_time(path, fs::file_time_type::clock::now(), failed);
        return content;
    }

    Status put(const std::string& name, std::span<const std::byte> bytes) override {
        if (bytes.empty() || bytes.size() + head_size > most_bytes_) return Done{};
        std::error_code failed;
        fs::create_directories(folder_, failed);
        if (failed) return cannot_keep(failed.value(), folder_.string());
        static std::atomic<unsigned> counter{0};
        const fs::path unfinished =
            folder_ / fmt::format("{}-{}-{}{}", name, ::getpid(), counter++, unfinished_ending);
        if (const Status written = write(unfinished, name, bytes); !written) return written;
        fs::rename(unfinished, path_of(name), failed);
        if (failed) {
            std::error_code ignored;
            fs::remove(unfinished, ignored);
            return cannot_keep(failed.value(), path_of(name).string());
        }
        make_room(path_of(name));
        return Done{};
    }

private:
    fs::path path_of(const std::string& name) const { return folder_ / (name + entry_ending); }

    // Empty when the file is not what was put.
    static Bytes content_of(const fs::path& path, const std::string& name, std::uintmax_t size) {
        if (size <= head_size) return {};
        std::ifstream file(path, std::ios::binary);
        std::string head(head_size, '\0');
        Bytes content(static_cast<std::size_t>(size) - head_size);
        if (!file.read(head.data(), static_cast<std::streamsize>(head.size())) ||
            !file.read(reinterpret_cast<char*>(content.data()), static_cast<std::streamsize>(content.size())))
            return {};
        if (head != std::string(magic) + digest_of(name, content) + "\n") return {};
        return content;
    }

    static Status write(const fs::path& path, const std::string& name, std::span<const std::byte> bytes) {
        // Titles and lyrics of somebody's books are nobody else's business.
        const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (file < 0) return cannot_keep(errno, path.string());
        const std::string head = std::string(magic) + digest_of(name, bytes) + "\n";
        int reason = write_all(file, bytes_of(head));
        if (reason == 0) reason = write_all(file, bytes);
        if (::close(file) != 0 && reason == 0) reason = errno;
        if (reason == 0) return Done{};
        std::error_code ignored;
        fs::remove(path, ignored);
        return cannot_keep(reason, path.string());
    }

    // Other programs may make room at the same time: a file that is gone already is no trouble.
    void make_room(const fs::path& newest) const {
        struct Entry {
            fs::path path;
            fs::file_time_type used;
            std::uintmax_t bytes;
        };
        std::vector<Entry> entries;
        std::uintmax_t sum = 0;
        const auto now = fs::file_time_type::clock::now();
        std::error_code failed;
        for (fs::directory_iterator file(folder_, failed); !failed && file != fs::directory_iterator();
             file.increment(failed)) {
            std::error_code gone;
            const std::string name = file->path().filename().string();
            const auto used = file->last_write_time(gone);
            const std::uintmax_t bytes = file->file_size(gone);
            if (gone) continue;
            if (name.ends_with(unfinished_ending) && now - used > abandoned_after)
                fs::remove(file->path(), gone);
            if (!name.ends_with(entry_ending)) continue;
            entries.push_back({file->path(), used, bytes});
            sum += bytes;
        }
        std::sort(entries.begin(), entries.end(),
                  [](const Entry& a, const Entry& b) { return a.used < b.used; });
        for (const Entry& entry : entries) {
            if (sum <= most_bytes_) return;
            if (entry.path == newest) continue;
            std::error_code gone;
            fs::remove(entry.path, gone);
            sum -= entry.bytes;
        }
    }

    fs::path folder_;
    std::uintmax_t most_bytes_;
};

}  // namespace

std::unique_ptr<Cache> open_disk_cache(const std::string& folder, std::uintmax_t most_bytes) {
    return std::make_unique<DiskCache>(folder, most_bytes);
}

}  // namespace sheetsplit
