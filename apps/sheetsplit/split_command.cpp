#include "cloud.hpp"
#include "commands.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "sheetsplit/json_text.hpp"

namespace sheetsplit::cli {
namespace {

std::string files_as_json(const BookOutcome& outcome, const std::string& output) {
    JsonText json(true);
    json.open('{').key("kind").text("written_songs").key("schema_version").number(1);
    json.key("source_pdf").text(outcome.source).key("book_id").text(outcome.book_id);
    json.key("output_directory").text(output).key("folder").text(outcome.folder);
    json.key("status").text(name_of(outcome.status)).key("files").open('[');
    for (const WrittenFile& file : outcome.files) {
        json.open('{').key("file").text(file.file).key("bytes").number(static_cast<long long>(file.bytes));
        json.key("sha256").text(file.sha256);
        if (file.song) json.key("song").number(static_cast<long long>(*file.song) + 1);
        json.close('}');
    }
    return json.close(']').close('}').take();
}

}  // namespace

int split(const Arguments& arguments, std::stop_token stop) {
    Console console(arguments);
    Cloud cloud(stop);
    BookSource books = cloud.books();
    const Ports ports = system_ports([&](const std::string& path) { return books.read(path); });
    StageJob stages;
    stages.path = arguments.inputs.front();
    stages.from = arguments.from;
    stages.options = arguments.book;

    BookJob job;
    job.path = stages.path;
    job.options = arguments.book;
    job.force = true;
    job.ref = {1, 1, job.path, "1"};
    const auto bytes = books.read(job.path);
    if (!bytes) {
        console.error(bytes.error());
        return failed;
    }
    job.sha256 = sha256_hex(**bytes);
    if (!arguments.from.empty()) {
        auto plan = plan_of(stages, ports, console.listener(), stop);
        if (!plan) {
            console.error(plan.error());
            return exit_code_of(plan.error());
        }
        job.plan = std::move(*plan);
    }

    const auto mirrors = cloud.mirrors(arguments.cloud);
    if (!mirrors) {
        console.error(mirrors.error());
        return exit_code_of(mirrors.error());
    }

    const auto output = open_folder_store(arguments.output);
    const BookRunner runner = with_mirrors(
        [&](const BookJob& one, FolderStore& store, const Listener& listener, std::stop_token stop_one) {
            return run_book_within_limits(one, store, ports, listener, stop_one);
        },
        *mirrors);
    const Listener listener = console.listener();
    listener(job.ref, {});
    const BookOutcome outcome = runner(job, *output, listener, stop);
    Event finished;
    finished.kind = Event::Kind::book_finished;
    finished.outcome = outcome;
    listener(job.ref, finished);
    console.finish();
    // An overview that is there shows this book as it was.
    const auto overview = output->size("index.html");
    if (!outcome.folder.empty() && overview && *overview) [[maybe_unused]]
        const Status put = write_overview(*output, {});
    output->remove_empty_folders(".sheetsplit/tmp");
    if (outcome.folder.empty()) return exit_code_of(std::vector{outcome});
    if (const Status written = write_file("-", files_as_json(outcome, output->name())); !written) {
        console.error(written.error());
        return failed;
    }
    return exit_code_of(std::vector{outcome});
}

}  // namespace sheetsplit::cli
