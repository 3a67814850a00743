// Help for people, at most 100 columns wide.
#include <algorithm>

#include <fmt/format.h>

#include "description.hpp"

namespace sheetsplit::cli {
namespace {

constexpr std::size_t width = 100;
constexpr std::size_t text_column = 30;

// The words from `column` on, broken into lines.
std::string wrapped(const std::string& text, std::size_t column) {
    std::string out;
    std::size_t at = column, begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        const std::string word = text.substr(begin, end - begin);
        begin = end + 1;
        if (at > column && at + 1 + word.size() > width) {
            out += '\n' + std::string(column, ' ');
            at = column;
        }
        if (at > column) {
            out += ' ';
            ++at;
        }
        out += word;
        at += word.size();
    }
    return out;
}

std::string row(const std::string& left, const std::string& text) {
    std::string line = "  " + left;
    if (line.size() + 2 > text_column)
        line += '\n' + std::string(text_column, ' ');
    else
        line.append(text_column - line.size(), ' ');
    return line + wrapped(text, text_column) + "\n";
}

std::string row_of(const OptionDescription& option) {
    std::string left = fmt::format("{}", fmt::join(option.names, ", "));
    if (option.names.front().starts_with("--")) left = "    " + left;
    if (!option.value.empty() && option.names.front().starts_with("-")) left += " " + option.value;
    std::string text = option.text;
    if (!option.choices.empty()) text += fmt::format(": {}", fmt::join(option.choices, ", "));
    if (!option.preset.empty()) text += fmt::format(" [{}]", option.preset);
    return row(left, text);
}

std::string rows_of(const std::vector<OptionDescription>& options) {
    // Groups in the order in which they first appear.
    std::vector<std::string> groups;
    for (const OptionDescription& option : options)
        if (!option.group.empty() && std::find(groups.begin(), groups.end(), option.group) == groups.end())
            groups.push_back(option.group);
    std::string out;
    for (const std::string& group : groups) {
        out += "\n" + group + ":\n";
        for (const OptionDescription& option : options)
            if (option.group == group) out += row_of(option);
    }
    return out;
}

std::string general_rows(const ProgramDescription& program) {
    std::string out = "\nAlways:\n";
    for (const OptionDescription& option : program.options) out += row_of(option);
    return out;
}

constexpr const char* exit_codes =
    "\nExit codes:\n"
    "  0 done   1 wrong usage   2 failed: nothing usable for at least one book\n"
    "  3 done, at least one book needs a look   4 done, mirror or ledger is incomplete   130 interrupted\n";

}  // namespace

std::string help_of(const ProgramDescription& program) {
    std::string out = wrapped(program.text + ".", 0) +
                      "\n\nUsage: sheetsplit COMMAND [OPTIONS]\n\nExamples:\n" + program.examples + "\n";
    std::vector<std::string> groups;
    for (const CommandDescription& command : program.commands)
        if (!command.group.empty() && std::find(groups.begin(), groups.end(), command.group) == groups.end())
            groups.push_back(command.group);
    for (const std::string& group : groups) {
        out += "\n" + group + ":\n";
        for (const CommandDescription& command : program.commands)
            if (command.group == group) out += row(command.name, command.text);
    }
    return out + general_rows(program) + exit_codes +
           "\nEvery option can also be set by a variable (--min-entries by SHEETSPLIT_MIN_ENTRIES) or in "
           "the\n"
           "configuration file:\n"
           "  output = \"Songs\"\n"
           "  [run]\n"
           "  export = [\"mobilesheets\"]\n"
           "The command line goes before the variables, and these before the file.\n"
           "\nsheetsplit COMMAND --help explains a command.\n";
}

std::string help_of(const ProgramDescription& program, const CommandDescription& command) {
    std::string usage = "Usage: sheetsplit " + command.name + (command.options.empty() ? "" : " [OPTIONS]");
    for (const OptionDescription& positional : command.positionals)
        usage += " " + positional.names.front() + (positional.repeatable ? "..." : "");
    std::string out = wrapped(command.text + ".", 0) + "\n\n" + usage + "\n";
    if (!command.examples.empty()) out += "\nExamples:\n" + command.examples + "\n";
    out += "\n";
    for (const OptionDescription& positional : command.positionals) out += row_of(positional);
    return out + rows_of(command.options) + general_rows(program);
}

}  // namespace sheetsplit::cli
