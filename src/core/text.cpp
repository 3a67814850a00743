#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>

namespace sheetsplit {
namespace {

// Base letters of U+00C0..U+017F, lower case; a space where there is none.
constexpr std::string_view latin_bases =
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

char32_t lower(char32_t c) {
    if (c < 0x80) return static_cast<char32_t>(std::tolower(static_cast<int>(c)));
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
        return c + 32;
    if (c >= 0x400 && c <= 0x40F) return c + 80;
    return c;
}

bool is_combining(char32_t c) {
    return c >= 0x300 && c <= 0x36F;
}

// The letter or figure that counts for comparison, 0 for everything else.
char32_t base_of(char32_t c) {
    c = lower(c);
    if (c < 0x80) return std::isalnum(static_cast<int>(c)) ? c : 0;
    if (c >= 0xC0 && c <= 0x17F) {
        const auto at = static_cast<std::size_t>(c - 0xC0);
        const char base = at < latin_bases.size() ? latin_bases[at] : ' ';
        return base == ' ' ? 0 : static_cast<char32_t>(base);
    }
    if (c == 0x2019 || c == 0x2018) return 0;
    return c >= 0x370 && c < 0x2000 ? c : c >= 0x2C00 && c < 0xE000 ? c : 0;
}

bool is_article(std::string_view word) {
    constexpr std::array<std::string_view, 3> articles{"the", "a", "an"};
    return std::find(articles.begin(), articles.end(), word) != articles.end();
}

bool is_apostrophe(char32_t c) {
    return c == '\'' || c == 0x2019 || c == 0x2018 || c == '`' || c == 0xB4;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
            diagonal = above;
        }
    }
    return row.back();
}

double compact_likeness(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return 0;
    const std::size_t longer = std::max(a.size(), b.size());
    return 1.0 - static_cast<double>(edit_distance(a, b)) / static_cast<double>(longer);
}

}  // namespace

std::string without_spaces(std::string_view text) {
    std::string result;
    std::copy_if(text.begin(), text.end(), std::back_inserter(result), [](char c) { return c != ' '; });
    return result;
}

std::string_view without_outer_blanks(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::u32string code_points(std::string_view text) {
    std::u32string result;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t more = lead < 0x80    ? 0
                                 : lead >= 0xF5 ? 9
                                 : lead >= 0xF0 ? 3
                                 : lead >= 0xE0 ? 2
                                 : lead >= 0xC2 ? 1
                                                : 9;
        if (more == 9 || i + more >= text.size() + (more == 0)) {
            result += U'\uFFFD';
            ++i;
            continue;
        }
        char32_t c = more == 0 ? lead : lead & (0x3Fu >> more);
        bool good = true;
        for (std::size_t k = 1; k <= more; ++k) {
            const auto next = static_cast<unsigned char>(text[i + k]);
            good = good && (next & 0xC0) == 0x80;
            c = (c << 6) | (next & 0x3F);
        }
        // Spellings longer than need be and halves of UTF-16 are no UTF-8.
        constexpr std::array<char32_t, 4> least{0, 0x80, 0x800, 0x10000};
        good = good && c >= least[more] && c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF);
        result += good ? c : U'\uFFFD';
        i += good ? more + 1 : 1;
    }
    return result;
}

std::string utf8(std::u32string_view text) {
    std::string result;
    for (const char32_t c : text) {
        if (c < 0x80) {
            result += static_cast<char>(c);
        } else if (c < 0x800) {
            result += static_cast<char>(0xC0 | (c >> 6));
            result += static_cast<char>(0x80 | (c & 0x3F));
        } else if (c < 0x10000) {
            result += static_cast<char>(0xE0 | (c >> 12));
            result += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
            result += static_cast<char>(0x80 | (c & 0x3F));
        } else {
            result += static_cast<char>(0xF0 | (c >> 18));
            result += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
            result += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
            result += static_cast<char>(0x80 | (c & 0x3F));
        }
    }
    return result;
}

