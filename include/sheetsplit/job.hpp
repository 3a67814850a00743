// Jobs: one book from its file to its committed folder, and many books in a row.
//
// run_book is the arrow list of the program and nothing else; run_books finds
// the inputs, leaves out what is done already, and never lets one bad book stop
// the others.  What they ask of the world comes in as Ports.  Pages are PDF
// pages from 1.  Listeners are called from any thread, one call at a time a book.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "sheetsplit/expected.hpp"
#include "sheetsplit/manifest.hpp"
#include "sheetsplit/options.hpp"
#include "sheetsplit/plan.hpp"
#include "sheetsplit/ports.hpp"
#include "sheetsplit/reading.hpp"
#include "sheetsplit/store.hpp"
#include "sheetsplit/toc.hpp"

namespace sheetsplit {

// ---- what to do -----------------------------------------------------------

// Files for other programs, besides the songs.
enum class ExportFormat { mobilesheets, forscore, csv, bookmarks };

std::string_view name_of(ExportFormat format);
std::optional<ExportFormat> export_format_from(std::string_view name);

// When is review.html written?
enum class ReviewPage { always, doubtful, never };

std::string_view name_of(ReviewPage when);
std::optional<ReviewPage> review_page_from(std::string_view name);

// Everything that bears on the result of a book, and a little that does not (jobs, password, cache).
struct BookOptions {
    ReadingOptions reading;
    Naming naming;
    SplitPolicy policy;
    Gates gates;
    Limits limits;
    std::vector<ExportFormat> exports;
    ReviewPage review = ReviewPage::doubtful;
    std::optional<Toc> index;  // a foreign index that stands in for the contents pages
};

// 16 hex digits that change with whatever can change the result, the program's version included.  Pure.
std::string digest_of(const BookOptions& options);

// ---- what is being done ---------------------------------------------------

enum class Stage { read, discover, parse, map, verify, plan, write, manifest, commit };

std::string_view name_of(Stage stage);
std::optional<Stage> stage_from(std::string_view name);

// One book of a run, as messages and logs refer to it.
struct BookRef {
    std::size_t number = 1;  // of the run's books, from 1
    std::size_t count = 1;
    std::string source;          // as the user named it
    std::string correlation_id;  // unique to this book in this run
};

struct BookOutcome {
    std::string source;   // as the user named it
    std::string book_id;  // empty when the file could not be read
    std::string folder;   // of its results, relative to the output folder; empty without any
    BookStatus status = BookStatus::failed;
    bool skipped = false;   // was done already
    std::string same_as;    // the source of a book with the same content, when it was done under that name
    std::string elsewhere;  // its manifest's address, when another worker did it and nothing of it is here
    std::string held_by;    // the worker that has it at present; then all else is open
    int toc_entries = 0;    // on the contents pages or in the index
    int songs = 0;
    int confirmed = 0;
    int missing = 0;
    double seconds = 0;
    std::vector<std::string> reasons;  // why it is no success, in words
    std::vector<Error> errors;
    std::vector<StageTiming> timings;
    std::vector<WrittenFile> files;  // what stands in the folder
};

// What a manifest says, as an outcome.  Pure.
BookOutcome outcome_of(const Manifest& manifest, const std::string& source);

struct Event {
    enum class Kind {
        book_started,
        stage_started,
        stage_progressed,
        stage_finished,
        warning,
        waiting,
        book_finished
    };
    Kind kind = Kind::book_started;
    std::optional<Stage> stage;
    std::size_t done = 0;  // stage_progressed: of total
    std::size_t total = 0;
    double seconds = 0;                  // stage_finished
    std::string text;                    // warning, waiting
    std::optional<BookOutcome> outcome;  // book_finished
};

using Listener = std::function<void(const BookRef&, const Event&)>;

// ---- doing it -------------------------------------------------------------

// The bytes of a book.  Fails with input_missing or input_unreadable.
using ReadBook = std::function<Expected<std::shared_ptr<const Bytes>>(const std::string& path)>;

// What a job asks of the outside world.  All members may be called from any thread.
struct Ports {
    ReadBook read_book = read_file;
    std::function<Expected<OpenedBook>(const std::string& path, const ReadingOptions&)> open_book;
    std::function<Expected<std::unique_ptr<PdfFile>>(std::shared_ptr<const Bytes>, const std::string& name,
                                                     const std::string& password)>
        open_pdf;
    std::function<Expected<std::unique_ptr<PdfWriter>>(std::shared_ptr<const Bytes>, const std::string& name,
                                                       std::function<Expected<Bytes>()> clean_copy)>
        open_writer;
    std::function<std::string()> timestamp;  // now, ISO 8601, UTC
};

// The real ones; books may come from elsewhere than files.
Ports system_ports(ReadBook read_book = read_file);

struct BookJob {
    std::string path;
    std::string sha256;       // of the file's bytes
    std::uintmax_t size = 0;  // of the file, in bytes; 0: not known
    BookOptions options;
    std::optional<SplitPlan> plan;  // an edited plan to apply; the stages before it are left out
    bool force = false;             // run it though it is done, and from the first stage on
    bool keep_artifacts = false;    // leave the stages' values for the mirror
    BookRef ref;
};

// Runs one book into the store.  Never fails as such: what goes wrong is in the outcome, and in a manifest
// when the store takes one.  A run that was stopped or killed is taken up at the stage where it stopped; a
// book that is being worked on by another run is waited for.
BookOutcome run_book(const BookJob& job, FolderStore& output, const Ports& ports, const Listener& listener,
                     std::stop_token stop);

// Leaves a manifest for a book whose run ended without one, and returns its outcome.
BookOutcome record_failure(const BookJob& job, const Error& error, FolderStore& output, const Ports& ports);

// The same in a child process within job.options.limits, unless these want none: what brings that process
// down is the book's failure, not the run's.  No process is started for a book that is done already.  For the
// thread that runs the books.
BookOutcome run_book_within_limits(const BookJob& job, FolderStore& output, const Ports& ports,
                                   const Listener& listener, std::stop_token stop);

// How run_books has a book run: in this process, in a child process, only after a claim, by a fake.
using BookRunner = std::function<BookOutcome(const BookJob& job, FolderStore& output,
                                             const Listener& listener, std::stop_token stop)>;

struct BatchJob {
    std::vector<std::string> paths;
    BookOptions options;
    bool force = false;
    std::chrono::milliseconds look_again{3000};  // pause while other workers have all that is left
};

struct BatchOutcome {
    std::vector<BookOutcome> books;  // in the order of the paths; without those that an interruption left
    std::vector<Error> errors;       // of the run itself: what tells of all books could not be written
    std::string started;             // ISO 8601, UTC
    double seconds = 0;
    bool interrupted = false;
};

// Runs the books one after the other, each with all threads; the same content is run once.  A book that is
// held by another worker has its turn again after the others, until somebody has done it.  Leaves
// SUMMARY.json in the output folder when a book left anything there, and index.html when there are several.
BatchOutcome run_books(const BatchJob& batch, FolderStore& output, const Ports& ports, const BookRunner& run,
                       const Listener& listener, std::stop_token stop);

// The content of SUMMARY.json.  Pure.
std::string summary_json(const BatchOutcome& outcome, const std::string& output_directory);

// Writes index.html, the overview of all books in the output folder with links to their reviews; `books` are
// those of this run, for the ones that left nothing there.
Status write_overview(FolderStore& output, const std::vector<BookOutcome>& books);

// What the output folder holds, from its manifests; books that were begun and not finished stand at the end.
Expected<std::vector<BookOutcome>> standing_of(FolderStore& output);

// ---- one stage at a time --------------------------------------------------

struct StageJob {
    std::string path;
    Stage until = Stage::discover;  // discover to plan, or manifest
    std::vector<std::string> from;  // files with values of earlier stages, which then are not run
    BookOptions options;
};

// The stage's value as JSON.  Writes nothing; the manifest is the one that run_book would leave, but for its
// times.
Expected<std::string> run_stage(const StageJob& job, const Ports& ports, const Listener& listener,
                                std::stop_token stop);

// The plan of the book; from a file with a plan it is that plan, checked, with names where it has none, and
// with a verdict of confirmed where a person says so.
Expected<SplitPlan> plan_of(const StageJob& job, const Ports& ports, const Listener& listener,
                            std::stop_token stop);

// ---- inputs ---------------------------------------------------------------

// The books that the user means: files as they are, the PDFs of folders in the order of their names.  Folders
// that hold results of ours are left out, and links to folders are not followed.
struct Inputs {
    std::vector<std::string> paths;
    std::vector<Error> errors;  // folders that cannot be read or hold no PDF
};
Inputs find_inputs(const std::vector<std::string>& named, bool recursive);

}  // namespace sheetsplit
