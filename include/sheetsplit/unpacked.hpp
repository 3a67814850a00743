// Files that the program carries inside and compressed (see cmake/EmbedFile.cmake).
//
// Pure and safe to use from any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace sheetsplit {

// The content of a gzip file, up to 1 GiB; empty unless the file is whole. Takes some milliseconds per
// megabyte.
std::string unpacked(std::span<const std::byte> gzip);

}  // namespace sheetsplit
