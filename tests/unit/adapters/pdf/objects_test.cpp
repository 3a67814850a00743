#include "adapters/pdf/objects.hpp"

#include <catch2/catch.hpp>

#include "adapters/pdf/flate.hpp"
#include "support/pdf_maker.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;
using namespace sheetsplit::pdf;

namespace {

// A file with `body` as object 2, either by itself or in an object stream.
std::string file_with(const std::string& body, bool packed) {
    if (!packed) return PdfMaker().object(1, "<<>>").object(2, body).text();
    std::string file = "%PDF-1.5\n";
    std::vector<std::size_t> at{0, file.size(), 0};
    file += "1 0 obj\n<<>>\nendobj\n";
    at.push_back(file.size());
    const std::string text = deflated("2 0 " + body);
    file += "3 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length " + std::to_string(text.size()) +
            ">>stream\n" + text + "\nendstream\nendobj\n";
    at.push_back(file.size());
    std::string rows;
    for (std::size_t number = 0; number < at.size(); ++number) {
        const bool inside = number == 2;
        rows += static_cast<char>(number == 0 ? 0 : inside ? 2 : 1);
        const std::size_t where = inside ? 3 : at[number];
        for (const int shift : {16, 8, 0})
            rows += static_cast<char>(static_cast<unsigned char>(where >> shift));
        rows += '\0';
    }
    file += "4 0 obj\n<</Type/XRef/Size 5/W[1 3 1]/Root 1 0 R/Length " + std::to_string(rows.size()) +
            ">>stream\n" + rows + "\nendstream\nendobj\nstartxref\n" + std::to_string(at[4]) + "\n%%EOF\n";
    return file;
}

// The object as it is written again, by itself and packed.
std::string rewritten(const std::string& body) {
    std::string results[2];
    for (const bool packed : {false, true}) {
        std::string& result = results[packed];
        result = "refused";
        const std::string file = file_with(body + " ", packed);
        const auto objects = open_objects(file);
        if (!objects) continue;
        const auto object = objects->object(2);
        if (!object) continue;
        result.clear();
        append_text(result, object->value);
    }
    CHECK(results[0] == results[1]);
    return results[0];
}

}  // namespace

TEST_CASE("an object is written as it was read, with no white space to spare") {
    CHECK(rewritten("<< /B [1 -2 +3 .5 4. 12 0 R true false null] /A /x#20y >>") ==
          "<</A/x#20y/B[1 -2 3 0.5 4 12 0 R true false null]>>");
    CHECK(rewritten("[/A/B(c)<64>1/D]") == "[/A/B(c)(d)1/D]");
    CHECK(rewritten("[/ 1]") == "[/ 1]");
}

TEST_CASE("numbers keep their value to the last digit that counts") {
    CHECK(rewritten("[841.889763779528 -0.000000123 123456789.125 .1]") ==
          "[841.889763779528 -0.000000123 123456789.125 0.1]");
    CHECK(rewritten("00012") == "12");
    CHECK(rewritten("-999999999999999999") == "refused");
    CHECK(rewritten("99999999999999999") == "99999999999999999");
}

TEST_CASE("strings keep every byte, or are refused") {
    CHECK(rewritten("<FEFF0041>") == std::string("(\xFE\xFF\0A)", 6));
    CHECK(rewritten("<FFFE0041>") == std::string("(\xFF\xFE\0A)", 6));
    CHECK(rewritten("(\xFE\xFF\1)") == "(\xFE\xFF\1)");
    CHECK(rewritten("(a\\\nb\\101\\7\\(\\\\)") == "(abA\7\\(\\\\)");
    CHECK(rewritten("(a(b)c)") == "(a\\(b\\)c)");
    CHECK(rewritten("(a\\rb\\)\\()") == "(a\\rb\\)\\()");
    CHECK(rewritten("<4>") == "(@)");
    CHECK(rewritten("()") == "()");
    // PoDoFo makes something else of these.
    for (const char* misread : {"(\xFF\xFE\1\2)", "(\\377\\376\1\2)", "(\xFF\\376)", "(a\\dc)", "(a\\ c)",
                                "(a\\\r\nc)", "(a\r\nb)", "(\\\\\\d)"})
        CHECK(rewritten(misread) == "refused");
    CHECK(rewritten("(\\\\d\\\\ )") == "(\\\\d\\\\ )");
}

TEST_CASE("names keep their bytes, or are refused") {
    CHECK(rewritten("[/A#42C/A#2dB/A-1]") == "[/ABC/A-B/A-1]");
    CHECK(rewritten("/A#zz") == "refused");
    CHECK(rewritten("/A#4") == "refused");
}

TEST_CASE("a number in front of a number is not taken for a reference") {
    CHECK(rewritten("[1 0 0 1 0 R 0 RG]") == "refused");
    CHECK(rewritten("[1 0 0 1 0 R 0]") == "[1 0 0 1 0 R 0]");
    CHECK(rewritten("12 0 R") == "12 0 R");
}

TEST_CASE("of keys that stand twice the last counts") {
    CHECK(rewritten("<</A 1/B 2/A 3>>") == "<</A 3/B 2>>");
}

TEST_CASE("what is not clearly an object is refused") {
    for (const char* text : {"<</A>>", "<<1 2>>", "[1", "(a", "<4", "<4x>", "]", "{}", "--5", "1-2", "1e5",
                             ".", "nullx", "[truth]", "R", ")"})
        CHECK(rewritten(text) == "refused");
}

TEST_CASE("nesting is refused where it gets too deep, however deep it goes") {
    CHECK(rewritten(std::string(100, '[') + std::string(100, ']')).size() == 200);
    CHECK(rewritten(std::string(1000, '[') + std::string(1000, ']')) == "refused");
    CHECK(rewritten(std::string(1'000'000, '[')) == "refused");
    std::string dicts;
    for (int i = 0; i < 100'000; ++i) dicts += "<</A";
    CHECK(rewritten(dicts) == "refused");
}

TEST_CASE("objects nested too deeply do not spoil what is read after them") {
    for (int i = 0; i < 300; ++i) rewritten(std::string(1000, '['));
    CHECK(rewritten("[[[12]]]") == "[[[12]]]");
}

TEST_CASE("a file without a byte is refused") {
    CHECK_FALSE(open_objects({}));
}

TEST_CASE("object streams that unpack without end are refused") {
    CHECK_FALSE(open_objects(file_with(std::string(80'000'000, ' ') + "1", true)));
}
