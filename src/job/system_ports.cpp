#include "sheetsplit/clock.hpp"
#include "sheetsplit/job.hpp"

namespace sheetsplit {

Ports system_ports(ReadBook read_book) {
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
            .timestamp = [] { return iso_time(time_now()); }};
}

}  // namespace sheetsplit
