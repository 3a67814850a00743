// Filling the overview of many books.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "review/markup.hpp"
#include "sheetsplit/json_text.hpp"
#include "sheetsplit/resources/review_base_css.hpp"
#include "sheetsplit/resources/review_dom_js.hpp"
#include "sheetsplit/resources/review_index_css.hpp"
#include "sheetsplit/resources/review_index_html.hpp"
#include "sheetsplit/resources/review_index_js.hpp"
#include "sheetsplit/resources/review_words_js.hpp"
#include "sheetsplit/review.hpp"

namespace sheetsplit {
namespace {

void write(JsonText& json, const IndexedBook& book) {
    json.open('{')
        .key("name")
        .text(book.name)
        .key("artist")
        .text(book.artist)
        .key("source")
        .text(book.source_pdf);
    json.key("status").text(name_of(book.status)).key("pages").number(book.page_count);
    json.key("missing")
        .number(book.missing)
        .key("folder")
        .text(book.folder)
        .key("review")
        .boolean(book.has_review);
    json.key("reasons").open('[');
    for (const std::string& reason : book.reasons) json.text(reason);
    json.close(']').key("songs").open('[');
    for (const auto& [title, verdict] : book.songs)
        json.open('[').text(title).text(name_of(verdict)).close(']');
    json.close(']').close('}');
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
    for (const Error& error : manifest.errors) {
        const bool said = std::any_of(
            book.reasons.begin(), book.reasons.end(),
            [&](const std::string& reason) { return reason.find(error.detail) != std::string::npos; });
        if (!said) book.reasons.push_back(error.detail);
    }
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
    JsonText data(false);
    data.open('[');
    for (const IndexedBook& book : books) write(data, book);
    data.close(']');
    return filled(text_of_resource(review_index_html()), {{"policy", policy},
                                                          {"style", style},
                                                          {"books", json_in_script(data.take())},
                                                          {"scripts", script_elements}});
}

}  // namespace sheetsplit
