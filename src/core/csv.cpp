#include "core/csv.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sheetsplit {

Expected<std::vector<CsvRow>> read_csv(std::string_view text, char delimiter, const std::string& name) {
    std::vector<CsvRow> rows;
    int line = 1;
    std::size_t at = 0;
    const auto at_line_end = [&] { return at >= text.size() || text[at] == '\n' || text[at] == '\r'; };
    const auto skip_line_end = [&] {
        if (at < text.size() && text[at] == '\r') ++at;
        if (at < text.size() && text[at] == '\n') ++at;
        ++line;
    };
    while (at < text.size()) {
        if (text[at] == '#') {
            while (!at_line_end()) ++at;
            skip_line_end();
            continue;
        }
        CsvRow row{line, {}};
        for (bool more = true; more;) {
            std::string field;
            if (at < text.size() && text[at] == '"') {
                const int opened = line;
                for (++at;; ++at) {
                    if (at >= text.size())
                        return Error{ErrorCode::invalid_index, name, std::nullopt,
                                     fmt::format("line {}: a quote is opened and never closed", opened),
                                     "Close it, or write a quote inside a quoted field twice"};
                    if (text[at] == '\n') ++line;
                    if (text[at] != '"') {
                        field += text[at];
                    } else if (at + 1 < text.size() && text[at + 1] == '"') {
                        field += text[at++];
                    } else {
                        ++at;
                        break;
                    }
                }
            }
            // Also what follows a closing quote: some programs are careless.
            while (!at_line_end() && text[at] != delimiter) field += text[at++];
            row.fields.push_back(std::move(field));
            more = !at_line_end();
            if (more) ++at;
        }
        skip_line_end();
        const bool empty = std::all_of(row.fields.begin(), row.fields.end(), [](const std::string& field) {
            return field.find_first_not_of(" \t") == std::string::npos;
        });
        if (!empty) rows.push_back(std::move(row));
    }
    return rows;
}

std::string csv_line(const std::vector<std::string>& fields, char delimiter) {
    std::string line;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::string& field = fields[i];
        if (i > 0) line += delimiter;
        const bool plain = field.find_first_of(std::string("\"\r\n") + delimiter) == std::string::npos &&
                           !field.starts_with('#') && !field.starts_with(' ') && !field.ends_with(' ');
        if (plain) {
            line += field;
            continue;
        }
        line += '"';
        for (const char c : field) line += c == '"' ? std::string("\"\"") : std::string(1, c);
        line += '"';
    }
    return line + "\n";
}

}  // namespace sheetsplit
