// The command line in the terms of CLI11.  For the files of this folder that speak CLI11 only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "arguments.hpp"
#include "description.hpp"
#include "sheetsplit/config_file.hpp"

namespace sheetsplit::cli {

// One command with a set of arguments of its own: a value that configuration or environment give for
// another command must not get into this one's.
struct CommandApp {
    Command command;
    CLI::App* app = nullptr;
    Arguments arguments;
};

struct ProgramApp {
    CLI::App app;
    std::string config_file;
    std::vector<std::unique_ptr<CommandApp>> commands;
};

// Adds the commands, each with its options, to the empty program.
void add_commands(ProgramApp& program);

// The options of a command, by what they are for.
void add_reading_options(CLI::App& app, Arguments& arguments);
void add_naming_options(CLI::App& app, Arguments& arguments);
void add_cutting_options(CLI::App& app, Arguments& arguments);
void add_gate_options(CLI::App& app, Arguments& arguments);
void add_companion_options(CLI::App& app, Arguments& arguments);
void add_cloud_options(CLI::App& app, Arguments& arguments);
void add_ledger_option(CLI::App& app, Arguments& arguments);
void add_claim_options(CLI::App& app, Arguments& arguments);
void add_speed_options(CLI::App& app, Arguments& arguments);
void add_limit_options(CLI::App& app, Arguments& arguments);
void add_speech_options(CLI::App& app, Arguments& arguments);

// Gives the option its group and its environment variable SHEETSPLIT_NAME.
CLI::Option* placed(CLI::Option* option, const std::string& group);

ProgramDescription describe(const ProgramApp& program);

// Reads the configuration file for CLI11: a key above the first table counts for every command that knows
// it, a table for its command.  Unknown keys are errors that name file, line and what is known.
class ConfigSource : public CLI::Config {
public:
    explicit ConfigSource(const ProgramApp& program) : program_(program) {}

    std::string to_config(const CLI::App*, bool, bool, std::string) const override { return {}; }
    std::vector<CLI::ConfigItem> from_config(std::istream& input) const override;

    // "FILE, line N: " when the option's value came from the file; else empty.
    std::string place_of(const std::string& option_name) const;

private:
    const ProgramApp& program_;
    mutable std::vector<ConfigEntry> entries_;  // CLI11 asks in a const member
};

}  // namespace sheetsplit::cli
