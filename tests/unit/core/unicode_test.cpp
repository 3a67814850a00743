#include <catch2/catch.hpp>

#include "core/text.hpp"
#include "core/unicode.hpp"

using namespace sheetsplit;

TEST_CASE("composed and decomposed spellings of a letter are one") {
    CHECK(nfc("Cafe\u0301") == "Caf\u00e9");
    CHECK(nfc("Caf\u00e9") == "Caf\u00e9");
    CHECK(fold_case("CAFE\u0301") == fold_case("caf\u00e9"));
    CHECK(fold_case("STRASSE") == fold_case("stra\u00dfe"));
}

TEST_CASE("bytes that are no UTF-8 become the replacement character and never fail") {
    CHECK(nfc("a\xff z") == "a\uFFFD z");
    CHECK(nfc("\xe2\x82") == "\uFFFD\uFFFD");
    CHECK(nfc("\xe0\x80\xaf\xf5\x80\x80\x80") == "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
    CHECK(utf8(code_points("a\xed\xa0\x80")) == "a\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("text is cut between characters as a reader counts them") {
    CHECK(cut_to("abc", 3) == "abc");
    CHECK(cut_to("abc", 2) == "ab");
    CHECK(cut_to("a\u00e9", 2) == "a");                      // inside a code point
    CHECK(cut_to("ae\u0301", 3) == "a");                     // between a letter and its accent
    CHECK(cut_to("\U0001F468\u200D\U0001F469", 9).empty());  // inside a joined emoji
}

TEST_CASE("direction marks and controls are invisible, joiners are not") {
    CHECK(kind_of(U'\u202E') == CharKind::invisible);
    CHECK(kind_of(U'\u0007') == CharKind::invisible);
    CHECK(kind_of(U'\u200D') == CharKind::letter);
    CHECK(kind_of(U'\u00A0') == CharKind::space);
    CHECK(kind_of(U'7') == CharKind::digit);
}
