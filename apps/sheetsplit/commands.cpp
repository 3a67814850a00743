// The commands, what each takes, and examples.
#include "cli11_app.hpp"

namespace sheetsplit::cli {
namespace {

CommandApp& add(ProgramApp& program, Command command, const std::string& name, const std::string& group,
                const std::string& text, const std::string& examples) {
    program.commands.push_back(std::make_unique<CommandApp>());
    CommandApp& added = *program.commands.back();
    added.command = command;
    added.arguments.command = command;
    added.app = program.app.add_subcommand(name, text);
    // Its table in the configuration must not look like a call of the command.
    added.app->group(group)->footer(examples)->fallthrough()->configurable(false);
    return added;
}

CLI::Option* add_book(CommandApp& command) {
    return command.app->add_option("BOOK", command.arguments.inputs, "The book, a PDF")
        ->required()
        ->expected(1)
        ->type_name("PDF");
}

CLI::Option* add_output_folder(CommandApp& command) {
    command.arguments.output = "./SheetMusicOut";
    return placed(command.app->add_option("-o,--output", command.arguments.output, "Folder for the results")
                      ->type_name("DIR")
                      ->capture_default_str(),
                  "Where it goes");
}

void add_from(CommandApp& command, const std::string& text) {
    command.app->add_option("--from", command.arguments.from, text)
        ->type_name("FILE")
        ->allow_extra_args(false)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->configurable(false)
        ->group("Reading the book");
}

void add_output_file(CommandApp& command) {
    command.arguments.output = "-";
    command.app
        ->add_option("-o,--output", command.arguments.output, "File for the JSON; - is standard output")
        ->type_name("FILE")
        ->capture_default_str()
        ->configurable(false)
        ->group("Where it goes");
}

void add_schema(CommandApp& command) {
    CLI::Option* book = command.app->get_option("BOOK");
    command.app
        ->add_flag_callback(
            "--schema", [&command] { command.arguments.schema = true; },
            "Print the JSON Schema of what this command prints, and do nothing else")
        ->configurable(false)
        ->group("Where it goes");
    book->required(false);
}

void add_run(ProgramApp& program) {
    CommandApp& run = add(program, Command::run, "run", "Split books", "Split books into one PDF per song",
                          "  sheetsplit run book.pdf\n"
                          "  sheetsplit run -o Songs --recursive ~/Scans\n"
                          "  find . -name '*.pdf' | sheetsplit run -\n"
                          "  sheetsplit run --dry-run book.pdf\n"
                          "  sheetsplit run --index songs.csv --artist 'The Band' book.pdf\n"
                          "  sheetsplit run --export mobilesheets,forscore book.pdf\n"
                          "  sheetsplit run --mirror s3://bucket/songs s3://bucket/scans/book.pdf");
    Arguments& arguments = run.arguments;
    run.app
        ->add_option("BOOK", arguments.inputs,
                     "PDFs, folders with PDFs, either also as s3://bucket/key, or - for a list of them on "
                     "standard input")
        ->required()
        ->type_name("PDF");
    add_output_folder(run);
    placed(
        run.app->add_flag("-f,--force", arguments.force, "Run books that are done already, from the start"),
        "Where it goes");
    placed(run.app->add_flag("-n,--dry-run", arguments.dry_run,
                             "Print what would be cut, as a table, and write nothing"),
           "Where it goes");
    placed(run.app->add_flag("-r,--recursive", arguments.recursive, "Look into the folders of folders"),
           "Reading the book");
    add_reading_options(*run.app, arguments);
    add_naming_options(*run.app, arguments);
    add_cutting_options(*run.app, arguments);
    add_gate_options(*run.app, arguments);
    add_companion_options(*run.app, arguments);
    add_cloud_options(*run.app, arguments);
    add_ledger_option(*run.app, arguments);
    add_claim_options(*run.app, arguments);
    add_speed_options(*run.app, arguments);
    add_limit_options(*run.app, arguments);
    add_speech_options(*run.app, arguments);
}

void add_split(ProgramApp& program) {
    CommandApp& split = add(program, Command::split, "split", "Split books",
                            "Cut one book, as an edited plan says, and print the files as JSON",
                            "  sheetsplit split book.pdf --from plan.json -o SheetMusicOut");
    add_book(split);
    add_output_folder(split);
    add_from(split, "The plan to apply, or the JSON of an earlier stage to go on from");
    add_reading_options(*split.app, split.arguments);
    add_naming_options(*split.app, split.arguments);
    add_cutting_options(*split.app, split.arguments);
    add_gate_options(*split.app, split.arguments);
    add_companion_options(*split.app, split.arguments);
    add_cloud_options(*split.app, split.arguments);
    add_speed_options(*split.app, split.arguments);
    add_limit_options(*split.app, split.arguments);
    add_speech_options(*split.app, split.arguments);
}

void add_status(ProgramApp& program) {
    CommandApp& status = add(program, Command::status, "status", "Split books",
                             "Tell what is done, in review and failed in a folder of results",
                             "  sheetsplit status\n"
                             "  sheetsplit status Songs --json");
    status.arguments.inputs = {"./SheetMusicOut"};
    status.app->add_option("DIR", status.arguments.inputs, "The folder of results")
        ->expected(1)
        ->type_name("DIR")
        ->default_str("./SheetMusicOut");
    status.app->add_flag("--json", status.arguments.as_json, "Print JSON instead of a table")
        ->configurable(false)
        ->group("What is said");
    status.app
        ->add_flag("--html", status.arguments.overview, "Write DIR/index.html over all its books as well")
        ->configurable(false)
        ->group("What is said");
}

void add_ledger(ProgramApp& program) {
    CommandApp& ledger =
        add(program, Command::ledger, "ledger", "Split books",
            "List or show what is known of books in a folder of results or a shared table, or have "
            "books run again",
            "  sheetsplit ledger list -o Songs --status failed\n"
            "  sheetsplit ledger list --ledger dynamodb://sheetsplit-ledger --json\n"
            "  sheetsplit ledger show 0123456789abcdef --ledger dynamodb://sheetsplit-ledger\n"
            "  sheetsplit ledger reset 0123456789abcdef -o Songs");
    Arguments& arguments = ledger.arguments;
    ledger.app->add_option("WHAT", arguments.what, "What to do")
        ->required()
        ->check(CLI::IsMember({"list", "show", "reset"}))
        ->type_name("WORD");
    ledger.app->add_option("BOOK_ID", arguments.inputs, "For show and reset: the books, as list has them")
        ->type_name("ID");
    add_output_folder(ledger);
    add_ledger_option(*ledger.app, arguments);
    ledger.app
        ->add_option_function<std::string>(
            "--status",
            [&arguments](const std::string& said) { arguments.status = ledger_status_from(said); },
            "For list: only books with this status")
        ->check(CLI::IsMember({"processing", "success", "manual_review", "failed"}))
        ->type_name("WORD")
        ->configurable(false)
        ->group("What is said");
    ledger.app->add_flag("--json", arguments.as_json, "Print JSON instead of a table")
        ->configurable(false)
        ->group("What is said");
}

void add_stage(ProgramApp& program, Command command, const std::string& name, const std::string& text,
               const std::string& from, const std::string& examples) {
    CommandApp& stage = add(program, command, name, "One stage at a time, as JSON", text, examples);
    add_book(stage);
    add_output_file(stage);
    if (!from.empty()) add_from(stage, from);
    add_reading_options(*stage.app, stage.arguments);
    if (command == Command::plan || command == Command::manifest) {
        add_naming_options(*stage.app, stage.arguments);
        add_cutting_options(*stage.app, stage.arguments);
        add_schema(stage);
    }
    if (command == Command::manifest) add_gate_options(*stage.app, stage.arguments);
    add_speed_options(*stage.app, stage.arguments);
    add_speech_options(*stage.app, stage.arguments);
}

void add_generate(ProgramApp& program) {
    CommandApp& generate = add(program, Command::generate, "generate", "",
                               "Print the man page, a shell's completions, or the licences",
                               "  sheetsplit generate man > sheetsplit.1\n"
                               "  sheetsplit generate bash > /etc/bash_completion.d/sheetsplit");
    generate.app->add_option("WHAT", generate.arguments.what, "What to print")
        ->required()
        ->check(CLI::IsMember({"man", "bash", "zsh", "fish", "licences"}))
        ->type_name("WORD");
}

}  // namespace

void add_commands(ProgramApp& program) {
    add_run(program);
    add_split(program);
    add_status(program);
    add_ledger(program);
    add_stage(program, Command::discover, "discover", "Find the contents pages", "",
              "  sheetsplit discover book.pdf -o contents.json");
    add_stage(program, Command::parse, "parse", "Read the contents pages",
              "The JSON of discover, perhaps edited",
              "  sheetsplit parse book.pdf --from contents.json -o toc.json");
    add_stage(program, Command::map, "map", "Find where each entry starts",
              "The JSON of discover or parse, perhaps edited",
              "  sheetsplit map book.pdf --from toc.json -o map.json");
    add_stage(program, Command::verify, "verify", "Check every song's place and end, and judge it",
              "The JSON of earlier stages, perhaps edited; may be given more than once",
              "  sheetsplit verify book.pdf --from toc.json --from map.json -o songs.json");
    add_stage(program, Command::plan, "plan", "Say which pages become which file",
              "The JSON of earlier stages, perhaps edited; may be given more than once",
              "  sheetsplit plan book.pdf --from songs.json -o plan.json\n"
              "  sheetsplit plan --schema");
    add_stage(program, Command::manifest, "manifest",
              "Print the manifest that run would leave, without writing songs",
              "A plan, or the JSON of earlier stages",
              "  sheetsplit manifest book.pdf\n"
              "  sheetsplit manifest --schema");
    add_generate(program);
}

}  // namespace sheetsplit::cli
