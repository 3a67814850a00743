// The options, in the order in which help shows them.
#include <algorithm>
#include <cctype>
#include <utility>

#include "cli11_app.hpp"
#include "sheetsplit/naming.hpp"

namespace sheetsplit::cli {
namespace {

// An option that takes one of a few words, each standing for a value.
template <class Value>
CLI::Option* add_choice(CLI::App& app, const std::string& names, Value& target,
                        std::vector<std::pair<std::string, Value>> choices, const std::string& text) {
    std::vector<std::string> words;
    std::string preset;
    for (const auto& [word, value] : choices) {
        words.push_back(word);
        if (value == target) preset = word;
    }
    return app
        .add_option_function<std::string>(
            names,
            [&target, choices = std::move(choices)](const std::string& said) {
                for (const auto& [word, value] : choices)
                    if (word == said) target = value;
            },
            text)
        ->check(CLI::IsMember(words))
        ->type_name("WORD")
        ->default_str(preset);
}

// A share, given in percent.
CLI::Option* add_percent(CLI::App& app, const std::string& name, double& target, const std::string& text) {
    return app
        .add_option_function<double>(
            name, [&target](const double& said) { target = said / 100; }, text)
        ->check(CLI::Range(0.0, 100.0))
        ->type_name("PERCENT")
        ->default_str(std::to_string(static_cast<int>(target * 100 + 0.5)));
}

}  // namespace

CLI::Option* placed(CLI::Option* option, const std::string& group) {
    option->group(group);
    std::string name = option->get_lnames().empty() ? "" : option->get_lnames().front();
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return c == '-' ? '_' : static_cast<char>(std::toupper(c)); });
    if (!name.empty()) option->envname("SHEETSPLIT_" + name);
    return option;
}

void add_reading_options(CLI::App& app, Arguments& arguments) {
    const std::string group = "Reading the book";
    ReadingOptions& reading = arguments.book.reading;
    placed(app.add_option("--index", arguments.index,
                          "Take the songs from this file instead of the contents pages: title,start,end CSV, "
                          "MobileSheets CSV or forScore CSV; the numbers may be printed pages")
               ->type_name("FILE"),
           group);
    placed(app.add_option("--password", reading.password,
                          "Password of an encrypted book; the variable keeps it out of the list of processes")
               ->type_name("TEXT"),
           group);
    placed(app.add_option("--language", reading.language, "Language of the pages, as Tesseract names it")
               ->type_name("NAME")
               ->capture_default_str(),
           group);
    placed(app.add_option("--tessdata", reading.tessdata,
                          "Folder with LANGUAGE.traineddata; English is built in")
               ->type_name("DIR"),
           group);
}

void add_naming_options(CLI::App& app, Arguments& arguments) {
    const std::string group = "Names and metadata";
    Naming& naming = arguments.book.naming;
    placed(app.add_option("--artist", naming.artist,
                          "The book's artist; else taken from its name, folder or title page")
               ->type_name("TEXT"),
           group);
    placed(app.add_option("--book", naming.book, "The book's name; else taken from the file's name")
               ->type_name("TEXT"),
           group);
    placed(app.add_option("--genre", naming.genre, "Genre for the songs' metadata")->type_name("TEXT"),
           group);
    placed(
        app.add_option("--template", naming.file_template,
                       "How files are called: a preset (default, legacy) or a template with {artist} {book} "
                       "{title} {number} {page} {arrangement}")
            ->type_name("TEMPLATE")
            ->default_str("default"),
        group);
}

void add_cutting_options(CLI::App& app, Arguments& arguments) {
    const std::string group = "Cutting";
    SplitPolicy& policy = arguments.book.policy;
    placed(add_choice<bool>(app, "--shared-pages", policy.crop_shared_pages,
                            {{"duplicate", false}, {"crop", true}},
                            "A page that two songs share: whole in both, or each song's part of it"),
           group);
    placed(add_choice<bool>(app, "--inserts", policy.keep_inserts, {{"drop", false}, {"keep", true}},
                            "Plates and adverts inside or behind a song: left out, or kept with it"),
           group);
    placed(add_choice<bool>(app, "--unlisted", policy.cut_unlisted, {{"cut", true}, {"report", false}},
                            "Songs that the contents pages do not list: cut, or only reported"),
           group);
    placed(app.add_flag("--matter", policy.write_matter, "Write front and back matter as PDFs of their own"),
           group);
}

void add_gate_options(CLI::App& app, Arguments& arguments) {
    const std::string group = "When a person must look (exit code 3)";
    Gates& gates = arguments.book.gates;
    placed(
        app.add_option("--min-entries", gates.min_entries, "Contents pages with fewer entries are suspicious")
            ->type_name("N")
            ->check(CLI::Range(0, 100000))
            ->capture_default_str(),
        group);
    placed(app.add_flag("--short-book", gates.short_book,
                        "The book is known to have few songs: no such minimum"),
           group);
    placed(
        add_percent(app, "--min-verified", gates.min_verified, "Share of the songs that must be confirmed"),
        group);
    placed(
        add_percent(app, "--min-written", gates.min_written, "Share of the entries that must become files"),
        group);
    placed(app.add_option("--max-song-pages", gates.max_song_pages, "Longer songs must be confirmed")
               ->type_name("N")
               ->check(CLI::Range(1, 100000))
               ->capture_default_str(),
           group);
    placed(
        app.add_flag("--allow-partial", gates.allow_partial, "Entries that are not in the PDF are no reason"),
        group);
}

