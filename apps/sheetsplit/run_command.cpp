#include <unistd.h>

#include <iostream>
#include <iterator>

#include <fmt/format.h>

#include "cloud.hpp"
#include "commands.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "tables.hpp"

namespace sheetsplit::cli {
namespace {

// One path a line, or each ended by a NUL as `find -print0` does.
std::vector<std::string> listed_on_standard_input() {
    const std::string text((std::istreambuf_iterator<char>(std::cin)), std::istreambuf_iterator<char>());
    const char end_mark = text.find('\0') == std::string::npos ? '\n' : '\0';
    std::vector<std::string> paths;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find(end_mark, begin), text.size());
        std::string path = text.substr(begin, end - begin);
        if (end_mark == '\n' && path.ends_with('\r')) path.pop_back();
        if (!path.empty()) paths.push_back(std::move(path));
        begin = end + 1;
    }
    return paths;
}

Inputs inputs_of(const Arguments& arguments, BookSource& books) {
    std::vector<std::string> named;
    for (const std::string& input : arguments.inputs) {
        if (input != "-") {
            named.push_back(input);
            continue;
        }
        const auto listed = listed_on_standard_input();
        named.insert(named.end(), listed.begin(), listed.end());
    }
    return books.find(named, arguments.recursive);
}

int dry_run(const Arguments& arguments, const Inputs& inputs, const Ports& ports, Console& console,
            std::stop_token stop) {
    int code = inputs.errors.empty() ? done : failed;
    for (std::size_t i = 0; i < inputs.paths.size() && !stop.stop_requested(); ++i) {
        StageJob job;
        job.path = inputs.paths[i];
        job.options = arguments.book;
        const auto plan = plan_of(job, ports, console.listener(), stop);
        if (!plan) {
            console.error(plan.error());
            code = failed;
            continue;
        }
        console.finish();
        if (plan->songs.empty()) {
            console.error({ErrorCode::no_songs,
                           job.path,
                           {},
                           "no songs were found in it",
                           "Give a list of its songs with --index"});
            code = failed;
        }
        std::string text = (i ? "\n" : "") + fmt::format("{}: {} songs in {}/{}\n", job.path,
                                                         plan->songs.size(), arguments.output, plan->folder);
        text += plan_table(*plan, wants_colour(STDOUT_FILENO));
        if (const Status written = write_file("-", text); !written) {
            console.error(written.error());
            return failed;
        }
    }
    return stop.stop_requested() ? interrupted : code;
}

}  // namespace

int run(const Arguments& arguments, std::stop_token stop) {
    Console console(arguments);
    Cloud cloud(stop);
    BookSource books = cloud.books();
    const Inputs inputs = inputs_of(arguments, books);
    for (const Error& error : inputs.errors) console.error(error);
    if (inputs.paths.empty()) {
        if (inputs.errors.empty())
            console.error({ErrorCode::usage, "", {}, "the list of books is empty", ""});
        return inputs.errors.empty() ? usage : failed;
    }
    const Ports ports = system_ports([&](const std::string& path) { return books.read(path); });
    if (arguments.dry_run) return dry_run(arguments, inputs, ports, console, stop);
    const auto mirrors = cloud.mirrors(arguments.cloud);
    if (!mirrors) {
        console.error(mirrors.error());
        return exit_code_of(mirrors.error());
    }

    std::unique_ptr<SharedLedger> ledger;
    if (!arguments.cloud.ledger.empty()) {
        auto opened = cloud.ledger(arguments.cloud);
        if (!opened) {
            console.error(opened.error());
            return exit_code_of(opened.error());
        }
        ledger = std::move(*opened);
    }

    const auto output = open_folder_store(arguments.output);
    const BookRunner within_limits = [&](const BookJob& job, FolderStore& store, const Listener& listener,
                                         std::stop_token stop_one) {
        return run_book_within_limits(job, store, ports, listener, stop_one);
    };
    BookRunner runner = with_mirrors(with_books_at_hand(within_limits, books, ports), *mirrors);
    if (ledger) runner = with_ledger(std::move(runner), *ledger, claim_terms(arguments));
    const BatchOutcome outcome = run_books({inputs.paths, arguments.book, arguments.force}, *output, ports,
                                           runner, console.listener(), stop);
    console.finish();
    bool told = inputs.errors.empty() && outcome.errors.empty();
    for (const Error& error : outcome.errors) console.error(error);
    if (!arguments.quiet && !outcome.books.empty()) {
        const std::string table = books_table(outcome.books, wants_colour(STDOUT_FILENO));
        if (const Status written = write_file("-", table); !written) {
            console.error(written.error());
            told = false;
        }
    }
    if (outcome.interrupted) {
        console.error({ErrorCode::interrupted,
                       "",
                       {},
                       "interrupted",
                       "Run the same command again to go on where it stopped"});
        return interrupted;
    }
    const int code = exit_code_of(outcome.books);
    return told ? code : failed;
}

}  // namespace sheetsplit::cli
