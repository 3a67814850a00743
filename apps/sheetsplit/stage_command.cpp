#include "commands.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "sheetsplit/json.hpp"
#include "sheetsplit/schemas.hpp"

namespace sheetsplit::cli {
namespace {

Stage stage_of(Command command) {
    switch (command) {
        case Command::discover:
            return Stage::discover;
        case Command::parse:
            return Stage::parse;
        case Command::map:
            return Stage::map;
        case Command::verify:
            return Stage::verify;
        case Command::plan:
            return Stage::plan;
        default:
            return Stage::manifest;
    }
}

int put_out(const std::string& text, const Arguments& arguments, Console& console) {
    const Status written = write_file(arguments.output, text);
    if (written) return done;
    console.error(written.error());
    return failed;
}

}  // namespace

int stage(const Arguments& arguments, std::stop_token stop) {
    Console console(arguments);
    if (arguments.schema) {
        const auto schema = arguments.command == Command::plan ? plan_schema() : manifest_schema();
        return put_out(std::string(schema), arguments, console);
    }
    const StageJob job{arguments.inputs.front(), stage_of(arguments.command), arguments.from, arguments.book};
    const auto json = run_stage(job, system_ports(), console.listener(), stop);
    console.finish();
    if (!json) {
        console.error(json.error());
        return exit_code_of(json.error());
    }
    return put_out(*json, arguments, console);
}

}  // namespace sheetsplit::cli
