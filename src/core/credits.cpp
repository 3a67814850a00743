#include "core/credits.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/text.hpp"

namespace sheetsplit {
namespace {

using Entries = std::vector<TocEntry>;

constexpr std::size_t least_entries = 4;  // that show what a table does

struct Parts {
    std::string title;
    std::string name;
};

bool most_of(std::size_t part, std::size_t whole, std::size_t tenths) {
    return part >= least_entries && part * 10 >= whole * tenths;
}

// Takes the names out where `parts_of` finds one in enough of the entries.
template <class PartsOf>
bool take_apart(Entries& entries, PartsOf parts_of, std::size_t tenths) {
    std::vector<std::optional<Parts>> found;
    for (const TocEntry& entry : entries)
        found.push_back(entry.artist.empty() ? parts_of(entry.title) : std::nullopt);
    const auto count = static_cast<std::size_t>(
        std::count_if(found.begin(), found.end(), [](const auto& parts) { return parts.has_value(); }));
    if (!most_of(count, entries.size(), tenths)) return false;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (!found[i]) continue;
        entries[i].title = std::move(found[i]->title);
        entries[i].artist = std::move(found[i]->name);
    }
    return true;
}

std::optional<Parts> at_dash(const std::string& title, std::string_view dash) {
    const std::size_t at = title.rfind(dash);
    if (at == std::string::npos) return std::nullopt;
    return Parts{tidied(std::string_view(title).substr(0, at)),
                 tidied(std::string_view(title).substr(at + dash.size()))};
}

// "Title (Composer)", perhaps with a misread dot of the leaders behind.
std::optional<Parts> at_bracket(const std::string& title) {
    const std::size_t open = title.rfind('(');
    const std::size_t close = title.rfind(')');
    if (open == std::string::npos || open == 0 || close == std::string::npos || close < open ||
        title.size() - close > 3)
        return std::nullopt;
    Parts parts{tidied(std::string_view(title).substr(0, open)),
                tidied(std::string_view(title).substr(open + 1, close - open - 1))};
    if (letters_in(parts.title) == 0 || letters_in(parts.name) < 3) return std::nullopt;
    return parts;
}

// A title's last words, two to four, when they begin like a name and leave a title.
std::vector<Parts> possible_tails(const std::string& title) {
    std::vector<Parts> tails;
    std::size_t at = title.size();
    for (int words = 1; words <= 4; ++words) {
        const std::size_t space = at == 0 ? std::string::npos : title.rfind(' ', at - 1);
        if (space == std::string::npos) break;
        at = space;
        const auto first = static_cast<unsigned char>(title[at + 1]);
        if (words > 1 && (std::isupper(first) || first >= 0x80))
            tails.push_back({title.substr(0, at), title.substr(at + 1)});
    }
    return tails;
}

// A few names that come back again and again behind the titles, where nothing parts them any more.
bool take_repeated_tails(Entries& entries) {
    constexpr std::size_t least_support = 3;
    constexpr double same_name = 0.8;  // misread letters allowed
    std::vector<std::vector<Parts>> tails;
    for (const TocEntry& entry : entries) tails.push_back(possible_tails(entry.title));
    const auto ends_alike = [&](const std::vector<Parts>& other, const std::string& name) {
        return std::any_of(other.begin(), other.end(),
                           [&](const Parts& parts) { return likeness(parts.name, name) > same_name; });
    };
    const auto repeated = [&](const std::string& title) -> std::optional<Parts> {
        std::optional<Parts> longest;
        for (const Parts& parts : possible_tails(title)) {
            const auto support =
                static_cast<std::size_t>(std::count_if(tails.begin(), tails.end(), [&](const auto& other) {
                    return ends_alike(other, parts.name);
                }));
            if (support >= least_support) longest = parts;
        }
        return longest;
    };
    // "Prelude in C Major": what is left must still tell the songs apart.
    std::set<std::string> left;
    std::size_t found = 0;
    for (const TocEntry& entry : entries)
        if (const auto parts = repeated(entry.title)) {
            left.insert(folded(parts->title));
            ++found;
        }
    if (left.size() * 10 < found * 9) return false;
    return take_apart(entries, repeated, 8);
}

}  // namespace

std::vector<TocEntry> with_credits_apart(std::vector<TocEntry> entries) {
    for (const std::string_view dash : {" \xE2\x80\x94 ", " \xE2\x80\x93 ", " - ", " / "})
        if (take_apart(
                entries, [&](const std::string& title) { return at_dash(title, dash); }, 6))
            return entries;
    if (!take_apart(entries, at_bracket, 6)) take_repeated_tails(entries);
    return entries;
}

}  // namespace sheetsplit
