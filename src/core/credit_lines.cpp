#include "core/credit_lines.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <vector>

#include "core/one_of.hpp"
#include "core/text.hpp"

namespace sheetsplit {
namespace {

bool is_performing(const std::string& word) {
    return is_one_of(word, {"recorded", "performed", "sung", "played", "popularized", "popularised"});
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::istringstream rest{std::string(text)};
    for (std::string word; rest >> word;) words.push_back(word);
    return words;
}

// "Words and Music": what somebody did for a song who need not be heard in it.
bool names_work(const std::vector<std::string>& words) {
    bool any = false;
    for (const std::string& word : words) {
        const bool work =
            is_one_of(word, {"words",   "music",    "lyrics",   "lyric",   "text",   "melody",     "tune",
                             "written", "composed", "arranged", "adapted", "arr",    "paroles",    "texte",
                             "musique", "worte",    "musik",    "letra",   "musica", "transcribed"});
        if (!work && !is_one_of(word, {"and", "et", "und", "y", "e", "additional"})) return false;
        any = any || work;
    }
    return any;
}

// "Words by Otis Beck, Music by Van Morrow", "Lyrics: Otis Beck", "arr. Otis Beck".
bool is_authors_credit(const std::string& text) {
    const std::size_t colon = text.find(':');
    if (colon != std::string::npos && names_work(words_of(folded(std::string_view(text).substr(0, colon)))))
        return true;
    const std::vector<std::string> words = words_of(folded(text));
    if (words.size() > 1 && words.front() == "arr") return true;
    const auto link = std::find_if(words.begin(), words.end(), [](const std::string& word) {
        return is_one_of(word, {"by", "de", "von", "par", "di", "por"});
    });
    return link != words.end() && names_work({words.begin(), link});
}

// "by The Tin Foxes" without the first word; "By the River Band" is a name.
std::string without_by(const std::string& artist) {
    const bool links = artist.starts_with("by ") || (artist.starts_with("By ") && artist.size() > 3 &&
                                                     !std::islower(static_cast<unsigned char>(artist[3])));
    return links ? tidied(std::string_view(artist).substr(3)) : artist;
}

}  // namespace

std::optional<std::string> performer_in(std::string_view text) {
    const std::vector<std::string> words = words_of(text);
    std::size_t at = 0;
    const auto next_is = [&](auto matches) {
        if (at >= words.size() || !matches(folded(words[at]))) return false;
        ++at;
        return true;
    };
    const auto is = [](std::string_view wanted) {
        return [wanted](const std::string& word) { return word == wanted; };
    };
    next_is(is("as"));
    next_is([](const std::string& word) { return is_one_of(word, {"originally", "first", "made"}); });
    if (next_is(is("famous"))) {
        if (!next_is(is("by"))) return std::nullopt;
    } else {
        if (!next_is(is_performing)) return std::nullopt;
        if (next_is([](const std::string& word) { return word == "and" || word.empty(); }) &&
            !next_is(is_performing))
            return std::nullopt;
        if (!next_is(is("by"))) return std::nullopt;
    }
    std::string name;
    for (; at < words.size(); ++at) name += (name.empty() ? "" : " ") + words[at];
    return tidied(name);
}

std::string artist_in(const std::string& text) {
    if (is_authors_credit(text)) return {};
    const auto performer = performer_in(text);
    return performer && !performer->empty() ? *performer : without_by(text);
}

}  // namespace sheetsplit
