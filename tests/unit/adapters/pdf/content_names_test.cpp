#include "adapters/pdf/content_names.hpp"

#include <catch2/catch.hpp>

using namespace sheetsplit::pdf;

namespace {

using Names = std::set<std::string, std::less<>>;

Names names(ResourceKind kind, std::string_view content) {
    const auto found = content_names(content);
    REQUIRE(found);
    return found->of(kind);
}

}  // namespace

TEST_CASE("each operator's name is found in its kind of resource") {
    const auto found = content_names(
        "/G1 gs /C1 cs /C2 CS /P1 scn 1 0 /P2 SCN BT /F1 9 Tf (x) Tj ET /S1 sh /OC /L1 BDC /T /L2 DP EMC /X1 "
        "Do");
    REQUIRE(found);
    CHECK(found->of(ResourceKind::ext_g_state) == Names{"G1"});
    CHECK(found->of(ResourceKind::color_space) == Names{"C1", "C2"});
    CHECK(found->of(ResourceKind::pattern) == Names{"P1", "P2"});
    CHECK(found->of(ResourceKind::font) == Names{"F1"});
    CHECK(found->of(ResourceKind::shading) == Names{"S1"});
    CHECK(found->of(ResourceKind::properties) == Names{"L1", "L2"});
    CHECK(found->of(ResourceKind::x_object) == Names{"X1"});
}

TEST_CASE("names are not found in strings, comments and arrays of text") {
    CHECK(names(ResourceKind::x_object, "(/A Do \\) /B Do) Tj <2f41> Tj % /C Do\n[(/D Do) -20] TJ /E Do") ==
          Names{"E"});
}

TEST_CASE("a name is found with its escapes undone") {
    CHECK(names(ResourceKind::x_object, "/A#20B Do") == Names{"A B"});
}

TEST_CASE("an inline image is passed over, whatever its bytes look like") {
    CHECK(names(ResourceKind::x_object, "BI /W 4 /H 1 /CS /G /BPC 8 ID (\\ EI\xff EI Q /A Do") == Names{"A"});
    CHECK(names(ResourceKind::x_object, "BI /W 1 /H 1 ID \xff EI \x01\x02 junk EI\nQ /A Do") == Names{"A"});
    CHECK(names(ResourceKind::color_space, "BI /W 1 /H 1 /CS /Mine ID x EI") == Names{"Mine"});
    CHECK(names(ResourceKind::color_space, "BI /W 1 /CS [/Indexed /Base 1 <00ff>] /H 1 ID x EI")
              .contains("Base"));
}

TEST_CASE("what is not understood makes the answer unsure") {
    for (const char* content : {"/A Do frobnicate", "(unclosed /A Do", "/A Do )", "<41", "BI /W 1 ID no end",
                                "BI /W 1 (never ends", "0 0 1 rg1 0 0 RG", "{}", "1 > 2"})
        CHECK_FALSE(content_names(content));
}

TEST_CASE("between BX and EX anything may stand") {
    CHECK(names(ResourceKind::x_object, "BX frobnicate EX /A Do") == Names{"A"});
    CHECK_FALSE(content_names("BX EX frobnicate"));
}

TEST_CASE("many false ends of an inline image do not take for ever") {
    std::string content = "BI /W 1 /H 1 ID ";
    for (int i = 0; i < 200'000; ++i) content += " EI (";
    CHECK_FALSE(content_names(content));
}
