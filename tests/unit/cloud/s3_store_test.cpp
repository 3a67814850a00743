// What a bucket promises besides the contract of every store.
#include <catch2/catch.hpp>

#include "sheetsplit/ports.hpp"
#include "sheetsplit/s3.hpp"
#include "support/fake_s3.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;

namespace {

struct Bucket {
    FakeS3 s3{"shelf"};
    FakeSurroundings surroundings;
    FakeS3::Fault& fault = s3.fault;
    std::shared_ptr<FakeHttp> http = s3.http();
    std::unique_ptr<ObjectStore> store;

    explicit Bucket(const S3Location& location = {"shelf", "out"}, bool with_endpoint = true) {
        surroundings.variables = {{"AWS_REGION", "eu-west-1"},
                                  {"AWS_ACCESS_KEY_ID", "KEY"},
                                  {"AWS_SECRET_ACCESS_KEY", "hush-hush"},
                                  {"AWS_SESSION_TOKEN", "hush-token"}};
        if (with_endpoint) surroundings.variables["AWS_ENDPOINT_URL_S3"] = "http://127.0.0.1:9";
        const auto account = open_aws_account(surroundings.with(http));
        REQUIRE(account);
        store = open_s3_store(*account, location);
    }

    void refuse_all(int status, const std::string& code) {
        fault = [=](const FakeHttp::Call& call) -> std::optional<Expected<HttpResponse>> {
            if (call.request.method == HttpMethod::head) return answer_of(status);
            return FakeS3::refusal(status, code);
        };
    }
};

const Error reset{ErrorCode::mirror_failed, "http://127.0.0.1:9", {}, "no answer came: reset", "Check"};
const std::string large(static_cast<std::size_t>(33) << 20U, 'a');

}  // namespace

TEST_CASE("a location is a bucket and a key as it stands") {
    const auto location = s3_location_from("s3://shelf/My Songs/100%25+/");
    REQUIRE(location);
    CHECK(location->bucket == "shelf");
    CHECK(location->key == "My Songs/100%25+/");
    CHECK(uri_of(*location) == "s3://shelf/My Songs/100%25+/");
    CHECK(s3_location_from("s3://shelf")->key.empty());
    CHECK(s3_location_from("s3://shelf//")->key.empty());
    for (const char* wrong : {"", "shelf/x", "s3:/shelf", "s3://", "s3:///x", "s3://a b/x",
                              "s3://x@evil.org/y", "s3://shelf:80/x", "s3://../x", "S3://shelf/x"})
        CHECK_FALSE(s3_location_from(wrong));
}

TEST_CASE("the bucket stands in the host at Amazon's, and in the path where that cannot be") {
    const auto asked = [](const S3Location& location, bool with_endpoint) {
        Bucket bucket(location, with_endpoint);
        [[maybe_unused]] const auto got = bucket.store->get("a b");
        const HttpRequest& request = bucket.http->calls().at(0).request;
        return request.origin + request.path;
    };
    CHECK(asked({"shelf", "out"}, false) == "https://shelf.s3.eu-west-1.amazonaws.com/out/a%20b");
    CHECK(asked({"my.shelf", ""}, false) == "https://s3.eu-west-1.amazonaws.com/my.shelf/a%20b");
    CHECK(asked({"shelf", "out/"}, true) == "http://127.0.0.1:9/shelf/out/a%20b");
}

TEST_CASE("an object carries its digest and type") {
    Bucket bucket;
    REQUIRE(bucket.store->put("a.pdf", bytes_of("song")));
    const auto facts = bucket.store->facts("a.pdf");
    REQUIRE(facts);
    REQUIRE(*facts);
    CHECK((*facts)->bytes == 4);
    CHECK((*facts)->sha256 == sha256_hex(bytes_of("song")));
    REQUIRE(bucket.store->put("m.json", bytes_of("{}")));
    bool typed = false;
    for (const auto& [name, value] : bucket.s3.objects.at("out/m.json").headers)
        typed = typed || (name == "content-type" && value == "application/json");
    CHECK(typed);
    CHECK(bucket.http->calls()[0].header("content-md5") == "aD62CWB6Q5sFYdy7TIMp6A==");
}

TEST_CASE("what is large goes in parts, described as what is small") {
    Bucket bucket;
    REQUIRE(bucket.store->put("large.pdf", bytes_of(large)));
    CHECK(bucket.s3.objects.at("out/large.pdf").bytes == large);
    CHECK(bucket.s3.uploads.empty());
    CHECK((*bucket.store->facts("large.pdf"))->sha256 == sha256_hex(bytes_of(large)));
}

TEST_CASE("an upload in parts that fails is given up, and nothing is seen of it") {
    Bucket bucket;
    bucket.fault = [](const FakeHttp::Call& call) -> std::optional<Expected<HttpResponse>> {
        for (const HttpField& field : call.request.query)
            if (field.name == "partNumber" && field.value == "2") return reset;
        return std::nullopt;
    };
    const Status put = bucket.store->put("large.pdf", bytes_of(large));
    REQUIRE_FALSE(put);
    CHECK(put.error().file == "s3://shelf/out/large.pdf");
    CHECK(bucket.s3.uploads.empty());
    CHECK(bucket.s3.objects.empty());
}