void add_companion_options(CLI::App& app, Arguments& arguments) {
    const std::string group = "Files besides the songs";
    placed(add_choice<ReviewPage>(app, "--review", arguments.book.review,
                                  {{"always", ReviewPage::always},
                                   {"doubtful", ReviewPage::doubtful},
                                   {"never", ReviewPage::never}},
                                  "When review.html is written"),
           group);
    placed(app.add_option_function<std::vector<std::string>>(
                  "--export",
                  [&target = arguments.book.exports](const std::vector<std::string>& said) {
                      target.clear();
                      for (const std::string& word : said) target.push_back(*export_format_from(word));
                  },
                  "For other programs: index of the whole book for MobileSheets, forScore, as plain CSV; "
                  "copy of "
                  "the book with bookmarks")
               ->check(CLI::IsMember({"mobilesheets", "forscore", "csv", "bookmarks"}))
               ->type_name("LIST")
               ->delimiter(',')
               ->allow_extra_args(false)
               ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll),
           group);
}

void add_cloud_options(CLI::App& app, Arguments& arguments) {
    const std::string group = "In the cloud";
    placed(app.add_option("--mirror", arguments.cloud.mirror,
                          "Copy each book's results to this place in a bucket, once they are whole here")
               ->type_name("S3_URI"),
           group);
    placed(app.add_option("--mirror-artifacts", arguments.cloud.mirror_artifacts,
                          "Copy what each stage found, as JSON, to this place in a bucket")
               ->type_name("S3_URI"),
           group);
}

void add_ledger_option(CLI::App& app, Arguments& arguments) {
    placed(app.add_option("--ledger", arguments.cloud.ledger,
                          "Table of DynamoDB that workers share, dynamodb://TABLE: who has which book, and "
                          "what came of it")
               ->type_name("TABLE_URI"),
           "In the cloud");
}

void add_claim_options(CLI::App& app, Arguments& arguments) {
    const std::string group = "In the cloud";
    CloudOptions& cloud = arguments.cloud;
    placed(app.add_option(
                  "--claim-minutes", cloud.claim_minutes,
                  "With a ledger: time after which others take over a book that this run has; by default "
                  "the time limit and ten minutes")
               ->type_name("N")
               ->check(CLI::Range(1, 100'000)),
           group);
    placed(app.add_option("--ledger-days", cloud.ledger_days,
                          "With a ledger: days after which the table may forget a book; by default never")
               ->type_name("N")
               ->check(CLI::Range(1, 100'000)),
           group);
    placed(app.add_option("--cost-per-hour", cloud.cost_per_hour,
                          "Dollars that this machine costs an hour, for the book's cost in ledger and log")
               ->type_name("DOLLARS")
               ->check(CLI::Range(0.0, 1e6)),
           group);
    placed(app.add_option("--execution-arn", cloud.execution_arn,
                          "With a ledger: the execution of a state machine that this run belongs to")
               ->type_name("ARN"),
           group);
}

void add_speed_options(CLI::App& app, Arguments& arguments) {
    const std::string group = "Speed";
    ReadingOptions& reading = arguments.book.reading;
    placed(app.add_option("-j,--jobs", reading.jobs, "Threads; 0 is one a core")
               ->type_name("N")
               ->check(CLI::Range(0, 1024))
               ->capture_default_str(),
           group);
    placed(app.add_option("--cache", reading.cache_folder,
                          "Folder to keep what was read from pages in, for later runs; by default "
                          "~/.cache/sheetsplit")
               ->type_name("DIR"),
           group);
    placed(app.add_option("--cache-size", reading.cache_megabytes, "Most it may hold, in megabytes")
               ->type_name("MB")
               ->check(CLI::Range(1, 1 << 30))
               ->capture_default_str(),
           group);
    placed(app.add_flag("--no-cache", arguments.no_cache, "Keep nothing of what was read"), group);
}

void add_limit_options(CLI::App& app, Arguments& arguments) {
    const std::string group = "Limits";
    Limits& limits = arguments.book.limits;
    placed(app.add_option("--time-limit", limits.seconds, "A book that takes longer fails; 0 is no limit")
               ->type_name("SECONDS")
               ->check(CLI::Range(0, 1'000'000))
               ->capture_default_str(),
           group);
    placed(app.add_option("--memory-limit", limits.megabytes,
                          "A book that needs more memory fails; 0 is no limit")
               ->type_name("MB")
               ->check(CLI::Range(0, 1 << 30))
               ->capture_default_str(),
           group);
    placed(app.add_option("--pixel-limit", arguments.book.reading.page_megapixels,
                          "A page that takes more millions of pixels to draw is not looked at")
               ->type_name("N")
               ->check(CLI::Range(1, 2000))
               ->capture_default_str(),
           group);
    placed(app.add_flag("--in-process", limits.in_process,
                        "No process of its own for each book: a crash ends the run, and there are no limits"),
           group);
}

void add_speech_options(CLI::App& app, Arguments& arguments) {
    const std::string group = "What is said";
    placed(add_choice<ProgressStyle>(app, "--progress", arguments.progress,
                                     {{"auto", ProgressStyle::automatic},
                                      {"bar", ProgressStyle::bar},
                                      {"plain", ProgressStyle::plain},
                                      {"none", ProgressStyle::none}},
                                     "A bar on a terminal and plain lines elsewhere, or one of these always"),
           group);
    placed(app.add_flag("-q,--quiet", arguments.quiet, "Say nothing but errors"), group);
    placed(add_choice<LogFormat>(app, "--log-format", arguments.log,
                                 {{"text", LogFormat::text}, {"json", LogFormat::json}},
                                 "How standard error is written: for people, or one JSON object a line"),
           group);
    placed(app.add_flag("--timings", arguments.timings, "Tell how long each stage took"), group);
}

}  // namespace sheetsplit::cli
