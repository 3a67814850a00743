// The exit codes, which scripts rely on.
#pragma once

#include <vector>

#include "sheetsplit/job.hpp"

namespace sheetsplit::cli {

inline constexpr int done = 0;
inline constexpr int usage = 1;
inline constexpr int failed = 2;
inline constexpr int review_needed = 3;
inline constexpr int mirror_incomplete = 4;
inline constexpr int interrupted = 130;

// Of a run over these books: the highest concern wins.
int exit_code_of(const std::vector<BookOutcome>& books);

// Of a command that ended with this error.
int exit_code_of(const Error& error);

}  // namespace sheetsplit::cli