TEST_CASE("success that turns into an error at the end of an upload is none") {
    Bucket bucket;
    bucket.fault = [](const FakeHttp::Call& call) -> std::optional<Expected<HttpResponse>> {
        if (call.body.starts_with("<CompleteMultipartUpload>")) return FakeS3::refusal(200, "InternalError");
        return std::nullopt;
    };
    CHECK_FALSE(bucket.store->put("large.pdf", bytes_of(large)));
    CHECK(bucket.s3.uploads.empty());
}

TEST_CASE("an answer that is lost on the way does not make a failure of what was done") {
    Bucket bucket;
    bool lost = false;
    bucket.fault = [&](const FakeHttp::Call& call) -> std::optional<Expected<HttpResponse>> {
        const bool last_step = call.body.starts_with("<CompleteMultipartUpload>") || call.body == "claim";
        if (lost || !last_step) return std::nullopt;
        lost = true;
        [[maybe_unused]] const HttpResponse done = bucket.s3.answer(call);
        return reset;
    };
    SECTION("of an upload in parts") {
        CHECK(bucket.store->put("large.pdf", bytes_of(large)));
        CHECK(bucket.s3.objects.at("out/large.pdf").bytes == large);
    }
    SECTION("of a put under a free key") {
        const auto taken = bucket.store->put_new("key", bytes_of("claim"));
        REQUIRE(taken);
        CHECK(*taken);
    }
    CHECK(lost);
}

TEST_CASE("refusals name the object, the cause and what to do, and no secret") {
    struct Case {
        int status;
        const char* code;
        const char* detail;
        const char* remedy;
    };
    const auto expected =
        GENERATE(Case{404, "NoSuchBucket", "there is no bucket 'shelf'", "Create it"},
                 Case{403, "AccessDenied", "access is denied", "Allow s3:"},
                 Case{403, "InvalidAccessKeyId", "does not know the access key", "AWS_ACCESS_KEY_ID"},
                 Case{403, "SignatureDoesNotMatch", "the secret key is not that", "AWS_SECRET_ACCESS_KEY"},
                 Case{400, "ExpiredToken", "has expired", "Get new credentials"},
                 Case{400, "InvalidToken", "session token", "AWS_SESSION_TOKEN"},
                 Case{403, "RequestTimeTooSkewed", "the clock", "Set the clock"},
                 Case{503, "SlowDown", "overloaded or fails (503 SlowDown)", "later"},
                 Case{301, "PermanentRedirect", "in another region", "AWS_REGION"},
                 Case{400, "KeyTooLongError", "1,024 bytes", "shorter"},
                 Case{418, "Teapot", "refuses it (418 Teapot)", ""});
    Bucket bucket;
    bucket.refuse_all(expected.status, expected.code);
    CAPTURE(expected.code);
    const auto check = [&](const Error& error) {
        CHECK(error.code == ErrorCode::mirror_failed);
        CHECK(error.file == "s3://shelf/out/It's.pdf");
        CHECK(error.detail.find(expected.detail) != std::string::npos);
        CHECK(error.remedy.find(expected.remedy) != std::string::npos);
        CHECK(describe(error).find("hush") == std::string::npos);
    };
    check(bucket.store->put("It's.pdf", bytes_of("x")).error());
    check(bucket.store->put("It's.pdf", bytes_of(large)).error());
    check(bucket.store->get("It's.pdf").error());
    check(bucket.store->put_new("It's.pdf", bytes_of("x")).error());
    check(bucket.store->remove("It's.pdf").error());
    check(bucket.store->list("It's.pdf").error());
    // A HEAD that says 404 says no more: the key is free, and it is the put that finds the bucket missing.
    if (expected.status != 404) check(bucket.store->facts("It's.pdf").error());
}

TEST_CASE("a key that is too long is said to be, whatever the server calls it") {
    Bucket bucket;
    bucket.refuse_all(400, "InvalidObjectName");
    const auto refused = [&](std::size_t bytes) {
        const std::string in_prefix = "out/";
        return bucket.store->put(std::string(bytes - in_prefix.size(), 'k'), bytes_of("x")).error().detail;
    };
    CHECK(refused(1025).find("longer than the 1,024 bytes") != std::string::npos);
    CHECK(refused(1024).find("InvalidObjectName") != std::string::npos);
}

TEST_CASE("a lost connection names the object and the server") {
    Bucket bucket;
    bucket.fault = [](const FakeHttp::Call&) -> std::optional<Expected<HttpResponse>> { return reset; };
    const Status put = bucket.store->put("a.pdf", bytes_of("x"));
    REQUIRE_FALSE(put);
    CHECK(describe(put.error()) == "s3://shelf/out/a.pdf: http://127.0.0.1:9: no answer came: reset. Check");
}
