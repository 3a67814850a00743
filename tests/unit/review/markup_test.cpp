#include "review/markup.hpp"

#include <array>
#include <catch2/catch.hpp>

using namespace sheetsplit;

TEST_CASE("a title with markup stays a text in a page") {
    CHECK(html_text("</title><b a='1' b=\"2\">&amp;") ==
          "&lt;/title&gt;&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;amp;");
}

TEST_CASE("JSON in a script element cannot end the script or open a comment") {
    const std::string json = json_in_script(R"({"title": "</script><!-- <script> &amp; é"})");
    CHECK(json == R"({"title": "\u003c/script\u003e\u003c!-- \u003cscript\u003e \u0026amp; é"})");
}

TEST_CASE("bytes of every length become base64") {
    const auto encoded = [](std::string_view text) {
        return base64(std::as_bytes(std::span(text.data(), text.size())));
    };
    CHECK(encoded("") == "");
    CHECK(encoded("f") == "Zg==");
    CHECK(encoded("fo") == "Zm8=");
    CHECK(encoded("foo") == "Zm9v");
    CHECK(encoded("\xFF\xFE\xFD~") == "//79fg==");
}

TEST_CASE("what is put into a page is not taken for a place to fill") {
    CHECK(filled("{{a}}-{{b}}-{{a}}", {{"a", "{{b}}"}, {"b", "$1"}}) == "{{b}}-$1-{{b}}");
}

TEST_CASE("a policy source names the digest of the script") {
    CHECK(policy_source("alert('Hello, world.');") ==
          "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
}
