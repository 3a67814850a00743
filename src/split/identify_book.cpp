// Whose book it is and what it is called.
#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "core/unicode.hpp"
#include "split/naming.hpp"

namespace sheetsplit {
namespace {

// Letters and digits in lower case, everything else a single space: for comparing words.
std::string plain_words(std::string_view text) {
    std::u32string plain;
    for (const char32_t c : code_points(fold_case(text))) {
        const CharKind kind = kind_of(c);
        if (kind == CharKind::letter || kind == CharKind::digit)
            plain += c;
        else if (!plain.empty() && plain.back() != U' ' && kind != CharKind::invisible)
            plain += U' ';
    }
    if (!plain.empty() && plain.back() == U' ') plain.pop_back();
    return utf8(plain);
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : plain_words(text) + " ") {
        if (c != ' ')
            word += c;
        else if (!word.empty())
            words.push_back(std::exchange(word, {}));
    }
    return words;
}

bool has_phrase(const std::string& words, std::string_view phrase) {
    return (" " + words + " ").find(" " + std::string(phrase) + " ") != std::string::npos;
}

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
}

// ---------------------------------------------------------------- path

// Of a book in a bucket ("s3://bucket/key") those of the key: who owns the bucket has not made the music.
std::vector<std::string> path_parts(const std::string& path) {
    std::vector<std::string> parts;
    std::string part;
    const std::size_t key = path.starts_with("s3://") ? path.find('/', 5) : 0;
    for (const char c : path.substr(std::min(key, path.size())) + "/") {
        if (c != '/' && c != '\\')
            part += c;
        else if (!part.empty() && part != ".")
            parts.push_back(std::exchange(part, {}));
        else
            part.clear();
    }
    return parts;
}

// The file's name for people: no extension, underscores as spaces, single spaces.
std::string spoken_name(const std::string& path) {
    const auto parts = path_parts(path);
    std::string name = parts.empty() ? std::string() : parts.back();
    if (name.size() >= 4 && plain_words(std::string_view(name).substr(name.size() - 4)) == "pdf" &&
        name[name.size() - 4] == '.')
        name.resize(name.size() - 4);
    std::u32string spoken;
    for (const char32_t c : code_points(nfc(name))) {
        const CharKind kind = kind_of(c);
        if (kind == CharKind::invisible) continue;
        if (kind == CharKind::space || c == U'_') {
            if (!spoken.empty() && spoken.back() != U' ') spoken += U' ';
        } else {
            spoken += c;
        }
    }
    return trimmed(utf8(spoken));
}

// Folders that say where files are kept, not who made the music.
bool is_nobody(const std::string& folder) {
    static constexpr std::array<std::string_view, 40> places{
        "archive",   "archives", "books",        "collection",  "data",       "desktop",      "documents",
        "downloads", "download", "drive",        "dropbox",     "files",      "google drive", "home",
        "icloud",    "in",       "inbox",        "incoming",    "input",      "library",      "media",
        "mnt",       "music",    "my documents", "onedrive",    "opt",        "pdf",          "pdfs",
        "root",      "scans",    "scores",       "sheet music", "sheetmusic", "songbooks",    "srv",
        "tmp",       "temp",     "users",        "var",         "volumes"};
    const std::string words = plain_words(folder);
    return words.empty() || one_of(places, words) || folder == ".." || folder == "~" || folder.ends_with(':');
}

// A user's own folder ("/home/joe", "C:\Users\joe") has a name, but not an artist's.
bool is_home_of_user(const std::vector<std::string>& parts, std::size_t at) {
    static constexpr std::array<std::string_view, 2> homes{"home", "users"};
    return at > 0 && at <= 2 && one_of(homes, plain_words(parts[at - 1]));
}

std::optional<std::string> artist_of_folder(const std::string& path) {
    const auto parts = path_parts(path);
    if (parts.size() < 3 || plain_words(parts[parts.size() - 2]) != "books") return std::nullopt;
    const std::size_t at = parts.size() - 3;
    if (is_nobody(parts[at]) || is_home_of_user(parts, at)) return std::nullopt;
    return spoken_name(parts[at]);
}

// ---------------------------------------------------------------- names

std::string canonical_artist(const std::string& artist) {
    static constexpr std::array<std::string_view, 5> various{"various artists", "various", "va", "v a",
                                                             "various composers"};
    return one_of(various, plain_words(artist)) ? std::string(various_artists) : artist;
}

// "Volume 2", "6th Edition", "Piano Vocal Guitar": tells which book, not what it is called.
bool tells_edition_only(const std::string& text) {
    static constexpr std::array<std::string_view, 26> telling{
        "vol",  "volume",  "book",  "books", "part",   "parts",  "edition", "ed",      "revised",
        "scan", "scanned", "piano", "vocal", "vocals", "guitar", "bass",    "tab",     "tablature",
        "easy", "solo",    "solos", "pvg",   "score",  "scores", "ukulele", "keyboard"};
    static constexpr std::array<std::string_view, 5> filling{"and", "the", "of", "for", "no"};
    bool tells = false;
    for (const std::string& word : words_of(text)) {
        const bool number = std::isdigit(static_cast<unsigned char>(word.front())) ||
                            word.find_first_not_of("ivx") == std::string::npos;
        if (one_of(telling, word))
            tells = true;
        else if (!number && !one_of(filling, word))
            return false;
    }
    return tells;
}

