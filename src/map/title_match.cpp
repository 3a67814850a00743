#include "map/title_match.hpp"

#include <algorithm>
#include <cctype>

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

double plain_match(std::string_view title, std::string_view seen) {
    const std::string want = folded(title);
    const std::string have = folded(seen);
    if (want.empty() || have.empty()) return 0;
    double best = folded_likeness(want, have);
    // What follows the title on its line (a credit, a subtitle) is no fault of the title, but the shorter
    // the title, the less its being a beginning says.
    if (want.size() >= 5 && have.size() > want.size())
        best = std::max(best, 0.9 * prefix_likeness(have, want));
    if (have.size() >= 6 && have.size() * 2 >= want.size() && have.size() < want.size())
        best = std::max(best, 0.88 * prefix_likeness(want, have));
    const std::string bare = folded(without_brackets(title));
    if (bare.size() >= 4 && bare != want) best = std::max(best, 0.93 * folded_likeness(bare, have));
    const std::string bare_seen = folded(without_brackets(seen));
    if (bare_seen.size() >= 4 && bare_seen != have)
        best = std::max(best, 0.93 * folded_likeness(want, bare_seen));
    return best;
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

TitleMatch match_title(std::string_view title, std::string_view seen) {
    TitleMatch match{plain_match(title, seen), std::nullopt};
    const NumberedTitle numbered = without_song_number(seen);
    if (numbered.number) {
        const double without = plain_match(title, numbered.title);
        if (without > match.likeness) match = {without, numbered.number};
    }
    return match;
}

}  // namespace sheetsplit
