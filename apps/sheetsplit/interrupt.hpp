// Ctrl-C and its kin, as a stop token.
#pragma once

#include <stop_token>

namespace sheetsplit::cli {

// Must be called before any thread is started.  The first SIGINT, SIGTERM or SIGHUP asks to stop; when the
// program has not ended a moment later, or a second one comes, it ends at once with exit code 130: whatever
// stands in the output folder is whole at any time.
std::stop_token stop_on_signals();

}  // namespace sheetsplit::cli
