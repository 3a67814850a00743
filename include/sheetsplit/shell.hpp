// What a line of the user's own configuration prints when the shell runs it.
//
// For any thread; not while a worker process is being started.
#pragma once

#include <string>

#include "sheetsplit/expected.hpp"

namespace sheetsplit {

// Standard error stays the user's.  Fails with internal when the command cannot be run, ends with another
// code than 0, or prints more than a megabyte; the error repeats nothing of what it printed.
Expected<std::string> shell_output(const std::string& command);

}  // namespace sheetsplit
