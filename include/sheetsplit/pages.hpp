// The ways to say "which page": position, PDF page, leaf, folio.
//
//   PageIndex  0-based position in the PDF; exists in code only
//   PdfPage    the same counted from 1; all that a person or a file ever sees
//   LeafIndex  0-based position in reading order; a leaf is a PDF page, or in a
//              two-up book one half of it.  Stages count in leaves
//   Folio      the number printed on a page, arabic or roman
//
// All are immutable values and safe to use from any thread.
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace sheetsplit {

// A whole number of one meaning; two meanings do not mix.
template <class Meaning, int First>
class Ordinal {
public:
    static constexpr int first = First;

    constexpr Ordinal() = default;
    constexpr explicit Ordinal(int value) : value_(value) {}
    constexpr explicit Ordinal(std::size_t value) : value_(static_cast<int>(value)) {}

    constexpr int value() const { return value_; }
    constexpr std::size_t at() const { return static_cast<std::size_t>(value_); }  // for subscripts

    constexpr auto operator<=>(const Ordinal&) const = default;
    constexpr Ordinal operator+(int step) const { return Ordinal(value_ + step); }
    constexpr Ordinal operator-(int step) const { return Ordinal(value_ - step); }
    constexpr int operator-(Ordinal other) const { return value_ - other.value_; }
    constexpr Ordinal& operator++() {
        ++value_;
        return *this;
    }

private:
    int value_ = First;
};

using PageIndex = Ordinal<struct PageIndexMeaning, 0>;
using PdfPage = Ordinal<struct PdfPageMeaning, 1>;
using LeafIndex = Ordinal<struct LeafIndexMeaning, 0>;

constexpr PdfPage pdf_page(PageIndex index) {
    return PdfPage(index.value() + 1);
}
constexpr PageIndex page_index(PdfPage page) {
    return PageIndex(page.value() - 1);
}

enum class Half { whole, left, right };

// One reading page of the book.
struct Leaf {
    PageIndex page;
    Half half = Half::whole;
    auto operator<=>(const Leaf&) const = default;
};

// Leaves first..last, both included; first <= last.
struct LeafRange {
    LeafIndex first;
    LeafIndex last;
    auto operator<=>(const LeafRange&) const = default;
    constexpr int size() const { return last - first + 1; }
    constexpr bool contains(LeafIndex leaf) const { return first <= leaf && leaf <= last; }
};

enum class Numerals { arabic, roman };

// A printed page number.
struct Folio {
    int number = 0;
    Numerals numerals = Numerals::arabic;
    auto operator<=>(const Folio&) const = default;
};

// "12" or "xii" as it would be printed.
std::string to_text(Folio folio);

// Reads what a page prints as its number: "12", "- 12 -", "xii", "Pag. 4", "[7]".
// Nothing when the text is not wholly a number with its decoration.
std::optional<Folio> folio_from_text(std::string_view text);

}  // namespace sheetsplit
