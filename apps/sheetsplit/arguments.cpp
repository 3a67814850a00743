#include "arguments.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include <fmt/format.h>

#include "cli11_app.hpp"
#include "cloud.hpp"
#include "sheetsplit/index.hpp"
#include "sheetsplit/naming.hpp"
#include "version.hpp"

namespace sheetsplit::cli {
namespace {

constexpr int usage_error = 1;

std::string folder_of_user(const char* variable, const char* below_home) {
    if (const char* folder = std::getenv(variable); folder && *folder)
        return std::string(folder) + "/sheetsplit";
    if (const char* home = std::getenv("HOME"); home && *home)
        return std::string(home) + below_home + "/sheetsplit";
    return {};
}

Answer mistake(const std::string& what, const std::string& command) {
    const std::string help = command.empty() ? "sheetsplit --help" : "sheetsplit " + command + " --help";
    return {usage_error, "", fmt::format("sheetsplit: {}. See '{}'\n", what, help)};
}

std::string lower_first(std::string text) {
    // "BOOK is required" keeps its capitals.
    if (text.size() > 1 && !std::isupper(static_cast<unsigned char>(text[1])))
        text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
    while (!text.empty() && (text.back() == '\n' || text.back() == '.')) text.pop_back();
    // One line, whatever the library says.
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

// How many letters must change to make one word of the other.
std::size_t distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row[b.size()];
}

std::string nearest(const std::string& word, const std::vector<std::string>& known) {
    const auto best = std::min_element(known.begin(), known.end(), [&](const auto& a, const auto& b) {
        return distance(word, a) < distance(word, b);
    });
    return best != known.end() && distance(word, *best) <= std::max<std::size_t>(2, word.size() / 3) ? *best
                                                                                                     : "";
}

const CommandApp* called_command(const ProgramApp& program) {
    for (const auto& command : program.commands)
        if (command->app->parsed()) return command.get();
    return nullptr;
}

// The first word that is no option: it must be a command.
std::optional<std::string> first_word(const ProgramApp& program, int argc, const char* const* argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word == "--") return std::nullopt;
        if (word.size() < 2 || word[0] != '-') return word;
        const CLI::Option* option = program.app.get_option_no_throw(word);
        if (option && option->get_type_size() != 0) ++i;
    }
    return std::nullopt;
}

std::optional<Answer> wrong_command(const ProgramApp& program, int argc, const char* const* argv) {
    const auto word = first_word(program, argc, argv);
    if (!word) return std::nullopt;
    std::vector<std::string> known;
    for (const auto& command : program.commands) known.push_back(command->app->get_name());
    if (std::find(known.begin(), known.end(), *word) != known.end()) return std::nullopt;
    std::error_code ignored;
    if (word->ends_with(".pdf") || std::filesystem::exists(*word, ignored))
        return mistake(fmt::format("'{}' is no command. To split it: sheetsplit run {}", *word, *word), "");
    const std::string near = nearest(*word, known);
    return mistake(
        fmt::format("'{}' is no command{}", *word, near.empty() ? "" : ". Did you mean '" + near + "'?"), "");
}

// The message of CLI11 in our words.
Answer answer_to(const CLI::ParseError& error, const ProgramApp& program, const ConfigSource& config,
                 int argc, const char* const* argv) {
    const CommandApp* command = called_command(program);
    const std::string name = command ? command->app->get_name() : "";
    if (dynamic_cast<const CLI::ConfigError*>(&error)) return mistake(error.what(), name);
    if (dynamic_cast<const CLI::FileError*>(&error))
        return mistake(fmt::format("{}: there is no such configuration file", program.config_file), name);
    std::string what = error.what();
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) && what.find("At Most 1") != std::string::npos)
        return mistake("one argument too many", name);
    if (dynamic_cast<const CLI::ExtrasError*>(&error)) {
        const std::string extra = what.substr(what.rfind(": ") + 2);
        if (extra[0] != '-') return mistake(fmt::format("'{}' is one argument too many", extra), name);
        std::vector<std::string> known;
        if (command)
            for (const CLI::Option* option : command->app->get_options({}))
                for (const std::string& long_name : option->get_lnames()) known.push_back("--" + long_name);
        const std::string near = nearest(extra.substr(0, extra.find_first_of("= ")), known);
        return mistake(
            fmt::format("unknown option '{}'{}", extra, near.empty() ? "" : ". Did you mean '" + near + "'?"),
            name);
    }
    const std::string option = what.substr(0, what.find(':'));
    const bool said = std::any_of(argv + 1, argv + argc, [&](const char* argument) {
        return std::string(argument).starts_with(option);
    });
    return mistake((said ? "" : config.place_of(option)) + lower_first(what), name);
}

