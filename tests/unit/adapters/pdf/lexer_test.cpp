#include "adapters/pdf/lexer.hpp"

#include <catch2/catch.hpp>

using namespace sheetsplit::pdf;

namespace {

std::string rewritten(std::string_view text) {
    const ParsedValue parsed = parse_value(text, 0);
    if (!parsed.value) return "refused";
    std::string to;
    append_text(to, *parsed.value);
    return to;
}

}  // namespace

TEST_CASE("an object is written as it was read, with no white space to spare") {
    CHECK(rewritten(" << /B [1 -2 +3 .5 4. 12 0 R true false null] /A /x#20y >>") ==
          "<</A/x#20y/B[1 -2 +3 .5 4. 12 0 R true false null]>>");
    CHECK(rewritten("[/A/B(c)<64>1/D]") == "[/A/B(c)(d)1/D]");
    CHECK(rewritten("[/ 1]") == "[/ 1]");
}

TEST_CASE("numbers keep every digit") {
    CHECK(rewritten("0.123456789012345678901") == "0.123456789012345678901");
    CHECK(rewritten("00012") == "00012");
}

TEST_CASE("strings keep every byte, also those that look like marks of an encoding") {
    CHECK(parse_value("(\xFF\xFE\x01)", 0).value->string()->bytes == "\xFF\xFE\x01");
    CHECK(parse_value("<FEFF0041>", 0).value->string()->bytes == std::string("\xFE\xFF\0A", 4));
    CHECK(parse_value("(a\\\r\nb\\101\\7\\q\\(\\\\)", 0).value->string()->bytes == "abA\7q(\\");
    CHECK(parse_value("(a\r\nb\rc)", 0).value->string()->bytes == "a\nb\nc");
    CHECK(parse_value("(a(b)c)", 0).value->string()->bytes == "a(b)c");
    CHECK(rewritten("(a\\rb\\)\\()") == "(a\\rb\\)\\()");
    CHECK(parse_value("<4>", 0).value->string()->bytes == "@");
}

TEST_CASE("a number in front of a number is not taken for a reference") {
    const auto array = parse_value("[1 0 0 1 0 R 0 RG]", 0);
    CHECK_FALSE(array.value);  // RG is no object
    CHECK(rewritten("[1 0 0 1 0 R 0]") == "[1 0 0 1 0 R 0]");
    CHECK(parse_value("12 0 R", 0).value->ref()->number == 12);
    CHECK(parse_value("12 0 obj", 0).value->number());
}

TEST_CASE("of keys that stand twice the last counts") {
    CHECK(rewritten("<</A 1/B 2/A 3>>") == "<</A 3/B 2>>");
}

TEST_CASE("what is not clearly an object is refused") {
    for (const char* text :
         {"", "<</A>>", "<<1 2>>", "[1", "(a", "<4", "<4x>", "]", "{}", "--5", "1e5", ".", "R", ")"})
        CHECK_FALSE(parse_value(text, 0).value);
}

TEST_CASE("nesting is refused where it gets too deep, however deep it goes") {
    CHECK(parse_value(std::string(max_nesting, '[') + std::string(max_nesting, ']'), 0).value);
    CHECK_FALSE(parse_value(std::string(max_nesting + 1, '[') + std::string(max_nesting + 1, ']'), 0).value);
    CHECK_FALSE(parse_value(std::string(1'000'000, '['), 0).value);
    std::string dicts;
    for (int i = 0; i < 100'000; ++i) dicts += "<</A";
    CHECK_FALSE(parse_value(dicts, 0).value);
}

TEST_CASE("whole numbers are whole also with a fraction of zeros, and others do not count") {
    CHECK(parse_value("90.0", 0).value->as_integer() == 90);
    CHECK_FALSE(parse_value("99999999999999999999", 0).value->as_integer());
    CHECK_FALSE(parse_value("/A", 0).value->as_integer());
    CHECK(Value::real(297.64).number()->text == "297.64");
    CHECK(Value::real(-0.00001).number()->text == "0");
    CHECK(Value::real(100).number()->text == "100");
}
