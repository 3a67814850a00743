#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "sheetsplit/pages.hpp"

namespace sheetsplit {
namespace {

constexpr std::array<std::pair<int, std::string_view>, 13> roman_parts{{{1000, "m"},
                                                                        {900, "cm"},
                                                                        {500, "d"},
                                                                        {400, "cd"},
                                                                        {100, "c"},
                                                                        {90, "xc"},
                                                                        {50, "l"},
                                                                        {40, "xl"},
                                                                        {10, "x"},
                                                                        {9, "ix"},
                                                                        {5, "v"},
                                                                        {4, "iv"},
                                                                        {1, "i"}}};

std::string roman(int number) {
    std::string text;
    for (const auto& [value, letters] : roman_parts)
        for (; number >= value; number -= value) text += letters;
    return text;
}

// Only the canonical spelling: "iiii" and "ic" are more likely words misread.
std::optional<int> roman_value(const std::string& lower) {
    int sum = 0;
    std::string_view rest = lower;
    for (const auto& [value, letters] : roman_parts)
        while (rest.starts_with(letters)) {
            sum += value;
            rest.remove_prefix(letters.size());
        }
    if (!rest.empty() || sum == 0 || roman(sum) != lower) return std::nullopt;
    return sum;
}

bool is_decoration(unsigned char c) {
    return !std::isalnum(c);
}

}  // namespace

std::string to_text(Folio folio) {
    return folio.numerals == Numerals::roman ? roman(folio.number) : std::to_string(folio.number);
}

std::optional<Folio> folio_from_text(std::string_view text) {
    std::string core(text);
    // "Page 12", "Pag. 4", "p. 7"
    std::string lower = core;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const std::string_view word : {"page", "pagina", "seite", "pag", "pg", "p"}) {
        if (!lower.starts_with(word)) continue;
        const auto rest = std::find_if(lower.begin() + static_cast<std::ptrdiff_t>(word.size()), lower.end(),
                                       [](unsigned char c) { return std::isalnum(c); });
        if (rest != lower.end() && std::isdigit(static_cast<unsigned char>(*rest))) {
            lower.erase(lower.begin(), rest);
            break;
        }
    }
    while (!lower.empty() && is_decoration(static_cast<unsigned char>(lower.front()))) lower.erase(0, 1);
    while (!lower.empty() && is_decoration(static_cast<unsigned char>(lower.back()))) lower.pop_back();
    if (lower.empty() || lower.size() > 15) return std::nullopt;
    if (std::all_of(lower.begin(), lower.end(), [](unsigned char c) { return std::isdigit(c); })) {
        if (lower.size() > 4) return std::nullopt;
        return Folio{std::stoi(lower), Numerals::arabic};
    }
    if (const auto value = roman_value(lower)) return Folio{*value, Numerals::roman};
    return std::nullopt;
}

}  // namespace sheetsplit
