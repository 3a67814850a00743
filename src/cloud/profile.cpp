#include "cloud/profile.hpp"

namespace sheetsplit {
namespace {

std::string_view trimmed(std::string_view text) {
    constexpr const char* blanks = " \t\r";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

// "profile  name" and "profile name" are one section.
std::string section_name(std::string_view line) {
    const std::string_view inside = trimmed(line.substr(1, line.find(']') - 1));
    const std::size_t blank = inside.find_first_of(" \t");
    if (blank == std::string_view::npos) return std::string(inside);
    return std::string(inside.substr(0, blank)) + ' ' + std::string(trimmed(inside.substr(blank)));
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
        const std::string_view text = trimmed(line);
        if (text.empty() || text[0] == '#' || text[0] == ';') continue;
        if (text[0] == '[') {
            inside = section_name(text) == section;
            continue;
        }
        const std::size_t equals = text.find('=');
        if (!inside || line[0] == ' ' || line[0] == '\t' || equals == std::string_view::npos) continue;
        settings[std::string(trimmed(text.substr(0, equals)))] =
            std::string(trimmed(without_remark(text.substr(equals + 1))));
    }
    return settings;
}

}  // namespace sheetsplit
