#include "cloud/profile.hpp"

#include "core/text.hpp"

namespace sheetsplit {
namespace {

// "profile  name" and "profile name" are one section.
std::string section_name(std::string_view line) {
    const std::string_view inside = without_outer_blanks(line.substr(1, line.find(']') - 1));
    const std::size_t blank = inside.find_first_of(" \t");
    if (blank == std::string_view::npos) return std::string(inside);
    return std::string(inside.substr(0, blank)) + ' ' +
           std::string(without_outer_blanks(inside.substr(blank)));
}

// What follows a '#' or ';' after a blank is a remark.
std::string_view without_remark(std::string_view value) {
    for (std::size_t i = 1; i < value.size(); ++i)
        if ((value[i] == '#' || value[i] == ';') && (value[i - 1] == ' ' || value[i - 1] == '\t'))
            return value.substr(0, i);
    return value;
}

}  // namespace

AwsSettings settings_of(std::string_view file, const std::string& section) {
    AwsSettings settings;
    bool inside = false;
    while (!file.empty()) {
        const std::size_t end = file.find('\n');
        const std::string_view line = file.substr(0, end);
        file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
        const std::string_view text = without_outer_blanks(line);
        if (text.empty() || text[0] == '#' || text[0] == ';') continue;
        if (text[0] == '[') {
            inside = section_name(text) == section;
            continue;
        }
        const std::size_t equals = text.find('=');
        if (!inside || line[0] == ' ' || line[0] == '\t' || equals == std::string_view::npos) continue;
        settings[std::string(without_outer_blanks(text.substr(0, equals)))] =
            std::string(without_outer_blanks(without_remark(text.substr(equals + 1))));
    }
    return settings;
}

}  // namespace sheetsplit
