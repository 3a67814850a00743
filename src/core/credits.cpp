#include "core/credits.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/credit_lines.hpp"
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

// What each entry's title holds, in the order of the entries; nothing where there is no name, or where the
// entry has an artist already.
using Found = std::vector<std::optional<Parts>>;

template <class PartsOf>
Found found_in(const Entries& entries, PartsOf parts_of) {
    Found found;
    for (const TocEntry& entry : entries)
        found.push_back(entry.artist.empty() ? parts_of(entry.title) : std::nullopt);
    return found;
}

// Takes the names out where enough of the entries have one.
bool take_apart(Entries& entries, Found found, std::size_t tenths) {
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

constexpr double same_name = 0.8;  // misread letters allowed

// Names by their letters alone.  That far apart in length they cannot be alike, whatever their letters.
bool are_alike(const std::string& a, const std::string& b) {
    const auto [shorter, longer] = std::minmax({a.size(), b.size()});  // values, for sizes do not stay
    return static_cast<double>(shorter) > same_name * static_cast<double>(longer) &&
           folded_likeness(a, b) > same_name;
}

// A few names that come back again and again behind the titles, where nothing parts them any more.
bool take_repeated_tails(Entries& entries) {
    constexpr int least_support = 3;
    std::vector<std::vector<Parts>> tails;
    std::vector<std::vector<std::string>> letters;  // of the tails' names: each is compared with all others
    for (const TocEntry& entry : entries) {
        tails.push_back(possible_tails(entry.title));
        letters.emplace_back();
        for (const Parts& parts : tails.back()) letters.back().push_back(without_spaces(folded(parts.name)));
    }
    const auto is_repeated = [&](const std::string& name) {
        int support = 0;
        for (const std::vector<std::string>& others : letters) {
            support += std::any_of(others.begin(), others.end(),
                                   [&](const std::string& other) { return are_alike(other, name); });
            if (support == least_support) return true;
        }
        return false;
    };
    Found found;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        found.emplace_back();
        for (std::size_t tail = 0; tail < tails[i].size(); ++tail)
            if (is_repeated(letters[i][tail])) found.back() = tails[i][tail];  // the longest counts
    }
    // "Prelude in C Major": what is left must still tell the songs apart.
    std::set<std::string> left;
    std::size_t count = 0;
    for (const auto& parts : found)
        if (parts) {
            left.insert(folded(parts->title));
            ++count;
        }
    if (left.size() * 10 < count * 9) return false;
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (!entries[i].artist.empty()) found[i].reset();
    return take_apart(entries, std::move(found), 8);
}

void take_names_out_of_titles(Entries& entries) {
    for (const std::string_view dash : {" \xE2\x80\x94 ", " \xE2\x80\x93 ", " - ", " / "})
        if (take_apart(entries,
                       found_in(entries, [&](const std::string& title) { return at_dash(title, dash); }), 6))
            return;
    if (!take_apart(entries, found_in(entries, at_bracket), 6)) take_repeated_tails(entries);
}

}  // namespace

std::vector<TocEntry> with_credits_apart(std::vector<TocEntry> entries) {
    take_names_out_of_titles(entries);
    for (TocEntry& entry : entries)
        if (!entry.artist.empty()) entry.artist = artist_in(entry.artist);
    return entries;
}

}  // namespace sheetsplit
