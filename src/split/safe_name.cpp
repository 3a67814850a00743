// What a file may be called on every system that it may be copied to.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "core/text.hpp"
#include "core/unicode.hpp"
#include "split/naming.hpp"

namespace sheetsplit {
namespace {

std::string upper_ascii(std::string_view text) {
    std::string upper(text);
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return upper;
}

// The part of a component that Windows takes for a device: all before the first dot.
std::string_view device_part(std::string_view component) {
    std::string_view part = component.substr(0, component.find('.'));
    while (part.ends_with(' ')) part.remove_suffix(1);
    return part;
}

bool is_device(std::string_view component) {
    const std::string part = upper_ascii(device_part(component));
    for (const std::string_view name : {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"})
        if (part == name) return true;
    if (!part.starts_with("COM") && !part.starts_with("LPT")) return false;
    const std::string rest = part.substr(3);
    return (rest.size() == 1 && rest[0] >= '0' && rest[0] <= '9') || rest == "\u00b9" || rest == "\u00b2" ||
           rest == "\u00b3";
}

bool forbidden(char32_t c) {
    return std::u32string_view(U"<>:\"/\\|?*").find(c) != std::u32string_view::npos;
}

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}
bool names_a_note(char32_t c) {
    return c >= U'A' && c <= U'G';
}

// What stands for a character that some system forbids or S3 advises against.
std::u32string replacement(char32_t c, char32_t before, char32_t after) {
    switch (c) {
        case U'/':
        case U'\\':
        case U'|':
        case U'~':
            return U"-";
        case U':':
            return after == U' ' ? U" -" : U"-";
        case U'"':
        case U'`':
            return U"'";
        case U'[':
        case U'{':
            return U"(";
        case U']':
        case U'}':
            return U")";
        case U'%':
            return U" percent";
        case U'#':
            return is_digit(after) ? U"No." : names_a_note(before) ? U"\u266f" : U"";
        case U'<':
        case U'>':
        case U'?':
        case U'*':
        case U'^':
            return U"";
        default:
            return std::u32string(1, c);
    }
}

std::u32string without_outer_noise(std::u32string text) {
    // Windows drops dots and spaces at the end; a dot in front hides a file elsewhere.
    while (!text.empty() && (text.back() == U' ' || text.back() == U'.')) text.pop_back();
    const auto start = text.find_first_not_of(U" .");
    return start == std::u32string::npos ? std::u32string() : text.substr(start);
}

}  // namespace

std::string safe_component(std::string_view text, std::size_t max_bytes) {
    const std::u32string source = code_points(nfc(text));
    std::u32string safe;
    for (std::size_t i = 0; i < source.size(); ++i) {
        const CharKind kind = kind_of(source[i]);
        if (kind == CharKind::invisible) continue;
        if (kind == CharKind::space) {
            if (!safe.empty() && safe.back() != U' ') safe += U' ';
            continue;
        }
        safe += replacement(source[i], i > 0 ? source[i - 1] : U' ',
                            i + 1 < source.size() ? source[i + 1] : U' ');
    }
    // Dropping characters can bring letters and accents together.
    std::string name = nfc(utf8(without_outer_noise(std::move(safe))));
    if (is_device(name)) name.insert(device_part(name).size(), 1, '_');
    if (name.size() > max_bytes) name = utf8(without_outer_noise(code_points(cut_to(name, max_bytes))));
    return name;
}

std::string fault_of_component(std::string_view component) {
    if (component.empty()) return "has an empty part";
    if (component == "." || component == "..") return fmt::format("has the part \"{}\"", component);
    if (component.size() > max_component_bytes)
        return fmt::format("has a part of more than {} bytes", max_component_bytes);
    if (component.ends_with('.') || component.ends_with(' ') || component.starts_with(' '))
        return "has a part that starts with a space or ends with a space or dot";
    if (nfc(component) != component) return "is not in Unicode's normal form C";
    if (is_device(component)) return fmt::format("has the part \"{}\", a device on Windows", component);
    for (const char32_t c : code_points(component))
        if (forbidden(c) || kind_of(c) == CharKind::invisible || (kind_of(c) == CharKind::space && c != U' '))
            return "has a character that file names cannot have everywhere (one of < > : \" \\ | ? * or an "
                   "invisible one)";
    return {};
}

std::string collision_key(std::string_view path) {
    return fold_case(path);
}

}  // namespace sheetsplit
