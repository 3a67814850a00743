// Reading and writing JSON values with their place in the document.
//
// For the json_*.cpp beside this file only: it is where the JSON library is
// met.  Inside, a value that does not follow its schema throws Mismatch, which
// read_document() turns into an Error; nothing is thrown past that.
#pragma once

#include <functional>
#include <initializer_list>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sheetsplit/evidence.hpp"
#include "sheetsplit/expected.hpp"
#include "sheetsplit/manifest.hpp"
#include "sheetsplit/pages.hpp"
#include "sheetsplit/songs.hpp"

namespace sheetsplit::json {

using Json = nlohmann::ordered_json;  // written: keys stay in our order
using Parsed = nlohmann::json;        // read: finding a key among a million takes no time

// No book has more PDF pages, no list of ours more rows.
inline constexpr int max_pages = 100'000;
inline constexpr std::size_t max_rows = 200'000;

// ---------------------------------------------------------------- writing

std::string document(const Json& value);

Json number(double value);                   // JSON has no infinities; they become 0
Json text_or_null(const std::string& text);  // null for the empty text
Json page(const std::optional<PdfPage>& page);
Json half(Half half);  // "L", "R", null
Json evidence(const std::vector<Evidence>& list);
Json missing(const std::vector<MissingEntry>& list);
Json errors(const std::vector<Error>& list);
Json files(const std::vector<WrittenFile>& list);  // songs are counted from 1
Json timings(const std::vector<StageTiming>& list);
template <class T>
Json value_or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

// ---------------------------------------------------------------- reading

struct Mismatch {
    std::string path;
    std::string expected;
    std::string found;
};

// A value of the document and the way to it ("$.songs[3].title").
class Node {
public:
    Node(const Parsed& value, std::string path) : value_(&value), path_(std::move(path)) {}

    // The member `key`.  Needs to be there.
    Node at(std::string_view key) const;
    // The member `key`; nothing when it is absent or null.
    std::optional<Node> find(std::string_view key) const;
    // Refuses members that are not of the schema: in a file that people edit they are slips of the pen.
    void only(std::initializer_list<std::string_view> keys) const;

    std::vector<Node> items() const;
    std::vector<std::pair<std::string, Node>> members() const;
    std::string text() const;
    bool boolean() const;
    double number(double least = std::numeric_limits<double>::lowest(),
                  double most = std::numeric_limits<double>::max()) const;
    int integer(int least, int most) const;
    std::uintmax_t count() const;

    bool is_object() const { return value_->is_object(); }
    bool is_text() const { return value_->is_string(); }
    bool is_number() const { return value_->is_number(); }

    [[noreturn]] void mismatch(std::string expected) const;

    template <class Enum>
    Enum name(std::optional<Enum> (*from)(std::string_view), std::string_view accepted) const {
        const auto value = from(text());
        if (!value) mismatch("one of " + std::string(accepted));
        return *value;
    }

private:
    const Parsed* value_;
    std::string path_;
};

// Members that may be absent or null.
std::string text_or_empty(const Node& node, std::string_view key);
bool boolean_or(const Node& node, std::string_view key, bool otherwise);
double number_or(const Node& node, std::string_view key, double least, double most, double otherwise);
std::optional<double> optional_number(const Node& node, std::string_view key, double least, double most);
std::optional<int> optional_integer(const Node& node, std::string_view key, int least, int most);
std::vector<std::string> texts_or_none(const Node& node, std::string_view key);

PdfPage read_page(const Node& node);
std::optional<PdfPage> optional_page(const Node& node, std::string_view key);
std::vector<PdfPage> pages_or_none(const Node& node, std::string_view key);
Half half_or(const Node& node, std::string_view key, Half otherwise);
std::optional<Folio> optional_folio(const Node& node, std::string_view key);
std::optional<std::string> optional_printed(const Node& node, std::string_view key);
std::vector<Evidence> evidence_or_none(const Node& node, std::string_view key);
std::vector<MissingEntry> missing_or_none(const Node& node, std::string_view key);
// Of the members "errors", "files" and "timings"; a file's song is one of the first `songs`.
std::vector<Error> read_errors(const Node& root);
std::vector<WrittenFile> read_files(const Node& root, std::size_t songs);
std::vector<StageTiming> read_timings(const Node& root);

std::optional<Half> half_from(std::string_view name);
std::optional<Numerals> numerals_from(std::string_view name);
std::string_view name_of_numerals(Numerals numerals);
inline constexpr std::string_view numerals_accepted = "arabic, roman";
inline constexpr std::string_view roles_accepted = "cover, front, toc, song, insert, blank, back";
inline constexpr std::string_view verdicts_accepted = "confirmed, probable, unverified, conflicting";
inline constexpr std::string_view methods_accepted = "none, text_layer, ocr, outline, index_file";

// The parsed text, or why it is no JSON that we take (syntax, size, nesting).
Expected<Parsed> parse_document(std::string_view text, const std::string& name);

Error invalid(const std::string& name, const Mismatch& mismatch);

// Parses `text` and reads it with `read(Node)`.  Never throws.
template <class T, class Read>
Expected<T> read_document(std::string_view text, const std::string& name, Read read) {
    try {
        const Expected<Parsed> root = parse_document(text, name);
        if (!root) return root.error();
        return Expected<T>(read(Node(*root, "$")));
    } catch (const Mismatch& mismatch) {
        return invalid(name, mismatch);
    } catch (const Error& error) {
        return error;
    } catch (const std::exception& failure) {
        return Error{ErrorCode::invalid_json, name, std::nullopt,
                     std::string("cannot be read: ") + failure.what(), ""};
    }
}

}  // namespace sheetsplit::json
