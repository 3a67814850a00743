#include "adapters/pdf/lexer.hpp"

#include <optional>

namespace sheetsplit::pdf {

namespace {

std::optional<unsigned> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
    return {};
}

bool is_number(std::string_view text) {
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    std::size_t digits = 0;
    std::size_t points = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            ++digits;
        } else if (c == '.') {
            ++points;
        } else {
            return false;
        }
    }
    return digits > 0 && points <= 1;
}

Token broken(std::size_t at) {
    return {Token::Kind::broken, {}, at};
}

Token literal_string(std::string_view bytes, std::size_t at) {
    Token token{Token::Kind::string, {}, 0};
    int open = 1;
    while (at < bytes.size()) {
        const char c = bytes[at++];
        if (c == '(') {
            ++open;
        } else if (c == ')') {
            if (--open == 0) {
                token.end = at;
                return token;
            }
        } else if (c == '\r') {
            // Any end of line inside a string means a line feed.
            if (at < bytes.size() && bytes[at] == '\n') ++at;
            token.text += '\n';
            continue;
        } else if (c == '\\') {
            if (at == bytes.size()) break;
            const char escaped = bytes[at++];
            switch (escaped) {
                case 'n':
                    token.text += '\n';
                    break;
                case 'r':
                    token.text += '\r';
                    break;
                case 't':
                    token.text += '\t';
                    break;
                case 'b':
                    token.text += '\b';
                    break;
                case 'f':
                    token.text += '\f';
                    break;
                case '\n':
                    break;
                case '\r':
                    if (at < bytes.size() && bytes[at] == '\n') ++at;
                    break;
                case '0':
                case '1':
                case '2':
                case '3':
                case '4':
                case '5':
                case '6':
                case '7': {
                    unsigned code = static_cast<unsigned>(escaped - '0');
                    for (int more = 0; more < 2 && at < bytes.size() && bytes[at] >= '0' && bytes[at] <= '7';
                         ++more)
                        code = code * 8 + static_cast<unsigned>(bytes[at++] - '0');
                    token.text += static_cast<char>(static_cast<unsigned char>(code & 0xff));
                    break;
                }
                default:
                    token.text += escaped;
            }
            continue;
        }
        token.text += c;
    }
    return broken(at);
}

Token hex_string(std::string_view bytes, std::size_t at) {
    Token token{Token::Kind::string, {}, 0};
    constexpr unsigned none = 16;
    unsigned high = none;
    for (; at < bytes.size(); ++at) {
        if (bytes[at] == '>') {
            if (high != none) token.text += static_cast<char>(static_cast<unsigned char>(high << 4));
            token.end = at + 1;
            return token;
        }
        if (is_space(bytes[at])) continue;
        const auto digit = hex_digit(bytes[at]);
        if (!digit) return broken(at);
        if (high != none) {
            token.text += static_cast<char>(static_cast<unsigned char>(high << 4 | *digit));
            high = none;
        } else {
            high = *digit;
        }
    }
    return broken(at);
}

}  // namespace

std::string unescaped_name(std::string_view text) {
    std::string name;
    name.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '#' && at + 2 < text.size()) {
            const auto high = hex_digit(text[at + 1]);
            const auto low = hex_digit(text[at + 2]);
            if (high && low) {
                name += static_cast<char>(static_cast<unsigned char>(*high << 4 | *low));
                at += 2;
                continue;
            }
        }
        name += text[at];
    }
    return name;
}

std::size_t skip_space(std::string_view bytes, std::size_t at) {
    while (at < bytes.size()) {
        if (is_space(bytes[at])) {
            ++at;
        } else if (bytes[at] == '%') {
            while (at < bytes.size() && bytes[at] != '\n' && bytes[at] != '\r') ++at;
        } else {
            break;
        }
    }
    return at;
}

Token next_token(std::string_view bytes, std::size_t at) {
    at = skip_space(bytes, at);
    if (at >= bytes.size()) return {Token::Kind::end, {}, bytes.size()};
    switch (bytes[at]) {
        case '[':
            return {Token::Kind::array_open, {}, at + 1};
        case ']':
            return {Token::Kind::array_close, {}, at + 1};
        case '(':
            return literal_string(bytes, at + 1);
        case '<':
            if (at + 1 < bytes.size() && bytes[at + 1] == '<') return {Token::Kind::dict_open, {}, at + 2};
            return hex_string(bytes, at + 1);
        case '>':
            if (at + 1 < bytes.size() && bytes[at + 1] == '>') return {Token::Kind::dict_close, {}, at + 2};
            return broken(at);
        case ')':
        case '{':
        case '}':
            return broken(at);
        default:
            break;
    }
    const bool named = bytes[at] == '/';
    const std::size_t start = named ? at + 1 : at;
    std::size_t end = start;
    while (end < bytes.size() && is_regular(bytes[end])) ++end;
    const std::string_view text = bytes.substr(start, end - start);
    if (named) return {Token::Kind::name, unescaped_name(text), end};
    return {is_number(text) ? Token::Kind::number : Token::Kind::keyword, std::string(text), end};
}

}  // namespace sheetsplit::pdf
