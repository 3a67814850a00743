// Unicode by utf8proc.
#include <utf8proc.h>

#include <cstdlib>
#include <memory>

#include "core/text.hpp"
#include "core/unicode.hpp"

namespace sheetsplit {
namespace {

// A code point at the beginning of a text and the bytes it takes; -1 and one byte where that is no UTF-8.
struct Decoded {
    utf8proc_int32_t code_point = -1;
    std::size_t bytes = 1;
};

Decoded decode(std::string_view text) {
    Decoded result;
    const auto used = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &result.code_point);
    if (used <= 0) return {};
    result.bytes = static_cast<std::size_t>(used);
    return result;
}

std::string mapped(std::string_view text, int options) {
    // utf8proc refuses invalid input, so that is replaced first.
    const std::string valid = utf8(code_points(text));
    utf8proc_uint8_t* raw = nullptr;
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(valid.data()),
                                     static_cast<utf8proc_ssize_t>(valid.size()), &raw,
                                     static_cast<utf8proc_option_t>(options));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(raw, &std::free);
    if (length < 0) return valid;
    return {reinterpret_cast<const char*>(raw), static_cast<std::size_t>(length)};
}

}  // namespace

std::string nfc(std::string_view text) {
    return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string fold_case(std::string_view text) {
    return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

CharKind kind_of(char32_t code_point) {
    // The joiners shape letters in several scripts and emoji; they are part of the text.
    if (code_point == U'\u200C' || code_point == U'\u200D') return CharKind::letter;
    if (code_point == U'\t' || code_point == U'\n' || code_point == U'\r') return CharKind::space;
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(code_point))) {
        case UTF8PROC_CATEGORY_LU:
        case UTF8PROC_CATEGORY_LL:
        case UTF8PROC_CATEGORY_LT:
        case UTF8PROC_CATEGORY_LM:
        case UTF8PROC_CATEGORY_LO:
        case UTF8PROC_CATEGORY_MN:
        case UTF8PROC_CATEGORY_MC:
        case UTF8PROC_CATEGORY_ME:
            return CharKind::letter;
        case UTF8PROC_CATEGORY_ND:
        case UTF8PROC_CATEGORY_NL:
        case UTF8PROC_CATEGORY_NO:
            return CharKind::digit;
        case UTF8PROC_CATEGORY_ZS:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
            return CharKind::space;
        case UTF8PROC_CATEGORY_CC:
        case UTF8PROC_CATEGORY_CF:
        case UTF8PROC_CATEGORY_CS:
        case UTF8PROC_CATEGORY_CN:
            return CharKind::invisible;
        default:
            return CharKind::visible;
    }
}

std::string_view cut_to(std::string_view text, std::size_t max_bytes) {
    if (text.size() <= max_bytes) return text;
    std::size_t boundary = 0;
    std::size_t at = 0;
    utf8proc_int32_t before = -1;
    utf8proc_int32_t state = 0;
    while (at < text.size() && at <= max_bytes) {
        const Decoded next = decode(text.substr(at));
        if (before < 0 || next.code_point < 0 ||
            utf8proc_grapheme_break_stateful(before, next.code_point, &state))
            boundary = at;
        before = next.code_point;
        at += next.bytes;
    }
    return text.substr(0, boundary);
}

}  // namespace sheetsplit
