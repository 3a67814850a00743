// Filling the page of one book.
#include <fmt/format.h>

#include <array>
#include <string_view>

#include "review/markup.hpp"
#include "sheetsplit/json.hpp"
#include "sheetsplit/json_text.hpp"
#include "sheetsplit/resources/review_base_css.hpp"
#include "sheetsplit/resources/review_details_js.hpp"
#include "sheetsplit/resources/review_dom_js.hpp"
#include "sheetsplit/resources/review_list_js.hpp"
#include "sheetsplit/resources/review_model_js.hpp"
#include "sheetsplit/resources/review_page_css.hpp"
#include "sheetsplit/resources/review_page_html.hpp"
#include "sheetsplit/resources/review_page_js.hpp"
#include "sheetsplit/resources/review_session_js.hpp"
#include "sheetsplit/resources/review_strip_js.hpp"
#include "sheetsplit/resources/review_words_js.hpp"
#include "sheetsplit/review.hpp"

namespace sheetsplit {
namespace {

struct PixelSize {
    int width = 0;
    int height = 0;
};

// From the frame header; 0 × 0 for what is no JPEG.
PixelSize size_of(const Jpeg& jpeg) {
    const auto at = [&](std::size_t i) { return std::to_integer<int>(jpeg[i]); };
    for (std::size_t i = 2; i + 9 < jpeg.size() && at(i) == 0xFF;) {
        const int marker = at(i + 1);
        const bool frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame) return {at(i + 7) << 8 | at(i + 8), at(i + 5) << 8 | at(i + 6)};
        i += 2 + static_cast<std::size_t>(at(i + 2) << 8 | at(i + 3));
    }
    return {};
}

// What the page tells beside the plan.
std::string facts_json(const Manifest& manifest, const ReviewPictures& pictures) {
    JsonText json(false);
    json.open('{')
        .key("tool_version")
        .text(manifest.tool_version)
        .key("status")
        .text(name_of(manifest.status));
    json.key("output_directory").text(manifest.output_directory).key("gates_failed").open('[');
    for (const std::string& reason : manifest.gates_failed) json.text(reason);
    json.close(']').key("page_sizes").open('[');
    for (const Jpeg& page : pictures.pages) {
        const PixelSize size = size_of(page);
        json.open('[').number(size.width).number(size.height).close(']');
    }
    return json.close(']').close('}').take();
}

void add_block(std::string& blocks, std::string_view kind, std::size_t number, const Jpeg& picture) {
    if (picture.empty()) return;
    blocks +=
        fmt::format("<script type=\"text/plain\" id=\"{}-{}\">{}</script>\n", kind, number, base64(picture));
}

}  // namespace

std::string review_page(const Manifest& manifest, const ReviewPictures& pictures) {
    using namespace resources;
    const std::array scripts{text_of_resource(review_dom_js()),     text_of_resource(review_words_js()),
                             text_of_resource(review_model_js()),   text_of_resource(review_session_js()),
                             text_of_resource(review_strip_js()),   text_of_resource(review_list_js()),
                             text_of_resource(review_details_js()), text_of_resource(review_page_js())};
    std::string script_elements;
    std::string script_sources;
    for (const std::string_view script : scripts) {
        script_elements += fmt::format("<script>{}</script>\n", script);
        script_sources += " " + policy_source(script);
    }
    const std::string style =
        fmt::format("{}{}", text_of_resource(review_base_css()), text_of_resource(review_page_css()));
    const std::string policy = fmt::format(
        "default-src 'none'; img-src data:; style-src {}; script-src{}; base-uri 'none'; form-action 'none'",
        policy_source(style), script_sources);

    // Behind the scripts, so that the page stands before the last picture has been read.
    std::string blocks;
    for (std::size_t i = 0; i < pictures.pages.size(); ++i)
        add_block(blocks, "page", i + 1, pictures.pages[i]);
    for (std::size_t i = 0; i < pictures.headings.size(); ++i)
        add_block(blocks, "heading", i + 1, pictures.headings[i]);
    for (std::size_t i = 0; i < pictures.numbers.size(); ++i)
        add_block(blocks, "number", i + 1, pictures.numbers[i]);

    return filled(text_of_resource(review_page_html()),
                  {{"policy", policy},
                   {"title", html_text(manifest.plan.book_name + " – review")},
                   {"style", style},
                   {"plan", json_in_script(to_json(manifest.plan))},
                   {"facts", json_in_script(facts_json(manifest, pictures))},
                   {"scripts", script_elements},
                   {"pictures", blocks}});
}

Expected<std::string> make_review_page(const Manifest& manifest, const PdfFile& file, int jobs) {
    const auto pictures = take_pictures(manifest.plan, file, jobs);
    if (!pictures) return pictures.error();
    return review_page(manifest, *pictures);
}

}  // namespace sheetsplit
