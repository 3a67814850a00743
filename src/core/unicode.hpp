// Unicode as names and comparisons need it: normal forms, case, characters.
//
// Code points themselves are in core/text.hpp.  Text is UTF-8; bytes that are none become U+FFFD.  Pure; safe
// from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sheetsplit {

// Normalisation form C: an accented letter is one code point where Unicode has one.
std::string nfc(std::string_view text);

// Equal for texts that differ in letter case or normal form only.  To compare, not to show.
std::string fold_case(std::string_view text);

// What a code point looks like in a line of text.
enum class CharKind {
    letter,  // letters and the marks that belong to them
    digit,
    visible,   // punctuation, symbols
    space,     // any width, breaking or not
    invisible  // controls, direction marks, unassigned: nothing that a name should hold
};
CharKind kind_of(char32_t code_point);

// The longest beginning of `text` that has at most `max_bytes` and cuts no character (as a reader
// counts them) apart.  Needs valid UTF-8.
std::string_view cut_to(std::string_view text, std::size_t max_bytes);

}  // namespace sheetsplit
