#include <catch2/catch.hpp>

#include "cloud/sigv4.hpp"
#include "sheetsplit/store.hpp"

using namespace sheetsplit;
using namespace std::chrono;

namespace {

// The keys of Amazon's published examples.
const AwsCredentials example{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "", {}};
const SigningScope s3{"us-east-1", "s3"};
constexpr sys_seconds that_day = sys_days(2013y / May / 24);

std::string header(const HttpRequest& request, std::string_view name) {
    for (const HttpField& field : request.headers)
        if (field.name == name) return field.value;
    return {};
}

std::string signature(const HttpRequest& request) {
    const std::string authorization = header(request, "authorization");
    return authorization.substr(authorization.find("Signature=") + 10);
}

HttpRequest to_bucket(HttpMethod method, std::string path) {
    HttpRequest request;
    request.method = method;
    request.origin = "https://examplebucket.s3.amazonaws.com";
    request.path = std::move(path);
    return request;
}

}  // namespace

TEST_CASE("the signatures are those of Amazon's published examples for S3") {
    HttpRequest get = to_bucket(HttpMethod::get, "/test.txt");
    get.headers = {{"range", "bytes=0-9"}};
    const HttpRequest signed_get = sign(get, example, s3, that_day);
    CHECK(signature(signed_get) == "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    CHECK(header(signed_get, "authorization")
              .starts_with(
                  "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
                  "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature="));

    HttpRequest put = to_bucket(HttpMethod::put, "/test%24file.text");
    const std::string body = "Welcome to Amazon S3.";
    put.body = bytes_of(body);
    put.headers = {{"date", "Fri, 24 May 2013 00:00:00 GMT"}, {"x-amz-storage-class", "REDUCED_REDUNDANCY"}};
    CHECK(signature(sign(put, example, s3, that_day)) ==
          "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");

    HttpRequest lifecycle = to_bucket(HttpMethod::get, "/");
    lifecycle.query = {{"lifecycle", ""}};
    CHECK(signature(sign(lifecycle, example, s3, that_day)) ==
          "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");

    HttpRequest list = to_bucket(HttpMethod::get, "/");
    list.query = {{"prefix", "J"}, {"max-keys", "2"}};
    CHECK(signature(sign(list, example, s3, that_day)) ==
          "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

TEST_CASE("the signature is that of Amazon's published example for another service") {
    HttpRequest request;
    request.origin = "https://iam.amazonaws.com";
    request.query = {{"Action", "ListUsers"}, {"Version", "2010-05-08"}};
    request.headers = {{"content-type", "application/x-www-form-urlencoded; charset=utf-8"}};
    const AwsCredentials keys{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "", {}};
    const auto then = sys_days(2015y / August / 30) + 12h + 36min;
    CHECK(signature(sign(request, keys, {"us-east-1", "iam"}, then)) ==
          "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    CHECK(header(sign(request, keys, {"us-east-1", "iam"}, then), "x-amz-content-sha256").empty());
}

TEST_CASE("a session token is sent and signed") {
    AwsCredentials keys = example;
    keys.session_token = "token";
    const HttpRequest request = sign(to_bucket(HttpMethod::get, "/"), keys, s3, that_day);
    CHECK(header(request, "x-amz-security-token") == "token");
    CHECK(header(request, "authorization").find(";x-amz-security-token,") != std::string::npos);
}

TEST_CASE("the path of an S3 key is signed as it is sent: encoded once, with its dots and empty parts") {
    // What was signed shows by the signature alone: a path that is read differently gives another one.
    const auto of_path = [](const std::string& path) {
        return signature(sign(to_bucket(HttpMethod::get, path), example, s3, that_day));
    };
    CHECK(of_path("/a/../b") != of_path("/b"));
    CHECK(of_path("/a//b") != of_path("/a/b"));
    CHECK(of_path("/a%20b") != of_path("/a%2520b"));
}

TEST_CASE("names for paths and queries are encoded as S3 decodes them") {
    CHECK(uri_encoded("It's (a + b)/50% ~é.pdf", true) == "It%27s%20%28a%20%2B%20b%29/50%25%20~%C3%A9.pdf");
    CHECK(uri_encoded("a/b", false) == "a%2Fb");
    CHECK(query_text({{"prefix", "a b/"}, {"uploads", ""}}) == "prefix=a%20b%2F&uploads=");
}

TEST_CASE("the host is named as the header says it: with its port, unless that is the usual one") {
    CHECK(host_of("http://127.0.0.1:8000") == "127.0.0.1:8000");
    CHECK(host_of("https://example.com:443") == "example.com");
    CHECK(host_of("http://example.com:80") == "example.com");
    CHECK(host_of("http://example.com:443") == "example.com:443");
}
