// Reading an open file from its begin to its end.
#pragma once

#include <utility>

#include "sheetsplit/store.hpp"

namespace sheetsplit {

// 0 and the bytes, or errno.
std::pair<int, Bytes> read_all(int fd);

}  // namespace sheetsplit
