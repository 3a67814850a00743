#include "sheetsplit/json_text.hpp"

#include <cstddef>

#include <fmt/format.h>

namespace sheetsplit {
namespace {

// Length of the well-formed UTF-8 sequence at the start of the text, 0 when there is none.
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xC2 && lead < 0xE0   ? 2
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    if (length == 0 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0U) != 0x80U) return 0;
    // Overlong forms, surrogates, and what lies beyond Unicode.
    const unsigned char next = byte(1);
    if ((lead == 0xE0 && next < 0xA0) || (lead == 0xED && next > 0x9F) || (lead == 0xF0 && next < 0x90) ||
        (lead == 0xF4 && next > 0x8F))
        return 0;
    return length;
}

}  // namespace

std::string json_quoted(std::string_view text) {
    std::string out = "\"";
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        const auto c = static_cast<unsigned char>(text[0]);
        if (length == 0) {
            out += "\xEF\xBF\xBD";
        } else if (c == '"' || c == '\\') {
            out += '\\';
            out += text[0];
        } else if (c == '\n') {
            out += "\\n";
        } else if (c < 0x20 || c == 0x7F) {
            out += fmt::format("\\u{:04x}", c);
        } else {
            out += text.substr(0, length);
        }
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return out + '"';
}

void JsonText::new_line() {
    if (!indented_) return;
    out_ += '\n';
    out_.append(filled_.size() * 2, ' ');
}

void JsonText::begin_value() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (filled_.empty()) return;
    if (filled_.back()) out_ += indented_ ? "," : ", ";
    filled_.back() = true;
    new_line();
}

JsonText& JsonText::open(char bracket) {
    begin_value();
    out_ += bracket;
    filled_.push_back(false);
    return *this;
}

JsonText& JsonText::close(char bracket) {
    const bool filled = filled_.back();
    filled_.pop_back();
    if (filled) new_line();
    out_ += bracket;
    return *this;
}

JsonText& JsonText::key(std::string_view name) {
    begin_value();
    out_ += json_quoted(name) + ": ";
    after_key_ = true;
    return *this;
}

JsonText& JsonText::text(std::string_view value) {
    begin_value();
    out_ += json_quoted(value);
    return *this;
}

JsonText& JsonText::number(long long value) {
    begin_value();
    out_ += std::to_string(value);
    return *this;
}

JsonText& JsonText::seconds(double value) {
    begin_value();
    out_ += fmt::format("{:.3f}", value);
    return *this;
}

JsonText& JsonText::dollars(double value) {
    begin_value();
    out_ += fmt::format("{:.6f}", value);
    return *this;
}

JsonText& JsonText::share(double value) {
    begin_value();
    out_ += fmt::format("{:.4f}", value);
    return *this;
}

JsonText& JsonText::boolean(bool value) {
    begin_value();
    out_ += value ? "true" : "false";
    return *this;
}

std::string JsonText::take() {
    if (indented_) out_ += '\n';
    return std::move(out_);
}

}  // namespace sheetsplit
