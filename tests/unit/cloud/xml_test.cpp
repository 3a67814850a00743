#include <catch2/catch.hpp>

#include "cloud/aws_error.hpp"
#include "cloud/xml.hpp"
#include "support/fake_http.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;

TEST_CASE("elements are found by their whole name, wherever they stand") {
    const std::string xml =
        "<?xml version=\"1.0\"?><List xmlns=\"x\"><KeyCount>2</KeyCount><Contents><Key>a &amp; "
        "b</Key></Contents>"
        "<Contents><Key>&#233;&#x1F3B5;</Key></Contents><Next/></List>";
    CHECK(xml_value(xml, "KeyCount") == "2");
    CHECK(xml_value(xml, "Key") == "a & b");
    CHECK(xml_inside(xml, "Next") == "");
    CHECK_FALSE(xml_inside(xml, "Absent"));
    const auto contents = xml_all(xml, "Contents");
    REQUIRE(contents.size() == 2);
    CHECK(xml_value(contents[1], "Key") == "é\U0001F3B5");
}

TEST_CASE("broken XML gives less, not more") {
    for (const char* broken : {"<Key>a", "<Key", "<", "", "</Key>", "<Key>a</Kex>"})
        CHECK(xml_value(broken, "Key").empty());
    CHECK(xml_text("a &unknown; b &") == "a  b ");
    CHECK(xml_text("&#x110000;&#xZ;&#;").empty());
}

TEST_CASE("text survives being written and read") {
    const std::string text = R"(<a & "b">)";
    CHECK(xml_text(xml_escaped(text)) == text);
}

TEST_CASE("refusals are read from XML and from JSON") {
    const AwsError s3 = aws_error_of(
        answer_of(404, "<Error><Code>NoSuchBucket</Code><Message>It isn&apos;t there</Message></Error>"));
    CHECK(s3.code == "NoSuchBucket");
    CHECK(s3.message == "It isn't there");
    const AwsError dynamo = aws_error_of(answer_of(
        400,
        R"({"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"no"})"));
    CHECK(dynamo.code == "ConditionalCheckFailedException");
    CHECK(dynamo.message == "no");
    CHECK(aws_error_of(answer_of(403)).code.empty());
}
