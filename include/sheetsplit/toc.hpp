// Where the contents pages are, and what they say.
//
// TocLocation is the value of discover, Toc the value of parse.  Leaves are
// 0-based reading positions.  Plain values, safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sheetsplit/pages.hpp"

namespace sheetsplit {

// How the entries were had.
enum class TocMethod { none, text_layer, ocr, outline, index_file };

std::string_view name_of(TocMethod method);
std::optional<TocMethod> toc_method_from(std::string_view name);

struct TocLocation {
    std::vector<LeafIndex> leaves;  // in reading order; empty when the book has no TOC
    TocMethod method = TocMethod::none;
    double confidence = 0;           // 0..1
    std::vector<std::string> notes;  // why these pages, and why not others
    bool operator==(const TocLocation&) const = default;
};

// What the numbers of a TOC count.
enum class TocNumbers { none, folios, song_numbers };

std::string_view name_of(TocNumbers numbers);
std::optional<TocNumbers> toc_numbers_from(std::string_view name);

struct TocEntry {
    std::string title;                 // as printed, wrapped lines joined, inverted articles put right
    std::string artist;                // performer or composer the TOC gives; empty when none
    std::string section;               // album or chapter heading above it; empty when none
    std::optional<Folio> folio;        // printed page, when the numbers are pages
    std::optional<int> song_number;    // printed song number, when the TOC gives one
    std::optional<Folio> last_folio;   // where a foreign index gives the end
    std::optional<LeafIndex> seen_on;  // the contents leaf it was read from
    std::optional<LeafIndex> target;   // where the PDF's outline points, when the entry comes from there
    double confidence = 0;             // of the reading, 0..1
    bool first_line = false;           // an alias: the song's first line rather than its title
    bool operator==(const TocEntry&) const = default;
};

struct Toc {
    std::vector<TocEntry> entries;  // in the order printed
    TocNumbers numbers = TocNumbers::none;
    TocMethod method = TocMethod::none;
    double confidence = 0;          // 0..1
    std::string book_artist;        // when the whole book is one artist's and the front pages say so
    std::string book_title;         // from the title page or cover; empty when not found
    std::vector<LeafIndex> leaves;  // the contents leaves that were read
    std::vector<std::string> notes;
    bool operator==(const Toc&) const = default;
};

}  // namespace sheetsplit
