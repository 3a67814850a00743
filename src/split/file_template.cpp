// Templates for file names: checking them and filling them in.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "sheetsplit/naming.hpp"
#include "split/naming.hpp"

namespace sheetsplit {
namespace {

constexpr std::string_view extension = ".pdf";

struct Preset {
    std::string_view name;
    std::string_view file_template;
};
constexpr std::array<Preset, 2> presets{{{"default", "{artist}/{book}/{artist} - {title}"},
                                         {"legacy", "{artist}/books/{book}/{artist}-{title}"}}};

constexpr std::array<std::string_view, 6> tokens{"artist", "book", "title", "number", "page", "arrangement"};
constexpr std::string_view accepted_tokens = "{artist} {book} {title} {number} {page} {arrangement}";

bool is_token(std::string_view name) {
    return std::find(tokens.begin(), tokens.end(), name) != tokens.end();
}
bool is_of_a_song(std::string_view token) {
    return token == "title" || token == "number" || token == "page";
}

// A stretch of literal text or a token of a template.
struct Piece {
    bool token = false;
    std::string text;
};
using Component = std::vector<Piece>;

std::vector<std::string_view> split_path(std::string_view path) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t slash = path.find('/');
        parts.push_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return parts;
        path.remove_prefix(slash + 1);
    }
}

// Braces that enclose no token are literal; file_template_from() refuses them beforehand.
Component pieces_of(std::string_view text) {
    Component pieces;
    std::string literal;
    const auto flush = [&] {
        if (!literal.empty()) pieces.push_back({false, std::exchange(literal, {})});
    };
    while (!text.empty()) {
        const std::size_t close = text.find('}');
        if (text.front() == '{' && close != std::string_view::npos && is_token(text.substr(1, close - 1))) {
            flush();
            pieces.push_back({true, std::string(text.substr(1, close - 1))});
            text.remove_prefix(close + 1);
        } else {
            literal += text.front();
            text.remove_prefix(1);
        }
    }
    flush();
    return pieces;
}

bool has_token(const Component& component, std::string_view name) {
    return std::any_of(component.begin(), component.end(),
                       [&](const Piece& piece) { return piece.token && piece.text == name; });
}
bool has_any_token(const Component& component) {
    return std::any_of(component.begin(), component.end(), [](const Piece& piece) { return piece.token; });
}
bool is_of_a_song(const Component& component) {
    return std::any_of(component.begin(), component.end(),
                       [](const Piece& piece) { return piece.token && is_of_a_song(piece.text); });
}

struct Values {
    std::string artist, book, title, number, page, arrangement;

    const std::string& of(std::string_view token) const {
        if (token == "artist") return artist;
        if (token == "book") return book;
        if (token == "title") return title;
        if (token == "number") return number;
        if (token == "page") return page;
        return arrangement;
    }
};

bool separates(char c) {
    return std::string_view(" -_.,;:+~").find(c) != std::string_view::npos;
}

// Takes the separators off the end (or the beginning) of `literal` and returns them.
std::string take_separators_at_end(std::string& literal) {
    std::size_t keep = literal.size();
    while (keep > 0 && separates(literal[keep - 1])) --keep;
    std::string taken = literal.substr(keep);
    literal.resize(keep);
    return taken;
}
std::string take_separators_at_start(std::string& literal) {
    std::size_t count = 0;
    while (count < literal.size() && separates(literal[count])) ++count;
    std::string taken = literal.substr(0, count);
    literal.erase(0, count);
    return taken;
}

bool brackets(const std::string& before, const std::string& after) {
    if (before.empty() || after.empty()) return false;
    const char open = before.back(), close = after.front();
    return (open == '(' && close == ')') || (open == '[' && close == ']');
}

// Fills in the tokens.  Text of a value is never mistaken for a separator: only literals are trimmed.
std::string fill(const Component& component, const Values& values) {
    if (has_any_token(component) && std::all_of(component.begin(), component.end(), [&](const Piece& piece) {
            return !piece.token || values.of(piece.text).empty();
        }))
        return {};
    std::string done;     // what ends with a value
    std::string literal;  // the literal text since then
    bool gap = false;     // an empty token stands before `literal`
    std::string before_gap;
    const auto close_gap = [&] {
        if (!gap) return;
        gap = false;
        if (brackets(before_gap, literal)) {
            before_gap.pop_back();
            literal.erase(0, 1);
        }
        const std::string left = take_separators_at_end(before_gap);
        const std::string right = take_separators_at_start(literal);
        const bool inside = !(done + before_gap).empty();
        const std::string kept = !inside ? "" : left.size() > right.size() ? left : right;
        literal = before_gap + kept + literal;
        before_gap.clear();
    };
    for (const Piece& piece : component) {
        if (!piece.token) {
            literal += piece.text;
        } else if (values.of(piece.text).empty()) {
            close_gap();
            before_gap = std::exchange(literal, {});
            gap = true;
        } else {
            close_gap();
            done += literal + values.of(piece.text);
            literal.clear();
        }
    }
    const bool ends_in_gap = gap;
    close_gap();
    if (ends_in_gap) take_separators_at_end(literal);
    return done + literal;
}

std::string padded(int number, int width) {
    return fmt::format("{:0{}}", number, width);
}

