// FolderStore on a POSIX file system.
//
// Every component below the root is opened by itself and without following
// symbolic links, so that no key can lead out of the folder.  Bytes are
// written to a temporary file that is locked while it grows; what a killed
// process leaves there is unlocked and swept away by the next one.
#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <ctime>
#include <mutex>
#include <utility>

#include <fmt/format.h>

#include "adapters/descriptor.hpp"
#include "adapters/file_errors.hpp"
#include "adapters/whole_file.hpp"
#include "adapters/write_all.hpp"
#include "sheetsplit/store.hpp"

namespace sheetsplit {
namespace {

constexpr const char* temporary_folder = ".sheetsplit/tmp";
constexpr std::time_t abandoned_after_seconds = 60;
constexpr int most_attempts = 100;  // where another run may be quicker

// Nothing stands there, or what stands there is none of ours: we make no links, and no file where a folder
// is.
bool means_absent(int code) {
    return code == ENOENT || code == ENOTDIR || code == ELOOP;
}

// Names of a folder without "." and "..", sorted.  `path` is for errors.
Expected<std::vector<std::string>> names_in(int folder, const std::string& path) {
    const int copy = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (copy < 0) return read_error(errno, path);
    DIR* listing = ::fdopendir(copy);
    if (listing == nullptr) {
        ::close(copy);
        return read_error(errno, path);
    }
    std::vector<std::string> names;
    errno = 0;
    while (const dirent* item = ::readdir(listing)) {
        const std::string name = item->d_name;
        if (name != "." && name != "..") names.push_back(name);
    }
    const int code = errno;
    ::closedir(listing);
    if (code != 0) return read_error(code, path);
    std::sort(names.begin(), names.end());
    return names;
}

bool is_folder(int parent, const std::string& name) {
    struct stat facts {};
    return ::fstatat(parent, name.c_str(), &facts, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(facts.st_mode);
}

std::vector<std::string> components_of(const std::string& key) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (begin <= key.size()) {
        const std::size_t end = std::min(key.find('/', begin), key.size());
        parts.push_back(key.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

bool sound(const std::vector<std::string>& components) {
    return std::none_of(components.begin(), components.end(), [](const std::string& part) {
        return part.empty() || part == "." || part == ".." || part.find('\0') != std::string::npos;
    });
}

// A name under a folder that is open.
struct Place {
    Descriptor folder;
    std::string name;
};

// Unlinks its file before letting go, so that no lock file stays behind.
class FileLock : public StoreLock {
public:
    FileLock(Descriptor file, Place place) : file_(std::move(file)), place_(std::move(place)) {}
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock() override { ::unlinkat(place_.folder.get(), place_.name.c_str(), 0); }

private:
    Descriptor file_;
    Place place_;
};

bool locks_unknown(int code) {
    return code == ENOLCK || code == EOPNOTSUPP || code == ENOSYS || code == EINVAL;
}

class LocalStore : public FolderStore {
public:
    explicit LocalStore(std::string folder) : folder_(std::move(folder)) {}

    const std::string& name() const override { return folder_; }

    Expected<std::optional<Bytes>> get(const std::string& key) const override {
        const auto found = find_place(key);
        if (!found) return found.error();
        const auto& place = *found;
        if (!place) return std::optional<Bytes>();
        // A pipe in the file's place must not make us wait.
        const Descriptor file(::openat(place->folder.get(), place->name.c_str(),
                                       O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
        if (!file.valid()) {
            if (means_absent(errno)) return std::optional<Bytes>();
            return read_error(errno, path_of(key));
        }
        auto [code, bytes] = read_all(file.get());
        if (code != 0) return read_error(code, path_of(key));
        return std::optional<Bytes>(std::move(bytes));
    }

    Expected<std::optional<std::uintmax_t>> size(const std::string& key) const override {
        const auto place = find_place(key);
        if (!place) return place.error();
        struct stat facts {};
        if (!*place) return std::optional<std::uintmax_t>();
        if (::fstatat((*place)->folder.get(), (*place)->name.c_str(), &facts, AT_SYMLINK_NOFOLLOW) != 0) {
            if (means_absent(errno)) return std::optional<std::uintmax_t>();
            return read_error(errno, path_of(key));
        }
        if (!S_ISREG(facts.st_mode)) return std::optional<std::uintmax_t>();
        return std::optional<std::uintmax_t>(static_cast<std::uintmax_t>(facts.st_size));
    }

    Status put(const std::string& key, std::span<const std::byte> bytes) override {
        const auto placed = put_as(key, bytes, true);
        if (!placed) return placed.error();
        return Done{};
    }

    Expected<bool> put_new(const std::string& key, std::span<const std::byte> bytes) override {
        return put_as(key, bytes, false);
    }

    Status remove(const std::string& key) override {
        const auto place = find_place(key);
        if (!place) return place.error();
        if (*place && ::unlinkat((*place)->folder.get(), (*place)->name.c_str(), 0) != 0 && errno != ENOENT)
            return write_error(errno, path_of(key));
        return Done{};
    }

    Expected<std::vector<std::string>> list(const std::string& folder) const override {
        if (folder.empty()) return keys_below(open_root(), "");
        const auto place = find_place(folder);
        if (!place) return place.error();
        if (!*place) return std::vector<std::string>();
        return keys_below(open_folder((*place)->folder.get(), (*place)->name), folder + "/");
    }

    Status move(const std::string& from, const std::string& to) override {
        const auto source = find_place(from);
        if (!source) return source.error();
        if (!*source) return write_error(ENOENT, path_of(from));
        auto target = make_place(to);
        if (!target) return target.error();
        if (::renameat((*source)->folder.get(), (*source)->name.c_str(), target->folder.get(),
                       target->name.c_str()) != 0)
            return write_error(errno, path_of(to));
        return Done{};
    }

    Status remove_folder(const std::string& folder) override {
        const auto found = find_place(folder);
        if (!found) return found.error();
        const auto& place = *found;
        if (!place) return Done{};
        empty_out(place->folder.get(), place->name);
        if (::unlinkat(place->folder.get(), place->name.c_str(), AT_REMOVEDIR) == 0 || errno == ENOENT)
            return Done{};
        // A link in the folder's place goes itself; what it points to is not ours.
        if (errno == ENOTDIR && ::unlinkat(place->folder.get(), place->name.c_str(), 0) == 0) return Done{};
        return write_error(errno, path_of(folder));
    }

    void remove_empty_folders(const std::string& folder) override {
        std::string rest = folder;
        while (!rest.empty()) {
            const auto place = find_place(rest);
            if (!place || !*place) break;
            if (::unlinkat((*place)->folder.get(), (*place)->name.c_str(), AT_REMOVEDIR) != 0) break;
            const std::size_t cut = rest.rfind('/');
            rest = cut == std::string::npos ? "" : rest.substr(0, cut);
        }
        // The root goes too when nothing is left in it, and nothing was there before us.
        if (rest.empty() && created_root_) ::rmdir(folder_.c_str());
    }

    Expected<std::unique_ptr<StoreLock>> try_lock(const std::string& key) override {
        int code = ENOENT;
        for (int attempt = 0; attempt < most_attempts; ++attempt) {
            auto place = make_place(key);
            if (!place) return place.error();
            Descriptor file(::openat(place->folder.get(), place->name.c_str(),
                                     O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666));
            code = file.valid() ? 0 : errno;
            if (code == ENOENT) continue;  // its folder was removed in between
            if (code != 0) break;
            if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
                code = errno;
                if (code == EINTR) continue;
                if (code == EWOULDBLOCK) return std::unique_ptr<StoreLock>();
                if (!locks_unknown(code)) break;
            }
            // The holder before us unlinks the file; a lock on an unlinked file protects nothing.
            struct stat ours {
            }, named{};
            const bool known =
                ::fstat(file.get(), &ours) == 0 &&
                ::fstatat(place->folder.get(), place->name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0;
            code = known ? ENOENT : errno;
            if (known && ours.st_ino == named.st_ino && ours.st_dev == named.st_dev)
                return std::unique_ptr<StoreLock>(
                    std::make_unique<FileLock>(std::move(file), std::move(*place)));
            if (code != ENOENT) break;
        }
        return write_error(code, path_of(key));
    }

private:
    std::string path_of(const std::string& key) const { return folder_ + "/" + key; }

    Descriptor open_root() const {
        return Descriptor(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    }

    static Descriptor open_folder(int parent, const std::string& name) {
        return Descriptor(::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    }

    // Where the key stands, when its folders exist.
    Expected<std::optional<Place>> find_place(const std::string& key) const {
        const auto components = components_of(key);
        if (!sound(components)) return std::optional<Place>();
        Descriptor folder = open_root();
        for (std::size_t i = 0; i + 1 < components.size() && folder.valid(); ++i)
            folder = open_folder(folder.get(), components[i]);
        if (folder.valid()) return std::optional<Place>(Place{std::move(folder), components.back()});
        // What cannot be looked at may be there all the same.
        if (!means_absent(errno)) return read_error(errno, path_of(key));
        return std::optional<Place>();
    }

    Status make_root() {
        for (std::size_t end = folder_.find('/', 1); end != std::string::npos;
             end = folder_.find('/', end + 1))
            ::mkdir(folder_.substr(0, end).c_str(), 0777);
        if (::mkdir(folder_.c_str(), 0777) == 0) {
            created_root_ = true;
        } else if (errno != EEXIST) {
            return write_error(errno, folder_);
        }
        return Done{};
    }

    // Where the key is to stand; makes its folders.
    Expected<Place> make_place(const std::string& key) {
        const auto components = components_of(key);
        if (!sound(components))
            return Error{ErrorCode::internal, path_of(key), {}, "is no name that can be written", ""};
        Descriptor folder = open_root();
        if (!folder.valid()) {
            if (const Status made = make_root(); !made) return made.error();
            folder = open_root();
            if (!folder.valid()) return write_error(errno, folder_);
        }
        for (std::size_t i = 0; i + 1 < components.size(); ++i) {
            Descriptor next = open_folder(folder.get(), components[i]);
            // Another run may tidy up an empty folder just before we use it.
            for (int attempt = 0; attempt < 3 && !next.valid(); ++attempt) {
                if (errno != ENOENT) return write_error(errno, path_of(key));
                if (::mkdirat(folder.get(), components[i].c_str(), 0777) != 0 && errno != EEXIST)
                    return write_error(errno, path_of(key));
                next = open_folder(folder.get(), components[i]);
            }
            if (!next.valid()) return write_error(errno, path_of(key));
            folder = std::move(next);
        }
        return Place{std::move(folder), components.back()};
    }

    // A fresh file nobody else writes to, locked.
    Expected<std::pair<Descriptor, Place>> make_temporary(const std::string& key) {
        std::call_once(swept_, [this] { sweep(); });
        for (int attempt = 0; attempt < most_attempts; ++attempt) {
            auto place = make_place(fmt::format("{}/{}-{}", temporary_folder, ::getpid(), counter_++));
            if (!place) return place.error();
            Descriptor file(::openat(place->folder.get(), place->name.c_str(),
                                     O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
            if (file.valid()) {
                ::flock(file.get(), LOCK_EX | LOCK_NB);
                return std::pair(std::move(file), std::move(*place));
            }
            if (errno != EEXIST && errno != ENOENT) return write_error(errno, path_of(key));
        }
        return write_error(EEXIST, path_of(key));
    }

    // True when the bytes now stand there.
    Expected<bool> put_as(const std::string& key, std::span<const std::byte> bytes, bool replace) {
        auto target = make_place(key);
        if (!target) return target.error();
        auto temporary = make_temporary(key);
        if (!temporary) return temporary.error();
        auto& [file, place] = *temporary;
        int code = write_all(file.get(), bytes);
        if (code == 0) code = file.flush();
        if (code == 0) code = rename_to(place, *target, replace);
        if (code == 0) return true;
        ::unlinkat(place.folder.get(), place.name.c_str(), 0);
        if (code == EEXIST && !replace) return false;
        return write_error(code, path_of(key));
    }

    static int rename_to(const Place& from, const Place& to, bool replace) {
        if (replace) {
            const int result =
                ::renameat(from.folder.get(), from.name.c_str(), to.folder.get(), to.name.c_str());
            return result == 0 ? 0 : errno;
        }
        if (::renameat2(from.folder.get(), from.name.c_str(), to.folder.get(), to.name.c_str(),
                        RENAME_NOREPLACE) == 0)
            return 0;
        if (errno != EINVAL && errno != ENOSYS) return errno;
        // File systems without that kind of rename mostly have hard links.
        if (::linkat(from.folder.get(), from.name.c_str(), to.folder.get(), to.name.c_str(), 0) != 0)
            return errno;
        ::unlinkat(from.folder.get(), from.name.c_str(), 0);
        return 0;
    }

    // Removes what processes that are no more have left half written.
    void sweep() const {
        const auto parent = find_place(temporary_folder);
        if (!parent || !*parent) return;
        const Descriptor folder = open_folder((*parent)->folder.get(), (*parent)->name);
        if (!folder.valid()) return;
        const auto names = names_in(folder.get(), temporary_folder);
        if (!names) return;
        for (const std::string& name : *names) {
            const Descriptor file(::openat(folder.get(), name.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
            struct stat facts {};
            if (!file.valid() || ::fstat(file.get(), &facts) != 0) continue;
            // A file that was made this moment may not be locked yet.
            if (std::time(nullptr) - facts.st_mtime < abandoned_after_seconds) continue;
            if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) ::unlinkat(folder.get(), name.c_str(), 0);
        }
    }

    // All keys of an open folder that begin with `prefix`; none when it is not there.
    Expected<std::vector<std::string>> keys_below(const Descriptor& folder, const std::string& prefix) const {
        std::vector<std::string> keys;
        if (!folder.valid()) {
            if (means_absent(errno)) return keys;
            return read_error(errno, path_of(prefix));
        }
        const auto names = names_in(folder.get(), path_of(prefix));
        if (!names) return names.error();
        for (const std::string& name : *names) {
            struct stat facts {};
            if (::fstatat(folder.get(), name.c_str(), &facts, AT_SYMLINK_NOFOLLOW) != 0) {
                if (means_absent(errno)) continue;
                return read_error(errno, path_of(prefix + name));
            }
            if (S_ISREG(facts.st_mode)) keys.push_back(prefix + name);
            if (!S_ISDIR(facts.st_mode) || prefix + name == temporary_folder) continue;
            const auto inner = keys_below(open_folder(folder.get(), name), prefix + name + "/");
            if (!inner) return inner.error();
            keys.insert(keys.end(), inner->begin(), inner->end());
        }
        return keys;
    }

    static void empty_out(int parent, const std::string& name) {
        const Descriptor folder = open_folder(parent, name);
        if (!folder.valid()) return;
        const auto names = names_in(folder.get(), name);
        if (!names) return;
        for (const std::string& inner : *names) {
            if (is_folder(folder.get(), inner)) {
                empty_out(folder.get(), inner);
                ::unlinkat(folder.get(), inner.c_str(), AT_REMOVEDIR);
            } else {
                ::unlinkat(folder.get(), inner.c_str(), 0);
            }
        }
    }

    std::string folder_;
    std::atomic<bool> created_root_ = false;
    std::atomic<unsigned> counter_ = 0;
    std::once_flag swept_;
};

}  // namespace

std::unique_ptr<FolderStore> open_folder_store(const std::string& folder) {
    std::string name = folder.empty() ? "." : folder;
    while (name.size() > 1 && name.back() == '/') name.pop_back();
    return std::make_unique<LocalStore>(std::move(name));
}

}  // namespace sheetsplit
