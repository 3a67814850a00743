#include <algorithm>

#include <fmt/format.h>

#include "description.hpp"

namespace sheetsplit::cli {
namespace {

bool names_a_path(const std::string& value) {
    return value == "FILE" || value == "DIR" || value == "PDF";
}

std::vector<OptionDescription> options_of(const ProgramDescription& program,
                                          const CommandDescription& command) {
    std::vector<OptionDescription> options = command.options;
    options.insert(options.end(), program.options.begin(), program.options.end());
    return options;
}

std::string words(const ProgramDescription& program, const CommandDescription& command) {
    std::string out;
    for (const OptionDescription& option : options_of(program, command))
        for (const std::string& name : option.names) out += (out.empty() ? "" : " ") + name;
    return out;
}

std::string shown_commands(const ProgramDescription& program) {
    std::string out;
    for (const CommandDescription& command : program.commands)
        if (!command.group.empty()) out += (out.empty() ? "" : " ") + command.name;
    return out;
}

// In single quotes for a POSIX shell; zsh's own marks are taken out of the way.
std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

std::string zsh_text(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

std::string zsh_action(const OptionDescription& option) {
    if (!option.choices.empty()) return fmt::format("({})", fmt::join(option.choices, " "));
    if (option.value == "DIR") return "_files -/";
    if (option.value == "PDF") return "_files -g \"*.(pdf|PDF)(-.)\"";
    if (option.value == "FILE") return "_files";
    return " ";
}

}  // namespace

std::string bash_completion_of(const ProgramDescription& program) {
    std::string out =
        "# bash completion for sheetsplit\n"
        "_sheetsplit() {\n"
        "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= i\n"
        "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
        "        case ${COMP_WORDS[i]} in -*) ;; *) command=${COMP_WORDS[i]}; break ;; esac\n"
        "    done\n"
        "    COMPREPLY=()\n"
        "    case $before in\n";
    std::vector<std::string> told;
    for (const CommandDescription& command : program.commands)
        for (const OptionDescription& option : options_of(program, command)) {
            const std::string pattern = fmt::format("{}", fmt::join(option.names, "|"));
            if (option.value.empty() || std::find(told.begin(), told.end(), pattern) != told.end()) continue;
            told.push_back(pattern);
            if (!option.choices.empty())
                out += fmt::format("        {}) COMPREPLY=($(compgen -W '{}' -- \"$word\")); return ;;\n",
                                   pattern, fmt::join(option.choices, " "));
            else if (option.value == "DIR")
                out += fmt::format(
                    "        {}) compopt -o filenames; COMPREPLY=($(compgen -d -- \"$word\")); return ;;\n",
                    pattern);
            else if (names_a_path(option.value))
                out += fmt::format(
                    "        {}) compopt -o filenames; COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n",
                    pattern);
            else
                out += fmt::format("        {}) return ;;\n", pattern);
        }
    out +=
        "    esac\n"
        "    local options=\n"
        "    case $command in\n"
        "        '') COMPREPLY=($(compgen -W '" +
        shown_commands(program) + " --help --version' -- \"$word\")); return ;;\n";
    for (const CommandDescription& command : program.commands) {
        if (command.group.empty()) continue;
        out += fmt::format("        {}) options='{}' ;;\n", command.name, words(program, command));
    }
    out +=
        "        generate) COMPREPLY=($(compgen -W 'man bash zsh fish' -- \"$word\")); return ;;\n"
        "    esac\n"
        "    case $word in\n"
        "        -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
        "        *) compopt -o filenames; COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
        "    esac\n"
        "}\n"
        "complete -F _sheetsplit sheetsplit\n";
    return out;
}

std::string zsh_completion_of(const ProgramDescription& program) {
    std::string out =
        "#compdef sheetsplit\n"
        "_sheetsplit() {\n"
        "    local -a commands\n"
        "    commands=(\n";
    for (const CommandDescription& command : program.commands)
        if (!command.group.empty())
            out += "        " + quoted(command.name + ":" + zsh_text(command.text)) + "\n";
    out +=
        "    )\n"
        "    if (( CURRENT == 2 )); then\n"
        "        _describe -t commands command commands\n"
        "        return\n"
        "    fi\n"
        "    local command=$words[2]\n"
        "    shift words\n"
        "    (( CURRENT-- ))\n"
        "    case $command in\n";
    for (const CommandDescription& command : program.commands) {
        if (command.group.empty()) continue;
        out += "        " + command.name + ")\n            _arguments";
        for (const OptionDescription& option : options_of(program, command)) {
            const std::string many = option.repeatable ? "*" : "";
            for (const std::string& name : option.names) {
                std::string spec = many + name + "[" + zsh_text(option.text) + "]";
                if (!option.value.empty()) spec += ":" + zsh_text(option.value) + ":" + zsh_action(option);
                out += " \\\n                " + quoted(spec);
            }
        }
        for (const OptionDescription& positional : command.positionals)
            out += " \\\n                " +
                   quoted("*:" + positional.names.front() + ":" + zsh_action(positional));
        out += "\n            ;;\n";
    }
    return out +
           "    esac\n"
           "}\n"
           "_sheetsplit \"$@\"\n";
}

std::string fish_completion_of(const ProgramDescription& program) {
    std::string out =
        "# fish completion for sheetsplit\n"
        "complete -c sheetsplit -f\n";
    for (const CommandDescription& command : program.commands) {
        if (command.group.empty()) continue;
        out += fmt::format("complete -c sheetsplit -n __fish_use_subcommand -a {} -d {}\n", command.name,
                           quoted(command.text));
        const std::string here =
            fmt::format("complete -c sheetsplit -n '__fish_seen_subcommand_from {}'", command.name);
        for (const OptionDescription& positional : command.positionals)
            if (names_a_path(positional.value)) out += here + " -F\n";
        for (const OptionDescription& option : options_of(program, command)) {
            out += here;
            for (const std::string& name : option.names)
                out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
            if (!option.choices.empty())
                out += fmt::format(" -x -a '{}'", fmt::join(option.choices, " "));
            else if (names_a_path(option.value))
                out += " -r -F";
            else if (!option.value.empty())
                out += " -x";
            out += " -d " + quoted(option.text) + "\n";
        }
    }
    return out;
}

}  // namespace sheetsplit::cli
