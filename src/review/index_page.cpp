// Filling the overview of many books.
#include <fmt/format.h>

#include <array>

#include "review/markup.hpp"
#include "sheetsplit/resources/review_base_css.hpp"
#include "sheetsplit/resources/review_dom_js.hpp"
#include "sheetsplit/resources/review_index_css.hpp"
#include "sheetsplit/resources/review_index_html.hpp"
#include "sheetsplit/resources/review_index_js.hpp"
#include "sheetsplit/resources/review_words_js.hpp"
#include "sheetsplit/review.hpp"

namespace sheetsplit {
namespace {

std::string book_json(const IndexedBook& book) {
    std::string songs;
    for (const auto& [title, verdict] : book.songs)
        songs +=
            fmt::format("{}[{},{}]", songs.empty() ? "" : ",", json_text(title), json_text(name_of(verdict)));
    std::string reasons;
    for (const std::string& reason : book.reasons)
        (reasons += reasons.empty() ? "" : ",") += json_text(reason);
    return fmt::format(
        "{{\"name\":{},\"artist\":{},\"source\":{},\"status\":{},\"pages\":{},\"missing\":{},\"folder\":{},"
        "\"review\":{},\"reasons\":[{}],\"songs\":[{}]}}",
        json_text(book.name), json_text(book.artist), json_text(book.source_pdf),
        json_text(name_of(book.status)), book.page_count, book.missing, json_text(book.folder),
        book.has_review, reasons, songs);
}

}  // namespace

IndexedBook indexed(const Manifest& manifest, const std::string& folder, bool has_review) {
    IndexedBook book;
    book.name = manifest.plan.book_name;
    book.artist = manifest.plan.artist;
    book.source_pdf = manifest.plan.source_pdf;
    book.status = manifest.status;
    book.page_count = manifest.plan.page_count;
    for (const PlannedSong& song : manifest.plan.songs)
        book.songs.emplace_back(song.title, song.confirmed_by_person ? Verdict::confirmed : song.verdict);
    book.missing = static_cast<int>(manifest.plan.missing.size());
    book.reasons = manifest.gates_failed;
    for (const Error& error : manifest.errors) book.reasons.push_back(error.detail);
    book.folder = folder;
    book.has_review = has_review;
    return book;
}

std::string index_page(std::span<const IndexedBook> books) {
    using namespace resources;
    const std::array scripts{text_of_resource(review_dom_js()), text_of_resource(review_words_js()),
                             text_of_resource(review_index_js())};
    std::string script_elements;
    std::string script_sources;
    for (const std::string_view script : scripts) {
        script_elements += fmt::format("<script>{}</script>\n", script);
        script_sources += " " + policy_source(script);
    }
    const std::string style =
        fmt::format("{}{}", text_of_resource(review_base_css()), text_of_resource(review_index_css()));
    const std::string policy =
        fmt::format("default-src 'none'; style-src {}; script-src{}; base-uri 'none'; form-action 'none'",
                    policy_source(style), script_sources);
    std::string data;
    for (const IndexedBook& book : books) (data += data.empty() ? "\n" : ",\n") += book_json(book);
    return filled(
        text_of_resource(review_index_html()),
        {{"policy", policy}, {"style", style}, {"books", "[" + data + "\n]"}, {"scripts", script_elements}});
}

}  // namespace sheetsplit
