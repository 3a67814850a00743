#include "sheetsplit/config_file.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace sheetsplit {
namespace {

bool is_bare(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
}

std::string utf8(unsigned long code) {
    std::string out;
    const auto add = [&](unsigned long byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0 | code >> 6);
        add(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        add(0xE0 | code >> 12);
        add(0x80 | (code >> 6 & 0x3F));
        add(0x80 | (code & 0x3F));
    } else {
        add(0xF0 | code >> 18);
        add(0x80 | (code >> 12 & 0x3F));
        add(0x80 | (code >> 6 & 0x3F));
        add(0x80 | (code & 0x3F));
    }
    return out;
}

// Walks over the text; the first thing that is wrong stays in `fault`.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {
        if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    }

    std::vector<ConfigEntry> entries() {
        std::vector<ConfigEntry> found;
        std::set<std::pair<std::string, std::string>> seen;
        std::string section;
        while (fault_.empty()) {
            skip_blank_lines();
            if (at_end()) break;
            if (peek() == '[') {
                section = table();
                continue;
            }
            ConfigEntry entry{section, {}, {}, line_};
            entry.key = key();
            skip_spaces();
            if (fault_.empty() && !eat('=')) fail("expected 'name = value'");
            skip_spaces();
            if (fault_.empty()) entry.values = value();
            if (fault_.empty()) end_of_line();
            if (fault_.empty() && !seen.emplace(section, entry.key).second)
                fault_ = fmt::format("'{}' stands here for the second time", entry.key);
            if (fault_.empty())
                found.push_back(std::move(entry));
            else
                line_ = entry.line;
        }
        return found;
    }

    const std::string& fault() const { return fault_; }
    int line() const { return line_; }

private:
    bool at_end() const { return at_ >= text_.size(); }
    char peek() const { return at_end() ? '\0' : text_[at_]; }
    char next() {
        const char c = peek();
        if (!at_end()) ++at_;
        if (c == '\n') ++line_;
        return c;
    }
    bool eat(char c) {
        if (peek() != c || at_end()) return false;
        next();
        return true;
    }
    void fail(std::string what) {
        if (fault_.empty()) fault_ = std::move(what);
    }

    void skip_spaces() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\r') next();
    }
    void skip_comment() {
        if (peek() == '#')
            while (!at_end() && peek() != '\n') next();
    }
    void skip_blank_lines() {
        do {
            skip_spaces();
            skip_comment();
        } while (eat('\n'));
    }
    void end_of_line() {
        skip_spaces();
        skip_comment();
        if (!at_end() && peek() != '\n') fail("there is something behind the value");
    }

    std::string table() {
        next();
        skip_spaces();
        const std::string name = key();
        skip_spaces();
        if (!eat(']')) fail("expected ']' behind the table's name");
        if (fault_.empty()) end_of_line();
        return name;
    }

    std::string key() {
        if (peek() == '"' || peek() == '\'') return string();
        std::string name;
        while (is_bare(peek())) name += next();
        if (name.empty()) fail("expected a name");
        return name;
    }

    std::vector<std::string> value() {
        if (!eat('[')) return {scalar()};
        std::vector<std::string> values;
        while (fault_.empty()) {
            skip_blank_lines();
            if (eat(']')) break;
            values.push_back(scalar());
            skip_blank_lines();
            if (eat(',')) continue;
            if (!eat(']')) fail("expected ',' or ']' in the array");
            break;
        }
        return values;
    }

    std::string scalar() {
        if (peek() == '"' || peek() == '\'') return string();
        std::string word;
        while (is_bare(peek()) || peek() == '.' || peek() == '+') word += next();
        const bool flag = word == "true" || word == "false";
        const bool number = !word.empty() && word.find_first_not_of("+-0123456789._eE") == std::string::npos;
        if (!flag && !number)
            fail("a value is a string in quotes, a number, true, false, or an array of these");
        std::erase(word, '_');
        return word;
    }

    std::string string() {
        const char quote = next();
        std::string out;
        while (fault_.empty()) {
            if (at_end() || peek() == '\n') {
                fail("the string has no end");
                break;
            }
            const char c = next();
            if (c == quote) break;
            if (c == '\\' && quote == '"')
                out += escape();
            else
                out += c;
        }
        return out;
    }

    std::string escape() {
        const char c = next();
        switch (c) {
            case 'n':
                return "\n";
            case 't':
                return "\t";
            case '"':
            case '\\':
                return std::string(1, c);
            case 'u':
                return code_point(4);
            case 'U':
                return code_point(8);
            default:
                fail("a backslash in \"…\" starts \\n, \\t, \\\", \\\\, \\uXXXX; use '…' for text as it is");
        }
        return {};
    }

    std::string code_point(int digits) {
        unsigned long code = 0;
        for (int i = 0; i < digits; ++i) {
            const char c = next();
            if (!std::isxdigit(static_cast<unsigned char>(c))) {
                fail("\\u takes four hexadecimal digits, \\U eight");
                return {};
            }
            const int value = std::isdigit(static_cast<unsigned char>(c)) ? c - '0' : (c | 0x20) - 'a' + 10;
            code = code * 16 + static_cast<unsigned long>(value);
        }
        if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) fail("there is no such character");
        return fault_.empty() ? utf8(code) : std::string();
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int line_ = 1;
    std::string fault_;
};

}  // namespace

Expected<std::vector<ConfigEntry>> parse_config(std::string_view text, const std::string& name) {
    Reader reader(text);
    auto entries = reader.entries();
    if (!reader.fault().empty())
        return Error{ErrorCode::usage,
                     fmt::format("{}, line {}", name, reader.line()),
                     {},
                     reader.fault(),
                     "See 'sheetsplit --help' for an example"};
    return entries;
}

}  // namespace sheetsplit
