#include <algorithm>

#include "sheetsplit/job.hpp"
#include "sheetsplit/json_text.hpp"

namespace sheetsplit {
namespace {

void write(JsonText& json, const Error& error) {
    json.open('{').key("code").text(name_of(error.code)).key("file").text(error.file);
    if (error.page) json.key("page").number(error.page->value());
    json.key("detail").text(error.detail).key("remedy").text(error.remedy).close('}');
}

void write(JsonText& json, const BookOutcome& book) {
    json.open('{').key("source_pdf").text(book.source).key("book_id").text(book.book_id);
    json.key("status").text(name_of(book.status)).key("skipped").boolean(book.skipped);
    if (!book.same_as.empty()) json.key("same_as").text(book.same_as);
    if (!book.elsewhere.empty()) json.key("elsewhere").text(book.elsewhere);
    if (!book.folder.empty())
        json.key("folder").text(book.folder).key("manifest").text(book.folder + "/manifest.json");
    json.key("songs").number(book.songs).key("confirmed").number(book.confirmed);
    json.key("missing").number(book.missing).key("seconds").seconds(book.seconds);
    json.key("reasons").open('[');
    for (const std::string& reason : book.reasons) json.text(reason);
    json.close(']').key("errors").open('[');
    for (const Error& error : book.errors) write(json, error);
    json.close(']').close('}');
}

}  // namespace

std::string summary_json(const BatchOutcome& outcome, const std::string& output_directory) {
    const auto with = [&](BookStatus status) {
        return std::count_if(outcome.books.begin(), outcome.books.end(),
                             [&](const BookOutcome& book) { return book.status == status; });
    };
    long long songs = 0, confirmed = 0, skipped = 0;
    for (const BookOutcome& book : outcome.books) {
        songs += book.songs;
        confirmed += book.confirmed;
        skipped += book.skipped ? 1 : 0;
    }
    JsonText json(true);
    json.open('{').key("schema_version").number(1);
    json.key("tool")
        .open('{')
        .key("name")
        .text("sheetsplit")
        .key("version")
        .text(SHEETSPLIT_VERSION)
        .close('}');
    json.key("output_directory").text(output_directory).key("started").text(outcome.started);
    json.key("seconds").seconds(outcome.seconds).key("interrupted").boolean(outcome.interrupted);
    json.key("counts").open('{').key("books").number(static_cast<long long>(outcome.books.size()));
    for (const BookStatus status : {BookStatus::success, BookStatus::manual_review, BookStatus::failed})
        json.key(name_of(status)).number(with(status));
    json.key("skipped")
        .number(skipped)
        .key("songs")
        .number(songs)
        .key("confirmed")
        .number(confirmed)
        .close('}');
    json.key("books").open('[');
    for (const BookOutcome& book : outcome.books) write(json, book);
    return json.close(']').close('}').take();
}

}  // namespace sheetsplit
