// The tokens of PDF: what content streams and objects are spelled with.
//
// Strict where a mistake would change the meaning: whatever is not clearly a
// token is broken.  Pure functions of the bytes, safe from any thread.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace sheetsplit::pdf {

enum class CharClass : unsigned char { regular, space, delimiter };

inline constexpr std::array<CharClass, 256> char_classes = [] {
    std::array<CharClass, 256> classes{};
    for (const char c : {'\0', '\t', '\n', '\f', '\r', ' '})
        classes[static_cast<unsigned char>(c)] = CharClass::space;
    for (const char c : {'(', ')', '<', '>', '[', ']', '{', '}', '/', '%'})
        classes[static_cast<unsigned char>(c)] = CharClass::delimiter;
    return classes;
}();

constexpr CharClass class_of(char c) {
    return char_classes[static_cast<unsigned char>(c)];
}
constexpr bool is_space(char c) {
    return class_of(c) == CharClass::space;
}
constexpr bool is_delimiter(char c) {
    return class_of(c) == CharClass::delimiter;
}
constexpr bool is_regular(char c) {
    return class_of(c) == CharClass::regular;
}

// The text of a name as it stands after the slash, with its #xx unescaped.
std::string unescaped_name(std::string_view text);

// The next position at or after `at` that is neither white space nor in a comment.
std::size_t skip_space(std::string_view bytes, std::size_t at);

struct Token {
    enum class Kind {
        end,
        number,
        name,
        string,
        keyword,
        array_open,
        array_close,
        dict_open,
        dict_close,
        broken
    };
    Kind kind = Kind::end;
    std::string text;     // of numbers, names, strings and keywords
    std::size_t end = 0;  // position behind the token
};

Token next_token(std::string_view bytes, std::size_t at);

}  // namespace sheetsplit::pdf
