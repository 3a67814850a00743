#include "map/title_match.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>

#include "core/text.hpp"

namespace sheetsplit {
namespace {

std::string without_brackets(std::string_view title) {
    std::string result;
    int depth = 0;
    for (const char c : title) {
        if (c == '(' || c == '[') ++depth;
        if (depth == 0) result += c;
        if ((c == ')' || c == ']') && depth > 0) --depth;
    }
    return result;
}

}  // namespace

NumberedTitle without_song_number(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size() && std::isdigit(static_cast<unsigned char>(text[at]))) ++at;
    if (at == 0 || at > 4) return {std::string(text), std::nullopt};
    std::size_t rest = at;
    while (rest < text.size() &&
           (text[rest] == '.' || text[rest] == ')' || text[rest] == ' ' || text[rest] == ':'))
        ++rest;
    if (rest == at || rest >= text.size()) return {std::string(text), std::nullopt};
    return {std::string(text.substr(rest)), std::stoi(std::string(text.substr(0, at)))};
}

TitleForms::Plain TitleForms::plain_of(std::string_view title) {
    Plain plain{without_spaces(folded(title)), {}};
    const std::string bare = without_spaces(folded(without_brackets(title)));
    if (bare.size() >= 4 && bare != plain.all) plain.bare = bare;
    return plain;
}

TitleForms::TitleForms(std::string_view title) : plain_(plain_of(title)) {
    const NumberedTitle numbered = without_song_number(title);
    number_ = numbered.number;
    if (number_) without_number_ = plain_of(numbered.title);
}

double TitleForms::likeness_of(const Plain& title, const Plain& seen) {
    const std::string& want = title.all;
    const std::string& have = seen.all;
    if (want.empty() || have.empty()) return 0;
    double best = folded_likeness(want, have);
    // What follows the title on its line (a credit, a subtitle) is no fault of the title, but the shorter
    // the title, the less its being a beginning says.
    if (want.size() >= 4 && have.size() > want.size())
        best = std::max(best, 0.9 * folded_likeness(std::string_view(have).substr(0, want.size()), want));
    if (have.size() >= 6 && have.size() * 5 >= want.size() * 2 && have.size() < want.size())
        best = std::max(best, 0.88 * folded_likeness(std::string_view(want).substr(0, have.size()), have));
    if (!title.bare.empty()) best = std::max(best, 0.93 * folded_likeness(title.bare, have));
    if (!seen.bare.empty()) best = std::max(best, 0.93 * folded_likeness(want, seen.bare));
    return best;
}

TitleMatch TitleForms::match(const TitleForms& seen) const {
    TitleMatch best{likeness_of(plain_, seen.plain_), std::nullopt};
    if (seen.number_) {
        const double without = likeness_of(plain_, seen.without_number_);
        if (without > best.likeness) best = {without, seen.number_};
    }
    return best;
}

}  // namespace sheetsplit
