// From CLI11's terms to plain values.
#include "description.hpp"

#include <algorithm>

#include "cli11_app.hpp"

namespace sheetsplit::cli {
namespace {

// CLI11 tells the accepted words as "WORD:{a,b}".
std::vector<std::string> choices_of(const std::string& type) {
    std::vector<std::string> choices;
    const std::size_t open = type.find('{'), close = type.rfind('}');
    if (open == std::string::npos || close == std::string::npos) return choices;
    for (std::size_t begin = open + 1; begin <= close;) {
        const std::size_t end = std::min(type.find(',', begin), close);
        choices.push_back(type.substr(begin, end - begin));
        begin = end + 1;
    }
    return choices;
}

OptionDescription describe(const CLI::Option& option) {
    OptionDescription description;
    for (const std::string& name : option.get_snames()) description.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) description.names.push_back("--" + name);
    if (option.get_positional()) description.names.push_back(option.get_name(true, false));
    const bool is_flag = option.get_expected_min() == 0 && !option.get_positional();
    if (!is_flag) {
        const std::string type = option.get_type_name();
        description.value = type.substr(0, type.find(':'));
        description.choices = choices_of(type);
        description.preset = option.get_default_str();
    }
    description.text = option.get_description();
    description.group = option.get_group();
    description.environment = option.get_envname();
    description.repeatable = option.get_expected_max() > 1;
    return description;
}

}  // namespace

ProgramDescription describe(const ProgramApp& program) {
    ProgramDescription description{
        program.app.get_name(), program.app.get_description(), {}, {}, program.app.get_footer()};
    for (const CLI::Option* option : program.app.get_options({}))
        description.options.push_back(describe(*option));
    for (const auto& command : program.commands) {
        CommandDescription added{
            command->app->get_name(),  command->app->get_group(), command->app->get_description(), {}, {},
            command->app->get_footer()};
        for (const CLI::Option* option : command->app->get_options({})) {
            const bool is_help = option == command->app->get_help_ptr();
            if (is_help) continue;  // told once, for all commands
            (option->get_positional() ? added.positionals : added.options).push_back(describe(*option));
        }
        description.commands.push_back(std::move(added));
    }
    return description;
}

}  // namespace sheetsplit::cli
