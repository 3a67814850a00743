#include "sheetsplit/config_file.hpp"

#include <catch2/catch.hpp>

using namespace sheetsplit;

namespace {

std::vector<ConfigEntry> entries(std::string_view text) {
    const auto parsed = parse_config(text, "c.toml");
    REQUIRE(parsed);
    return *parsed;
}

std::string fault(std::string_view text) {
    const auto parsed = parse_config(text, "c.toml");
    REQUIRE_FALSE(parsed);
    return describe(parsed.error());
}

}  // namespace

TEST_CASE("a configuration has strings, numbers, flags, arrays, tables and comments") {
    const auto found = entries(
        "# all books\n"
        "output = \"Songs # not a comment\"   # a comment\n"
        "jobs = 2\n"
        "short-book = true\r\n"
        "\n"
        "[run]\n"
        "export = [\"csv\", # first\n"
        "          'forscore',\n"
        "         ]\n"
        "'artist' = 'C:\\n'\n");
    REQUIRE(found.size() == 5);
    CHECK(found[0].values == std::vector<std::string>{"Songs # not a comment"});
    CHECK(found[0].section.empty());
    CHECK(found[1].values == std::vector<std::string>{"2"});
    CHECK(found[2].values == std::vector<std::string>{"true"});
    CHECK(found[3].section == "run");
    CHECK(found[3].line == 7);
    CHECK(found[3].values == std::vector<std::string>{"csv", "forscore"});
    CHECK(found[4].key == "artist");
    CHECK(found[4].values == std::vector<std::string>{"C:\\n"});
}

TEST_CASE("escapes in double quotes become characters") {
    const auto found = entries("a = \"tab\\t quote\\\" \\u00e9\\U0001F3B5\"");
    CHECK(found[0].values[0] == "tab\t quote\" \xC3\xA9\xF0\x9F\x8E\xB5");
}

TEST_CASE("a fault in the configuration is told with file and line") {
    CHECK(fault("jobs = 2\noutput = Songs\n").starts_with("c.toml, line 2: a value is a string in quotes"));
    CHECK(fault("jobs\n").starts_with("c.toml, line 1: expected 'name = value'"));
    CHECK(fault("\na = 'never ends\n").starts_with("c.toml, line 2: the string has no end"));
    CHECK(fault("a = [1, 2").starts_with("c.toml, line 1: expected ',' or ']'"));
    CHECK(fault("[run\na = 1\n").starts_with("c.toml, line 1: expected ']'"));
    CHECK(fault("a = 1 2").starts_with("c.toml, line 1: there is something behind the value"));
    CHECK(fault("a = 1\na = 2").starts_with("c.toml, line 2: 'a' stands here for the second time"));
    CHECK(fault("a = \"\\ud800\"").starts_with("c.toml, line 1: there is no such character"));
}

TEST_CASE("the same key may stand in two tables") {
    CHECK(entries("jobs = 1\n[run]\njobs = 2\n").size() == 2);
}

TEST_CASE("an empty configuration says nothing") {
    CHECK(entries("").empty());
    CHECK(entries("\xEF\xBB\xBF# only a comment").empty());
}
