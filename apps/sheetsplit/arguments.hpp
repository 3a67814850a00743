// What the user asked for: the command line, environment and configuration file as values.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sheetsplit/job.hpp"
#include "sheetsplit/ledger.hpp"

namespace sheetsplit::cli {

enum class Command { run, discover, parse, map, verify, plan, split, manifest, status, ledger, generate };

enum class ProgressStyle { automatic, bar, plain, none };
enum class LogFormat { text, json };

// Places in the cloud; empty: none.
struct CloudOptions {
    std::string mirror;            // s3://bucket/prefix
    std::string mirror_artifacts;  // the same
    std::string ledger;            // dynamodb://table
    int claim_minutes = 0;         // 0: as long as a book may take, with a margin
    int ledger_days = 0;           // 0: for good
    std::string execution_arn;
    std::optional<double> cost_per_hour;
};

struct Arguments {
    Command command = Command::run;
    std::vector<std::string> inputs;
    bool recursive = false;
    std::string output;  // folder, or file of a stage; "-" is standard output
    std::vector<std::string> from;
    std::string index;
    BookOptions book;
    CloudOptions cloud;
    bool no_cache = false;
    bool force = false;
    bool dry_run = false;
    bool schema = false;
    bool as_json = false;  // status
    bool overview = false;
    bool timings = false;
    bool quiet = false;
    ProgressStyle progress = ProgressStyle::automatic;
    LogFormat log = LogFormat::text;
    std::string what;                    // generate: man, bash, zsh, fish; ledger: list, show, reset
    std::optional<LedgerStatus> status;  // ledger
};

// A question that was answered while reading the command line, or a mistake in it.
struct Answer {
    int exit_code = 0;
    std::string out;
    std::string error;
};

std::variant<Arguments, Answer> parse_arguments(int argc, const char* const* argv);

}  // namespace sheetsplit::cli