std::string folded(std::string_view title) {
    std::vector<std::string> words(1);
    for (const char32_t c : code_points(title)) {
        if (c == '&') {
            words.push_back("and");
            words.emplace_back();
        } else if (c == 0xE6 || c == 0xC6) {
            words.back() += "ae";
        } else if (c == 0x153 || c == 0x152) {
            words.back() += "oe";
        } else if (c >= 0xFB00 && c <= 0xFB04) {
            constexpr std::array<std::string_view, 5> ligatures{"ff", "fi", "fl", "ffi", "ffl"};
            words.back() += ligatures[c - 0xFB00];
        } else if (const char32_t base = base_of(c)) {
            words.back() += utf8(std::u32string_view(&base, 1));
        } else if (!is_combining(c) && !is_apostrophe(c)) {
            words.emplace_back();
        }
    }
    std::erase_if(words, [](const std::string& word) { return word.empty(); });
    if (words.size() > 1 && is_article(words.front())) words.erase(words.begin());
    if (words.size() > 1 && is_article(words.back())) words.pop_back();
    std::string result;
    for (const std::string& word : words) result += (result.empty() ? "" : " ") + word;
    return result;
}

double folded_likeness(std::string_view a, std::string_view b) {
    const bool spaced = a.find(' ') != std::string_view::npos || b.find(' ') != std::string_view::npos;
    return spaced ? compact_likeness(without_spaces(a), without_spaces(b)) : compact_likeness(a, b);
}

double likeness(std::string_view a, std::string_view b) {
    return folded_likeness(folded(a), folded(b));
}

double prefix_likeness(std::string_view whole, std::string_view part) {
    const std::string w = without_spaces(folded(whole));
    const std::string p = without_spaces(folded(part));
    if (p.empty() || w.size() < p.size()) return 0;
    return compact_likeness(w.substr(0, p.size()), p);
}

std::string article_put_right(std::string_view title) {
    const std::size_t comma = title.rfind(',');
    if (comma == std::string_view::npos || comma == 0) return std::string(title);
    std::string_view tail = title.substr(comma + 1);
    while (!tail.empty() && tail.front() == ' ') tail.remove_prefix(1);
    // A part of the title may follow the article: "Cowboy, The (Reprise)".
    const std::size_t space = tail.find(" (");
    const std::string_view article = tail.substr(0, space);
    std::string lowered(article);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    constexpr std::array<std::string_view, 16> known{"the", "a",   "an",  "le",  "la", "les", "l'",  "un",
                                                     "une", "der", "die", "das", "el", "los", "las", "il"};
    if (std::find(known.begin(), known.end(), lowered) == known.end()) return std::string(title);
    std::string result(article);
    if (result.back() != '\'') result += ' ';
    result += title.substr(0, comma);
    if (space != std::string_view::npos) result += tail.substr(space);
    return result;
}

std::string tidied(std::string_view text) {
    std::u32string result;
    for (const char32_t c : code_points(text)) {
        const bool space = c == ' ' || c == 0xA0 || c == '\t' || c == '\n' || c == '\r';
        if (!space)
            result += c;
        else if (!result.empty() && result.back() != ' ')
            result += ' ';
    }
    const auto is_leftover = [](char32_t c) {
        return c == ' ' || c == '_' || c == 0xB7 || c == '|' || c == '~' || c == 0x2026 || c == '-' ||
               c == 0x2014 || c == 0x2013 || c == '*' || c == ',' || c == ';' || c == ':';
    };
    while (!result.empty() && (is_leftover(result.back()) && result.back() != '*')) result.pop_back();
    while (!result.empty() && result.back() == '*') result.pop_back();
    while (!result.empty() && result.back() == ' ') result.pop_back();
    // Dots in a row are a leader; one alone ends an abbreviation.
    while (result.size() > 1 && result.back() == '.' &&
           (result[result.size() - 2] == '.' || result[result.size() - 2] == ' '))
        result.pop_back();
    std::size_t from = 0;
    while (from < result.size() && (is_leftover(result[from]) || result[from] == '.')) ++from;
    result.erase(0, from);
    while (!result.empty() && result.back() == ' ') result.pop_back();
    return utf8(result);
}

int letters_in(std::string_view text) {
    int count = 0;
    for (const char32_t c : code_points(text)) {
        const char32_t base = base_of(c);
        count += base != 0 && !(base >= '0' && base <= '9');
    }
    return count;
}

int digits_in(std::string_view text) {
    return static_cast<int>(
        std::count_if(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); }));
}

bool is_all_capitals(std::string_view text) {
    bool any = false;
    for (const char32_t c : code_points(text)) {
        const bool upper = lower(c) != c;
        const bool small = (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7);
        if (small) return false;
        any = any || upper;
    }
    return any;
}

}  // namespace sheetsplit
