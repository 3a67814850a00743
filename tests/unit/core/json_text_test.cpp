#include "sheetsplit/json_text.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

using namespace sheetsplit;

TEST_CASE("JSON text is what a JSON reader understands") {
    for (const bool indented : {true, false}) {
        JsonText json(indented);
        json.open('{')
            .key("a")
            .number(-3)
            .key("b")
            .open('[')
            .text("x")
            .boolean(true)
            .open('{')
            .close('}')
            .close(']');
        json.key("empty").open('[').close(']').key("s").seconds(1.5).close('}');
        const auto parsed = nlohmann::json::parse(json.take());
        CHECK(parsed == nlohmann::json::parse(R"({"a":-3,"b":["x",true,{}],"empty":[],"s":1.5})"));
    }
}

TEST_CASE("one line of JSON stays one line") {
    JsonText json(false);
    json.open('{').key("message").text("two\nlines").close('}');
    CHECK(json.take() == R"({"message": "two\nlines"})");
}

TEST_CASE("any bytes become a valid JSON string") {
    CHECK(json_quoted("a\"b\\c") == R"("a\"b\\c")");
    CHECK(json_quoted(std::string_view("\0\x1b", 2)) == R"("\u0000\u001b")");
    CHECK(json_quoted("caf\xC3\xA9") == "\"caf\xC3\xA9\"");
    // Latin-1, a cut sequence, an overlong form, a surrogate
    for (const char* bad : {"caf\xE9", "\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF5\x80\x80\x80"}) {
        INFO(bad);
        CHECK_NOTHROW(nlohmann::json::parse(json_quoted(bad)));
    }
    CHECK(json_quoted("caf\xE9") == "\"caf\xEF\xBF\xBD\"");
}
