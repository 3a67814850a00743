// Writing to a file descriptor until nothing is left, for the adapters that speak to the system.
#pragma once

#include <cstddef>
#include <span>

namespace sheetsplit {

// 0, or the errno of the write that failed.
int write_all(int file, std::span<const std::byte> bytes);

}  // namespace sheetsplit
