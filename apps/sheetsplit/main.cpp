// sheetsplit: from arguments to a command to an exit code.
#include <cstdio>

#include "arguments.hpp"
#include "commands.hpp"
#include "interrupt.hpp"

int main(int argc, char** argv) {
    using namespace sheetsplit::cli;
    const std::stop_token stop = stop_on_signals();
    const auto parsed = parse_arguments(argc, argv);
    if (const auto* answer = std::get_if<Answer>(&parsed)) {
        std::fputs(answer->out.c_str(), stdout);
        std::fputs(answer->error.c_str(), stderr);
        return answer->exit_code;
    }
    const auto& arguments = std::get<Arguments>(parsed);
    switch (arguments.command) {
        case Command::run:
            return run(arguments, stop);
        case Command::split:
            return split(arguments, stop);
        case Command::status:
            return status(arguments);
        case Command::ledger:
            return ledger(arguments, stop);
        default:
            return stage(arguments, stop);
    }
}
