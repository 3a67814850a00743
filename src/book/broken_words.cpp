#include "book/broken_words.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

#include "core/text.hpp"

namespace sheetsplit {
namespace {

// The likelier behind: of two that come equally near to what was seen the later one is taken.
constexpr std::array<std::u32string_view, 10> ligatures{U"Th", U"tt", U"ft", U"st",  U"ct",
                                                        U"fi", U"fl", U"ff", U"ffi", U"ffl"};

// The replacement character, and signs of a font's own.
bool is_gap(char32_t c) {
    return c == U'\uFFFD' || (c >= U'\uE000' && c <= U'\uF8FF');
}

bool is_small_letter(char32_t c) {
    return c >= U'a' && c <= U'z';
}

// "E?maj7", with a flat of the font's own.
bool names_chord(std::u32string_view word, std::size_t gap) {
    if (gap != 1 || word[0] < U'A' || word[0] > U'G') return false;
    const std::u32string_view rest = word.substr(2);
    constexpr std::array<std::u32string_view, 6> kinds{U"m", U"dim", U"sus", U"aug", U"add", U"b"};
    return std::any_of(kinds.begin(), kinds.end(), [&](auto kind) { return rest.starts_with(kind); });
}

bool is_broken(std::u32string_view word) {
    constexpr std::ptrdiff_t least_letters = 2;
    const auto letters = std::count_if(
        word.begin(), word.end(), [](char32_t c) { return is_small_letter(c) || (c >= U'A' && c <= U'Z'); });
    if (letters < least_letters) return false;
    for (std::size_t at = 0; at < word.size(); ++at) {
        const bool beside_letter = (at > 0 && is_small_letter(word[at - 1])) ||
                                   (at + 1 < word.size() && is_small_letter(word[at + 1]));
        if (is_gap(word[at]) && beside_letter && !names_chord(word, at)) return true;
    }
    return false;
}

// What was recognised where the word stands.
std::string seen_at(const Rect& box, const TextLine& recognised) {
    std::string seen;
    for (const Word& word : recognised.words)
        if (overlap(word.box.x0, word.box.x1, box.x0, box.x1) > 0.5 * word.box.width()) seen += word.text;
    return seen;
}

// Gap by gap the ligature that brings the word next to what was seen.
std::string mended(std::u32string word, const std::string& seen) {
    constexpr double least_likeness = 0.7;
    const std::string before = utf8(word);
    const std::string target = without_spaces(folded(seen));
    const auto likeness_of = [&](const std::u32string& text) {
        return folded_likeness(without_spaces(folded(utf8(text))), target);
    };
    double likeness = 0;
    for (std::size_t gap = 0; gap < word.size(); ++gap) {
        if (!is_gap(word[gap])) continue;
        std::u32string best;
        likeness = 0;
        for (const std::u32string_view letters : ligatures) {
            std::u32string tried = word;
            tried.replace(gap, 1, letters);
            if (const double alike = likeness_of(tried); alike >= likeness) {
                likeness = alike;
                best = std::move(tried);
            }
        }
        if (!best.empty()) word = std::move(best);
    }
    return likeness >= least_likeness ? utf8(word) : before;
}

}  // namespace

bool has_broken_words(const TextLine& line) {
    return std::any_of(line.words.begin(), line.words.end(),
                       [](const Word& word) { return is_broken(code_points(word.text)); });
}

TextLine with_ligatures(TextLine layer, const TextLine& recognised) {
    for (Word& word : layer.words) {
        std::u32string text = code_points(word.text);
        if (is_broken(text)) word.text = mended(std::move(text), seen_at(word.box, recognised));
    }
    return layer;
}

}  // namespace sheetsplit
