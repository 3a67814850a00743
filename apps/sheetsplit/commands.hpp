// What each command does; the result is the exit code.
#pragma once

#include <stop_token>

#include "arguments.hpp"

namespace sheetsplit::cli {

int run(const Arguments& arguments, std::stop_token stop);     // run
int split(const Arguments& arguments, std::stop_token stop);   // split
int stage(const Arguments& arguments, std::stop_token stop);   // discover, parse, map, verify, plan, manifest
int status(const Arguments& arguments);                        // status
int ledger(const Arguments& arguments, std::stop_token stop);  // ledger

}  // namespace sheetsplit::cli
