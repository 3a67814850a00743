#include <chrono>

#include <fmt/chrono.h>

#include "sheetsplit/job.hpp"

namespace sheetsplit {

Ports system_ports() {
    return {.open_book = open_book, .open_pdf = open_pdf, .open_writer = open_writer, .timestamp = [] {
                const auto now =
                    std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
                return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                                   fmt::gmtime(std::chrono::system_clock::to_time_t(now)));
            }};
}

}  // namespace sheetsplit
