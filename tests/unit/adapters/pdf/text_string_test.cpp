#include "adapters/pdf/text_string.hpp"

#include <catch2/catch.hpp>

using namespace sheetsplit;
using namespace sheetsplit::pdf;

TEST_CASE("text is ASCII where it can be and UTF-16 with its mark where not") {
    CHECK(text_string("Home on the Range").bytes == "Home on the Range");
    CHECK(text_string("Für").bytes == std::string("\xFE\xFF\0F\0\xFC\0r", 8));
    CHECK(text_string("\xF0\x9D\x84\x9E").bytes == "\xFE\xFF\xD8\x34\xDD\x1E");  // a treble clef
    CHECK(text_string("a\nb").bytes == std::string("\xFE\xFF\0a\0\n\0b", 8));
}

TEST_CASE("what is not UTF-8 becomes a replacement character, one a byte") {
    const std::string one = "\xFF\xFD";
    CHECK(text_string("\xFF").bytes == "\xFE\xFF" + one);
    CHECK(text_string("\xC3").bytes == "\xFE\xFF" + one);
    CHECK(text_string("\xED\xA0\x80").bytes == "\xFE\xFF" + one + one + one);  // half a surrogate pair
    CHECK(text_string("\xC0\x80").bytes == "\xFE\xFF" + one + one);            // longer than needed
}

TEST_CASE("the information dictionary has no empty fields and no dates") {
    const Dict info = information({"T", "", "S", "", "P"});
    REQUIRE(info.entries().size() == 3);
    CHECK(info.find("Title")->string()->bytes == "T");
    CHECK(info.find("Subject")->string()->bytes == "S");
    CHECK(info.find("Producer")->string()->bytes == "P");
}

TEST_CASE("XMP says the same and stays well-formed whatever the text") {
    const std::string xmp = xmp_packet({"A & <B>\x01\xFF", "Someone", "", "one, two", "sheetsplit"});
    CHECK(xmp.find("A &amp; &lt;B&gt; \xEF\xBF\xBD<") != std::string::npos);
    CHECK(xmp.find("<dc:creator><rdf:Seq><rdf:li>Someone<") != std::string::npos);
    CHECK(xmp.find("<pdf:Keywords>one, two<") != std::string::npos);
    CHECK(xmp.find("dc:description") == std::string::npos);
    CHECK(xmp.find("Date") == std::string::npos);
}
