#include "adapters/file_errors.hpp"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

namespace sheetsplit {

Error write_error(int code, const std::string& file) {
    const std::string reason = std::strerror(code);
    switch (code) {
        case ENOSPC:
        case EDQUOT:
            return {ErrorCode::disk_full,
                    file,
                    {},
                    fmt::format("cannot be written: {}", reason),
                    "Free some space or choose another folder with -o"};
        case EFBIG:
            return {ErrorCode::output_unwritable,
                    file,
                    {},
                    fmt::format("cannot be written: {}", reason),
                    "Raise the limit of file sizes (ulimit -f) or choose another folder with -o"};
        case EMFILE:
        case ENFILE:
            return {ErrorCode::output_unwritable,
                    file,
                    {},
                    fmt::format("cannot be written: {}", reason),
                    "Raise the limit of open files (ulimit -n) or lower --jobs"};
        case ELOOP:
        case ENOTDIR:
            return {ErrorCode::output_unwritable,
                    file,
                    {},
                    "cannot be written: a part of its path is a symbolic link or a file",
                    "Remove it or choose another folder with -o"};
        case EISDIR:
            return {ErrorCode::output_unwritable,
                    file,
                    {},
                    "cannot be written: a folder has its name",
                    "Remove it or choose another folder with -o"};
        default:
            return {ErrorCode::output_unwritable,
                    file,
                    {},
                    fmt::format("cannot be written: {}", reason),
                    "Choose a folder that you may write to with -o"};
    }
}

Error read_error(int code, const std::string& file) {
    if (code == ENOENT || code == ENOTDIR)
        return {ErrorCode::input_missing, file, {}, "there is no such file", "Check the path"};
    if (code == EMFILE || code == ENFILE)
        return {ErrorCode::input_unreadable,
                file,
                {},
                fmt::format("cannot be read: {}", std::strerror(code)),
                "Raise the limit of open files (ulimit -n) or lower --jobs"};
    if (code == EISDIR)
        return {ErrorCode::input_unreadable,
                file,
                {},
                "is a folder, not a file",
                "Give it to run, with --recursive for the folders below it"};
    return {ErrorCode::input_unreadable,
            file,
            {},
            fmt::format("cannot be read: {}", std::strerror(code)),
            "Check the permissions of the file"};
}

}  // namespace sheetsplit
