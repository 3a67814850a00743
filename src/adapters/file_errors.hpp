// What the operating system's error numbers mean to the user of a file.
#pragma once

#include <string>

#include "sheetsplit/error.hpp"

namespace sheetsplit {

// `code` is errno after a call on `file`.
Error write_error(int code, const std::string& file);
Error read_error(int code, const std::string& file);

}  // namespace sheetsplit
