#include <sys/wait.h>

#include <array>
#include <cstdio>

#include <fmt/format.h>

#include "sheetsplit/shell.hpp"

namespace sheetsplit {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 20U;

Error failed(const std::string& why) {
    return {ErrorCode::internal, "", {}, why, ""};
}

}  // namespace

Expected<std::string> shell_output(const std::string& command) {
    std::FILE* pipe = ::popen(command.c_str(), "re");
    if (pipe == nullptr) return failed("it cannot be started");
    std::string text;
    std::array<char, 4096> room{};
    while (const std::size_t got = std::fread(room.data(), 1, room.size(), pipe)) {
        text.append(room.data(), got);
        if (text.size() > most_bytes) break;
    }
    const int status = ::pclose(pipe);
    if (text.size() > most_bytes) return failed("it prints too much");
    if (status == 0) return text;
    return failed(WIFEXITED(status) ? fmt::format("it ended with code {}", WEXITSTATUS(status))
                                    : "it did not end by itself");
}

}  // namespace sheetsplit
