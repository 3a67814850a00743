#include <chrono>

#include <fmt/chrono.h>

#include "sheetsplit/job.hpp"

namespace sheetsplit {

Ports system_ports() {
    return system_ports(read_file);
}

Ports system_ports(std::function<Expected<std::shared_ptr<const Bytes>>(const std::string&)> read_book) {
    const auto open = [read_book](const std::string& path,
                                  const ReadingOptions& options) -> Expected<OpenedBook> {
        auto bytes = read_book(path);
        if (!bytes) return bytes.error();
        return open_book(std::move(*bytes), path, options);
    };
    return {.read_book = read_book,
            .open_book = open,
            .open_pdf = open_pdf,
            .open_writer = open_writer,
            .timestamp = [] {
                const auto now =
                    std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
                return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                                   fmt::gmtime(std::chrono::system_clock::to_time_t(now)));
            }};
}

}  // namespace sheetsplit
