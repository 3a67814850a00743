#include "adapters/pdf/lexer.hpp"

#include <catch2/catch.hpp>

using namespace sheetsplit::pdf;

namespace {

std::string string_of(std::string_view text) {
    const Token token = next_token(text, 0);
    CHECK(token.end == text.size());
    return token.kind == Token::Kind::string ? token.text : "no string";
}

}  // namespace

TEST_CASE("strings keep every byte, also those that look like marks of an encoding") {
    CHECK(string_of("(\xFF\xFE\x01)") == "\xFF\xFE\x01");
    CHECK(string_of("<FEFF0041>") == std::string("\xFE\xFF\0A", 4));
    CHECK(string_of("(a\\\r\nb\\101\\7\\q\\(\\\\)") == "abA\7q(\\");
    CHECK(string_of("(a\r\nb\rc)") == "a\nb\nc");
    CHECK(string_of("(a(b)c)") == "a(b)c");
    CHECK(string_of("<4>") == "@");
}

TEST_CASE("numbers are those that PDF knows") {
    for (const char* number : {"1", "-2", "+3", ".5", "4.", "00012", "0.123456789012345678901"})
        CHECK(next_token(number, 0).kind == Token::Kind::number);
    for (const char* word : {"--5", "1-2", "1e5", ".", "1.2.3", "R", "nullx"})
        CHECK(next_token(word, 0).kind == Token::Kind::keyword);
}

TEST_CASE("what is not clearly a token is broken") {
    for (const char* text : {"(a", "<4", "<4x>", ">", "{}", ")"})
        CHECK(next_token(text, 0).kind == Token::Kind::broken);
}
