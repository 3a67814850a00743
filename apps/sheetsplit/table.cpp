#include "table.hpp"

#include <algorithm>

namespace sheetsplit::cli {
namespace {

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Characters as a terminal counts most of them: one a code point.
std::size_t width_of(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !continues(c); }));
}

// Where the character of this number begins; the end when there are fewer.
std::size_t place_of(std::size_t number, const std::string& text) {
    std::size_t at = 0;
    for (; at < text.size(); ++at)
        if (!continues(text[at]) && number-- == 0) break;
    return at;
}

std::string shortened(const std::string& text, const Column& column) {
    const std::size_t width = width_of(text);
    if (width <= column.widest) return text;
    const std::size_t kept = column.widest - 1;
    if (column.cut == Cut::back) return text.substr(0, place_of(kept, text)) + "…";
    return "…" + text.substr(place_of(width - kept, text));
}

std::string padded(const std::string& text, std::size_t width, bool right) {
    const std::string space(width - std::min(width, width_of(text)), ' ');
    return right ? space + text : text + space;
}

std::string without_trailing_space(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

}  // namespace

std::string printable(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        // U+0080..U+009F steer some terminals as well.
        const bool upper_control =
            c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
        if (upper_control) ++i;
        out += c < 0x20 || c == 0x7F || upper_control ? "?" : std::string(1, text[i]);
    }
    return out;
}

std::string table_of(const std::vector<Column>& columns, const std::vector<std::vector<Cell>>& rows,
                     bool coloured) {
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        std::size_t width = width_of(columns[i].head);
        for (const auto& row : rows)
            width = std::max(width, std::min(width_of(printable(row[i].text)), columns[i].widest));
        widths.push_back(width);
    }
    std::string out;
    std::string line;
    for (std::size_t i = 0; i < columns.size(); ++i)
        line += (i ? "  " : "") + padded(columns[i].head, widths[i], columns[i].right);
    out += without_trailing_space(line) + "\n";
    for (const auto& row : rows) {
        line.clear();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const std::string text =
                padded(shortened(printable(row[i].text), columns[i]), widths[i], columns[i].right);
            const bool paint = coloured && *row[i].colour;
            line += (i ? "  " : "") + (paint ? row[i].colour + text + "\x1b[0m" : text);
        }
        out += without_trailing_space(line) + "\n";
    }
    return out;
}

}  // namespace sheetsplit::cli