// Names that scanners and browsers give.
bool says_nothing(const std::string& name) {
    static constexpr std::array<std::string_view, 12> empty{"scan",     "scanned",  "document", "doc",
                                                            "untitled", "download", "file",     "img",
                                                            "image",    "copy",     "unnamed",  "output"};
    const auto words = words_of(name);
    return std::all_of(
               words.begin(), words.end(),
               [](const std::string& word) {
                   const bool hex =
                       word.size() >= 16 && word.find_first_not_of("0123456789abcdef") == std::string::npos;
                   std::string letters = word;
                   while (!letters.empty() && std::isdigit(static_cast<unsigned char>(letters.back())))
                       letters.pop_back();
                   return hex || letters.empty() || one_of(empty, letters);
               }) &&
           !(words.size() == 1 && all_digits(words[0]) && words[0].size() <= 2);
}

struct NameParts {
    std::string artist;
    std::string book;
};

// "Artist - Book" taken apart at the first dash between spaces.
NameParts name_parts(const std::string& name) {
    std::size_t at = std::string::npos, width = 0;
    for (const std::string_view dash : {" - ", " \u2013 ", " \u2014 "}) {
        const std::size_t found = name.find(dash);
        if (found < at) at = found, width = dash.size();
    }
    if (at == std::string::npos) return {"", name};
    const std::string left = trimmed(name.substr(0, at)), right = trimmed(name.substr(at + width));
    if (left.empty() || right.empty()) return {"", name};
    if (all_digits(left)) return left.size() <= 3 ? name_parts(right) : NameParts{"", name};  // "01 - Book"
    if (tells_edition_only(right)) return {"", name};
    return {canonical_artist(left), right};
}

struct Arrangement {
    std::string_view phrase;
    std::string_view name;
};

// In plain words without "and"; the more particular ones first.
constexpr std::array<Arrangement, 42> arrangements{{
    {"piano vocal guitar", "Piano Vocal Guitar"},
    {"piano vocals guitar", "Piano Vocal Guitar"},
    {"vocal piano guitar", "Piano Vocal Guitar"},
    {"pvg", "Piano Vocal Guitar"},
    {"p v g", "Piano Vocal Guitar"},
    {"piano vocal chords", "Piano Vocal Chords"},
    {"piano vocal", "Piano Vocal"},
    {"vocal piano", "Piano Vocal"},
    {"voice piano", "Piano Vocal"},
    {"piano voice", "Piano Vocal"},
    {"easy guitar tab", "Easy Guitar Tab"},
    {"easy guitar", "Easy Guitar"},
    {"bass recorded versions", "Bass Tab"},
    {"bass tablature", "Bass Tab"},
    {"bass tab", "Bass Tab"},
    {"guitar recorded versions", "Guitar Tab"},
    {"recorded versions guitar", "Guitar Tab"},
    {"guitar tablature", "Guitar Tab"},
    {"guitar tab", "Guitar Tab"},
    {"authentic guitar", "Guitar Tab"},
    {"fingerstyle guitar", "Fingerstyle Guitar"},
    {"fingerpicking guitar", "Fingerstyle Guitar"},
    {"classical guitar", "Classical Guitar"},
    {"guitar chord songbook", "Guitar Chords"},
    {"chord songbook", "Lyrics and Chords"},
    {"lyrics chords", "Lyrics and Chords"},
    {"ukulele", "Ukulele"},
    {"five finger piano", "Five Finger Piano"},
    {"big note piano", "Big-Note Piano"},
    {"easy piano solo", "Easy Piano Solo"},
    {"easy piano solos", "Easy Piano Solo"},
    {"easy piano", "Easy Piano"},
    {"piano solo", "Piano Solo"},
    {"piano solos", "Piano Solo"},
    {"solo piano", "Piano Solo"},
    {"piano duet", "Piano Duet"},
    {"piano duets", "Piano Duet"},
    {"e z play", "E-Z Play"},
    {"lead sheets", "Lead Sheets"},
    {"transcribed scores", "Transcribed Scores"},
    {"vocal score", "Vocal Score"},
    {"fake book", "Fake Book"},
}};

}  // namespace

BookIdentity identify_book(const std::string& path, const Toc& toc, const Naming& naming) {
    const std::string spoken = spoken_name(path);
    NameParts parts = name_parts(spoken);
    const std::string on_title_page = canonical_artist(trimmed(nfc(toc.book_artist)));
    // "Book - Artist.pdf", when the title page tells who of the two is the artist.
    if (!parts.artist.empty() && !on_title_page.empty() &&
        plain_words(parts.book) == plain_words(on_title_page))
        std::swap(parts.artist, parts.book);

    BookIdentity identity;
    identity.name = parts.book;
    if (identity.name.empty() || says_nothing(identity.name))
        if (const std::string title = trimmed(nfc(toc.book_title)); !title.empty()) identity.name = title;
    if (naming.book && !naming.book->empty()) identity.name = nfc(*naming.book);
    if (identity.name.empty()) identity.name = "Book";

    if (naming.artist)
        identity.artist = canonical_artist(nfc(*naming.artist));
    else if (!parts.artist.empty())
        identity.artist = parts.artist;
    else if (const auto folder = artist_of_folder(path))
        identity.artist = canonical_artist(*folder);
    else if (!on_title_page.empty())
        identity.artist = on_title_page;
    else if (has_phrase(plain_words(spoken), "various artists"))
        identity.artist = std::string(various_artists);
    return identity;
}

std::string arrangement_of(std::string_view book_name) {
    std::string words;
    for (const std::string& word : words_of(book_name))
        if (word != "and") words += (words.empty() ? "" : " ") + word;
    for (const Arrangement& arrangement : arrangements)
        if (has_phrase(words, arrangement.phrase)) return std::string(arrangement.name);
    return {};
}

}  // namespace sheetsplit
