#include <catch2/catch.hpp>

#include "sheetsplit/pages.hpp"

using namespace sheetsplit;

TEST_CASE("a folio is read with the decoration that printers put around it") {
    for (const char* text : {"12", "- 12 -", "[12]", "Page 12", "Pag. 12", ". 12 ."}) {
        INFO(text);
        CHECK(folio_from_text(text) == Folio{12, Numerals::arabic});
    }
    CHECK(folio_from_text("xii") == Folio{12, Numerals::roman});
    CHECK(folio_from_text("XIV") == Folio{14, Numerals::roman});
}

TEST_CASE("text that is not wholly a number is no folio") {
    for (const char* text : {"", "Home", "12 Bars", "iiii", "1234567", "- -", "p."}) {
        INFO(text);
        CHECK_FALSE(folio_from_text(text).has_value());
    }
}

TEST_CASE("roman folios survive printing and reading again") {
    for (int number = 1; number < 400; ++number) {
        const Folio folio{number, Numerals::roman};
        CHECK(folio_from_text(to_text(folio)) == folio);
    }
}
