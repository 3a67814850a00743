#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string>

#include <fmt/format.h>

#include "cli11_app.hpp"

namespace sheetsplit::cli {
namespace {

const CLI::Option* find_option(const CLI::App& app, const std::string& key) {
    const CLI::Option* option = app.get_option_no_throw("--" + key);
    return option && option->get_configurable() && !option->get_lnames().empty() ? option : nullptr;
}

bool set_by_environment(const CLI::Option& option) {
    const char* value = option.get_envname().empty() ? nullptr : std::getenv(option.get_envname().c_str());
    return value && *value;
}

// Every key that would have been understood, for the message.
std::string known_keys(const ProgramApp& program, const std::string& section) {
    std::vector<std::string> keys;
    for (const auto& command : program.commands) {
        if (!section.empty() && command->app->get_name() != section) continue;
        for (const CLI::Option* option : command->app->get_options({}))
            if (!option->get_lnames().empty() && option->get_configurable())
                keys.push_back(option->get_lnames().front());
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return fmt::format("{}", fmt::join(keys, ", "));
}

std::string known_tables(const ProgramApp& program) {
    std::vector<std::string> names;
    for (const auto& command : program.commands)
        if (!command->app->get_group().empty()) names.push_back(command->app->get_name());
    return fmt::format("{}", fmt::join(names, ", "));
}

[[noreturn]] void refuse(const std::string& file, int line, const std::string& what) {
    throw CLI::ConfigError(fmt::format("{}, line {}: {}", file, line, what));
}

// The entry for every command that it is meant for.
void add_items(const ProgramApp& program, const ConfigEntry& entry, std::vector<CLI::ConfigItem>& items) {
    bool table_known = entry.section.empty(), key_known = false;
    for (const auto& command : program.commands) {
        const std::string name = command->app->get_name();
        if (!entry.section.empty() && entry.section != name) continue;
        table_known = true;
        const CLI::Option* option = find_option(*command->app, entry.key);
        if (!option) continue;
        key_known = true;
        if (!set_by_environment(*option)) items.push_back({{name}, entry.key, entry.values});
    }
    if (!table_known)
        refuse(program.config_file, entry.line,
               fmt::format("unknown table [{}]. Known are: {}", entry.section, known_tables(program)));
    if (!key_known)
        refuse(
            program.config_file, entry.line,
            fmt::format("unknown option '{}'. Known are: {}", entry.key, known_keys(program, entry.section)));
}

}  // namespace

std::vector<CLI::ConfigItem> ConfigSource::from_config(std::istream& input) const {
    const std::string text((std::istreambuf_iterator<char>(input)), std::istreambuf_iterator<char>());
    const std::string& file = program_.config_file;
    auto entries = parse_config(text, file);
    if (!entries) throw CLI::ConfigError(describe(entries.error()));
    entries_ = std::move(*entries);

    // The first value counts: what a table says about one command goes before what stands above the tables.
    std::vector<CLI::ConfigItem> ordered;
    for (const bool in_tables : {true, false})
        for (const ConfigEntry& entry : entries_)
            if (entry.section.empty() != in_tables) add_items(program_, entry, ordered);
    return ordered;
}

std::string ConfigSource::place_of(const std::string& option_name) const {
    for (const ConfigEntry& entry : entries_)
        if ("--" + entry.key == option_name)
            return fmt::format("{}, line {}: ", program_.config_file, entry.line);
    return {};
}

}  // namespace sheetsplit::cli
