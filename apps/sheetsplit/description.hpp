// The command line described as plain values: what help, man page and shell completions are made from.
#pragma once

#include <string>
#include <vector>

namespace sheetsplit::cli {

struct OptionDescription {
    std::vector<std::string> names;    // "-o", "--output"; of a positional its placeholder
    std::string value;                 // "DIR", "FILE", "N"; empty for a flag
    std::vector<std::string> choices;  // the accepted words, when only some are
    std::string text;
    std::string preset;  // the value when nothing is said; empty = none
    std::string group;
    std::string environment;  // the variable that sets it; empty = none
    bool repeatable = false;
};

struct CommandDescription {
    std::string name;
    std::string group;  // empty = not shown
    std::string text;   // one line
    std::vector<OptionDescription> positionals;
    std::vector<OptionDescription> options;
    std::string examples;  // lines
};

struct ProgramDescription {
    std::string name;
    std::string text;
    std::vector<CommandDescription> commands;
    std::vector<OptionDescription> options;  // for every command
    std::string examples;
};

// Words for people: `sheetsplit --help` and `sheetsplit COMMAND --help`.
std::string help_of(const ProgramDescription& program);
std::string help_of(const ProgramDescription& program, const CommandDescription& command);

// A man page (troff), and completions for the shells.
std::string man_page_of(const ProgramDescription& program);
std::string bash_completion_of(const ProgramDescription& program);
std::string zsh_completion_of(const ProgramDescription& program);
std::string fish_completion_of(const ProgramDescription& program);

}  // namespace sheetsplit::cli