// What CLI11 cannot check: values that do not go together, presets, defaults that depend on the user.
std::optional<Answer> complete(Arguments& arguments, const CommandApp& command) {
    const auto refuse = [&](const std::string& what) { return mistake(what, command.app->get_name()); };
    if (arguments.log == LogFormat::json && arguments.progress == ProgressStyle::bar)
        return refuse("--progress bar and --log-format json contradict each other");
    if (!arguments.index.empty() && !arguments.from.empty())
        return refuse("--index and --from contradict each other: both say what the songs are");
    if (arguments.dry_run && arguments.force)
        return refuse("--dry-run and --force contradict each other: a dry run writes nothing");
    if (arguments.output.empty() && command.app->get_option_no_throw("--output"))
        return refuse("--output needs a name");
    if (arguments.output == "-" && (command.command == Command::run || command.command == Command::split))
        return refuse("--output is a folder here and cannot be standard output");
    if (const auto wrong = mistake_in(arguments.cloud)) return refuse(*wrong);
    if (arguments.schema) return std::nullopt;
    if (command.command == Command::ledger) {
        const bool lists = arguments.what == "list";
        if (lists && !arguments.inputs.empty()) return refuse("list takes no BOOK_ID; see show");
        if (!lists && arguments.inputs.empty()) return refuse("BOOK_ID is required");
        if (!lists && arguments.status) return refuse("--status is for list");
        return std::nullopt;
    }
    if (arguments.inputs.empty() && command.command != Command::generate) return refuse("BOOK is required");

    auto file_template = file_template_from(arguments.book.naming.file_template);
    if (!file_template) return refuse("--template: " + describe(file_template.error()));
    arguments.book.naming.file_template = *file_template;
    if (!arguments.index.empty()) {
        const auto bytes = read_file(arguments.index);
        if (!bytes) return refuse("--index: " + describe(bytes.error()));
        auto toc = toc_from_index(text_of(**bytes), arguments.index);
        if (!toc) return refuse("--index: " + describe(toc.error()));
        arguments.book.index = std::move(*toc);
    }
    if (arguments.book.reading.cache_folder.empty())
        arguments.book.reading.cache_folder = folder_of_user("XDG_CACHE_HOME", "/.cache");
    // A dry run writes nothing at all.
    if (arguments.no_cache || arguments.dry_run) arguments.book.reading.cache_folder.clear();
    return std::nullopt;
}

std::string generated(const ProgramDescription& program, const std::string& what) {
    if (what == "man") return man_page_of(program);
    if (what == "bash") return bash_completion_of(program);
    if (what == "zsh") return zsh_completion_of(program);
    if (what == "licences") return licence_notices();
    return fish_completion_of(program);
}

void build(ProgramApp& program, const std::shared_ptr<ConfigSource>& config) {
    CLI::App& app = program.app;
    app.name("sheetsplit");
    app.description("Split sheet-music books into one PDF per song, and say how sure each cut is");
    app.footer(
        "  sheetsplit run book.pdf                        songs go to ./SheetMusicOut\n"
        "  sheetsplit run -o Songs --recursive ~/Scans    a whole folder; run again to go on\n"
        "  sheetsplit status Songs                        what is done, what needs a look\n"
        "  sheetsplit split book.pdf --from plan.json     cut as an edited plan says");
    app.require_subcommand(1);
    app.set_help_flag("-h,--help", "Explain the command");
    app.set_version_flag("--version", "sheetsplit " SHEETSPLIT_VERSION, "Print the version");
    app.add_flag("--verbose")
        ->description("With --version: also every component, with its version and licence");
    app.config_formatter(config);
    std::string standard = folder_of_user("XDG_CONFIG_HOME", "/.config");
    if (!standard.empty()) standard += "/config.toml";
    program.config_file = standard;
    app.set_config("--config", standard, "Options from this file (TOML); every option's long name is a key")
        ->type_name("FILE")
        ->envname("SHEETSPLIT_CONFIG")
        ->each([&program](const std::string& file) { program.config_file = file; });
    app.allow_config_extras(CLI::config_extras_mode::error);
    add_commands(program);
}

}  // namespace

std::variant<Arguments, Answer> parse_arguments(int argc, const char* const* argv) {
    ProgramApp program;
    const auto config = std::make_shared<ConfigSource>(program);
    build(program, config);
    // What people read names the place in general, not this user's.
    const auto described = [&] {
        program.app.get_config_ptr()->default_str("~/.config/sheetsplit/config.toml");
        return describe(program);
    };
    if (argc < 2) return Answer{usage_error, "", help_of(described())};
    if (const auto wrong = wrong_command(program, argc, argv)) return *wrong;
    try {
        program.app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        const ProgramDescription description = described();
        const CommandApp* command = called_command(program);
        if (!command) return Answer{0, help_of(description), ""};
        const auto found = std::find_if(description.commands.begin(), description.commands.end(),
                                        [&](const auto& d) { return d.name == command->app->get_name(); });
        return Answer{0, help_of(description, *found), ""};
    } catch (const CLI::CallForVersion&) {
        // The library stops at --version, so what follows it is not parsed.
        const bool verbose =
            std::any_of(argv, argv + argc, [](const char* word) { return word == std::string("--verbose"); });
        return Answer{0, version_text(verbose), ""};
    } catch (const CLI::ParseError& error) {
        return answer_to(error, program, *config, argc, argv);
    }
    for (const auto& command : program.commands) {
        if (!command->app->parsed()) continue;
        if (const auto answer = complete(command->arguments, *command)) return *answer;
        if (command->command == Command::generate)
            return Answer{0, generated(described(), command->arguments.what), ""};
        return std::move(command->arguments);
    }
    return mistake("a command is needed", "");
}

}  // namespace sheetsplit::cli
