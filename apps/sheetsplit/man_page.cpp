#include <fmt/format.h>

#include "description.hpp"

namespace sheetsplit::cli {
namespace {

// Text as troff takes it literally.
std::string literal(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else
            out += c;
    }
    if (out.starts_with('.') || out.starts_with('\'')) out.insert(0, "\\&");
    return out;
}

std::string literal_lines(const std::string& lines) {
    std::string out;
    std::size_t begin = 0;
    while (begin < lines.size()) {
        const std::size_t end = std::min(lines.find('\n', begin), lines.size());
        out += literal(lines.substr(begin, end - begin)) + "\n";
        begin = end + 1;
    }
    return out;
}

std::string item(const OptionDescription& option) {
    std::string names;
    for (const std::string& name : option.names)
        names += (names.empty() ? "" : ", ") + ("\\fB" + literal(name) + "\\fR");
    if (!option.value.empty() && option.names.front().starts_with("-"))
        names += " \\fI" + literal(option.value) + "\\fR";
    std::string text = literal(option.text);
    if (!option.choices.empty()) text += ": " + literal(fmt::format("{}", fmt::join(option.choices, ", ")));
    text += ".";
    if (!option.preset.empty()) text += " Default: " + literal(option.preset) + ".";
    if (!option.environment.empty()) text += " Variable: \\fB" + literal(option.environment) + "\\fR.";
    return ".TP\n" + names + "\n" + text + "\n";
}

std::string section(const CommandDescription& command) {
    std::string synopsis = "\\fBsheetsplit " + literal(command.name) + "\\fR [\\fIOPTIONS\\fR]";
    for (const OptionDescription& positional : command.positionals)
        synopsis +=
            " \\fI" + literal(positional.names.front()) + "\\fR" + (positional.repeatable ? "..." : "");
    std::string out =
        ".SS " + literal(command.name) + "\n" + synopsis + "\n.PP\n" + literal(command.text) + ".\n";
    for (const OptionDescription& positional : command.positionals) out += item(positional);
    for (const OptionDescription& option : command.options) out += item(option);
    if (!command.examples.empty())
        out += ".PP\nExamples:\n.PP\n.nf\n" + literal_lines(command.examples) + ".fi\n";
    return out;
}

}  // namespace

std::string man_page_of(const ProgramDescription& program) {
    std::string out =
        ".TH SHEETSPLIT 1 \"\" \"sheetsplit " SHEETSPLIT_VERSION
        "\" \"User Commands\"\n"
        ".SH NAME\nsheetsplit \\- " +
        literal(program.text) +
        "\n.SH SYNOPSIS\n\\fBsheetsplit\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR]\n.SH EXAMPLES\n.nf\n" +
        literal_lines(program.examples) + ".fi\n.SH COMMANDS\n";
    for (const CommandDescription& command : program.commands)
        if (!command.group.empty()) out += section(command);
    out += ".SH OPTIONS OF EVERY COMMAND\n";
    for (const OptionDescription& option : program.options) out += item(option);
    out +=
        ".SH EXIT STATUS\n"
        ".TP\n0\nDone.\n.TP\n1\nWrong usage.\n.TP\n2\nFailed: nothing usable for at least one book.\n"
        ".TP\n3\nDone; at least one book needs a look.\n.TP\n4\nDone; the mirror or the record in the ledger "
        "is incomplete.\n"
        ".TP\n130\nInterrupted.\n"
        ".SH FILES\n.TP\n~/.config/sheetsplit/config.toml\n"
        "Options by their long names, for all commands or in a table for one. The command line goes before\n"
        "the variables of the environment, and these before the file.\n"
        ".TP\n~/.cache/sheetsplit\nWhat was read from pages.\n";
    return out;
}

}  // namespace sheetsplit::cli