std::string page_value(const PlannedSong& song) {
    const auto folio = song.printed_page ? folio_from_text(*song.printed_page) : std::nullopt;
    if (!folio) return padded(song.first_page.value(), 3);
    return folio->numerals == Numerals::arabic ? padded(folio->number, 3) : to_text(*folio);
}

Values values_of_book(const SplitPlan& plan) {
    Values values;
    values.artist = plan.artist;
    values.book = plan.book_name;
    values.arrangement = arrangement_of(plan.book_name);
    return values;
}

Values values_of_song(const SplitPlan& plan, std::size_t index) {
    const PlannedSong& song = plan.songs[index];
    Values values = values_of_book(plan);
    values.artist = artist_of(plan, song);
    values.title = song.title;
    values.number = padded(static_cast<int>(index) + 1,
                           std::max(2, static_cast<int>(std::to_string(plan.songs.size()).size())));
    values.page = page_value(song);
    return values;
}

std::string joined(const std::string& folder, const std::string& name) {
    return folder.empty() ? name : folder + "/" + name;
}

// The folder where the book's manifest lies: the template's folders up to the first that is a song's.
std::string book_folder(const SplitPlan& plan, const std::vector<Component>& components) {
    const Values values = values_of_book(plan);
    std::string folder;
    bool names_book = false;
    for (std::size_t i = 0; i + 1 < components.size() && !is_of_a_song(components[i]); ++i) {
        const std::string part = safe_component(fill(components[i], values));
        if (part.empty()) continue;
        folder = joined(folder, part);
        names_book = names_book || has_token(components[i], "book");
    }
    if (names_book) return folder;
    // Two books must not share a manifest.
    const std::string part = safe_component(plan.book_name);
    return joined(folder, part.empty() ? "Book" : part);
}

std::string file_of(const SplitPlan& plan, std::size_t index, const std::vector<Component>& components) {
    // Folders hold the whole book, so they bear the book's artist.
    Values in_folders = values_of_song(plan, index);
    in_folders.artist = plan.artist;
    std::string folder;
    for (std::size_t i = 0; i + 1 < components.size(); ++i)
        if (const std::string part = safe_component(fill(components[i], in_folders)); !part.empty())
            folder = joined(folder, part);
    std::string name = safe_component(fill(components.back(), values_of_song(plan, index)),
                                      max_component_bytes - extension.size());
    if (name.empty()) name = "Untitled";
    return joined(folder, name);
}

// `path` without extension, with " (number)" when number > 1, its last component within the limit.
std::string numbered(const std::string& path, int number) {
    if (number == 1) return path + std::string(extension);
    const std::string tail = fmt::format(" ({}){}", number, extension);
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash);
    const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
    return joined(folder, safe_component(name, max_component_bytes - tail.size()) + tail);
}

}  // namespace

Expected<std::string> file_template_from(std::string_view preset_or_template) {
    for (const Preset& preset : presets)
        if (preset.name == preset_or_template) return std::string(preset.file_template);
    const auto refuse = [&](std::string why) {
        return Error{ErrorCode::usage, "", std::nullopt,
                     fmt::format("the template \"{}\" {}", preset_or_template, why),
                     fmt::format("Tokens are {}, presets are \"default\" and \"legacy\"", accepted_tokens)};
    };
    std::string_view rest = preset_or_template;
    while (!rest.empty()) {
        const std::size_t brace = rest.find_first_of("{}");
        if (brace == std::string_view::npos) break;
        rest.remove_prefix(brace);
        const std::size_t close = rest.find('}');
        if (rest.front() == '}' || close == std::string_view::npos)
            return refuse("has a brace without its other half");
        const std::string_view name = rest.substr(1, close - 1);
        if (!is_token(name)) return refuse(fmt::format("has the unknown token {{{}}}", name));
        rest.remove_prefix(close + 1);
    }
    const auto parts = split_path(preset_or_template);
    for (const std::string_view part : parts) {
        if (part.empty())
            return refuse("has an empty part: it may not start or end with '/' or have two in a row");
        if (part == "." || part == "..") return refuse(fmt::format("has the part \"{}\"", part));
        if (!has_any_token(pieces_of(part)) && safe_component(part) != part)
            return refuse(fmt::format("has the part \"{}\", which cannot be a folder everywhere", part));
    }
    if (!is_of_a_song(pieces_of(parts.back())))
        return refuse("names all songs alike: its last part needs {title}, {number} or {page}");
    return std::string(preset_or_template);
}

SplitPlan with_names(SplitPlan plan, const Naming& naming) {
    std::vector<Component> components;
    for (const std::string_view part : split_path(naming.file_template))
        components.push_back(pieces_of(part));
    if (plan.folder.empty()) plan.folder = book_folder(plan, components);
    std::set<std::string> taken;
    for (const PlannedSong& song : plan.songs)
        if (!song.file.empty()) taken.insert(collision_key(song.file));
    for (std::size_t i = 0; i < plan.songs.size(); ++i) {
        if (!plan.songs[i].file.empty()) continue;
        const std::string path = file_of(plan, i, components);
        std::string file = numbered(path, 1);
        for (int number = 2; !taken.insert(collision_key(file)).second; ++number)
            file = numbered(path, number);
        plan.songs[i].file = std::move(file);
    }
    return plan;
}

}  // namespace sheetsplit
