#include "review/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cstdint>

#include "sheetsplit/ports.hpp"

namespace sheetsplit {
namespace {

std::uint8_t nibble(char digit) {
    return static_cast<std::uint8_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

}  // namespace

std::string html_text(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            case '\'':
                escaped += "&#39;";
                break;
            default:
                escaped += c;
        }
    }
    return escaped;
}

std::string json_in_script(std::string_view json) {
    std::string escaped;
    escaped.reserve(json.size() + json.size() / 16);
    for (const char c : json) {
        // Outside of strings JSON has none of these.
        switch (c) {
            case '&':
                escaped += "\\u0026";
                break;
            case '<':
                escaped += "\\u003c";
                break;
            case '>':
                escaped += "\\u003e";
                break;
            default:
                escaped += c;
        }
    }
    return escaped;
}

std::string base64(std::span<const std::byte> bytes) {
    static constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t present = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (k < present ? std::to_integer<std::uint32_t>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k) text += k <= present ? alphabet[group >> (18 - 6 * k) & 63] : '=';
    }
    return text;
}

std::string_view text_of_resource(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string policy_source(std::string_view content) {
    const std::string hex = sha256_hex(std::as_bytes(std::span(content.data(), content.size())));
    std::vector<std::byte> digest;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        digest.push_back(static_cast<std::byte>(nibble(hex[i]) << 4 | nibble(hex[i + 1])));
    return "'sha256-" + base64(digest) + "'";
}

std::string filled(std::string_view page,
                   std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
    std::string text;
    while (true) {
        const std::size_t open = page.find("{{");
        text += page.substr(0, open);
        if (open == std::string_view::npos) return text;
        const std::size_t close = page.find("}}", open);
        assert(close != std::string_view::npos);
        const std::string_view name = page.substr(open + 2, close - open - 2);
        const auto value =
            std::find_if(values.begin(), values.end(), [&](const auto& v) { return v.first == name; });
        assert(value != values.end());
        text += value->second;
        page.remove_prefix(close + 2);
    }
}

}  // namespace sheetsplit
