#include "cloud/xml.hpp"

#include <charconv>

#include "core/text.hpp"

namespace sheetsplit {
namespace {

struct Element {
    std::string_view content;
    std::size_t end = 0;  // where the search for the next one goes on
};

std::optional<Element> next_element(std::string_view xml, std::string_view name, std::size_t from) {
    const std::string opening = "<" + std::string(name);
    const std::string closing = "</" + std::string(name) + ">";
    for (std::size_t at = xml.find(opening, from); at != std::string_view::npos;
         at = xml.find(opening, at + 1)) {
        const std::size_t after = at + opening.size();
        if (after >= xml.size() || (xml[after] != '>' && xml[after] != ' ' && xml[after] != '/')) continue;
        const std::size_t begin = xml.find('>', after);
        if (begin == std::string_view::npos) return std::nullopt;
        if (xml[begin - 1] == '/') return Element{{}, begin + 1};
        const std::size_t end = xml.find(closing, begin);
        if (end == std::string_view::npos) return std::nullopt;
        return Element{xml.substr(begin + 1, end - begin - 1), end + closing.size()};
    }
    return std::nullopt;
}

std::string resolved(std::string_view reference) {
    if (reference == "amp") return "&";
    if (reference == "lt") return "<";
    if (reference == "gt") return ">";
    if (reference == "quot") return "\"";
    if (reference == "apos") return "'";
    if (!reference.starts_with('#')) return {};
    reference.remove_prefix(1);
    const bool hexadecimal = reference.starts_with('x');
    if (hexadecimal) reference.remove_prefix(1);
    unsigned code = 0;
    const auto end = reference.data() + reference.size();
    const auto read = std::from_chars(reference.data(), end, code, hexadecimal ? 16 : 10);
    if (read.ec != std::errc() || read.ptr != end || code > 0x10FFFF) return {};
    return utf8(std::u32string(1, static_cast<char32_t>(code)));
}

}  // namespace

std::optional<std::string_view> xml_inside(std::string_view xml, std::string_view name) {
    const auto element = next_element(xml, name, 0);
    if (!element) return std::nullopt;
    return element->content;
}

std::vector<std::string_view> xml_all(std::string_view xml, std::string_view name) {
    std::vector<std::string_view> all;
    std::size_t from = 0;
    while (const auto element = next_element(xml, name, from)) {
        all.push_back(element->content);
        from = element->end;
    }
    return all;
}

std::string xml_text(std::string_view content) {
    std::string text;
    while (!content.empty()) {
        const std::size_t mark = content.find('&');
        text += content.substr(0, mark);
        if (mark == std::string_view::npos) break;
        content.remove_prefix(mark + 1);
        const std::size_t end = content.find(';');
        if (end == std::string_view::npos) break;
        text += resolved(content.substr(0, end));
        content.remove_prefix(end + 1);
    }
    return text;
}

std::string xml_value(std::string_view xml, std::string_view name) {
    return xml_text(xml_inside(xml, name).value_or(std::string_view()));
}

std::string xml_escaped(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        if (c == '&')
            escaped += "&amp;";
        else if (c == '<')
            escaped += "&lt;";
        else if (c == '>')
            escaped += "&gt;";
        else if (c == '"')
            escaped += "&quot;";
        else
            escaped += c;
    }
    return escaped;
}

}  // namespace sheetsplit
