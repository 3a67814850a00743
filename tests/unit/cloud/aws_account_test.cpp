#include <catch2/catch.hpp>

#include "cloud/profile.hpp"
#include "support/fake_http.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;

namespace {

std::shared_ptr<FakeHttp> obliging_server() {
    return std::make_shared<FakeHttp>([](const FakeHttp::Call&) { return answer_of(200); });
}

// The access key of the credentials that a request is signed with; empty when it cannot be signed.
std::string signed_by(FakeSurroundings& surroundings) {
    const auto server = obliging_server();
    const auto account = open_aws_account(surroundings.with(server));
    REQUIRE(account);
    if (!(*account)->service("s3")->send({})) return {};
    REQUIRE(server->calls().size() == 1);
    const std::string text = server->calls()[0].header("authorization");
    const std::size_t begin = text.find("Credential=") + 11;
    return text.substr(begin, text.find('/', begin) - begin);
}

const std::string two_profiles = R"(# a remark
[default]
region = eu-west-1
s3 =
  region = nowhere
[profile band]
region=eu-central-1   # near the band
endpoint_url = https://store.example/
)";
const std::string keys_of_both = R"([default]
aws_access_key_id = DEFAULTKEY
aws_secret_access_key = d

[band]
aws_access_key_id=BANDKEY
aws_secret_access_key=b+/=
aws_session_token = t
)";

FakeSurroundings with_profiles() {
    FakeSurroundings surroundings;
    surroundings.variables = {{"HOME", "/home/me"}};
    surroundings.files = {{"/home/me/.aws/config", two_profiles},
                          {"/home/me/.aws/credentials", keys_of_both}};
    return surroundings;
}

}  // namespace

TEST_CASE("keys of the environment come before those of a profile") {
    FakeSurroundings surroundings = with_profiles();
    CHECK(signed_by(surroundings) == "DEFAULTKEY");
    surroundings.variables["AWS_PROFILE"] = "band";
    CHECK(signed_by(surroundings) == "BANDKEY");
    surroundings.variables["AWS_ACCESS_KEY_ID"] = "ENVKEY";
    CHECK(signed_by(surroundings) == "BANDKEY");  // half of a pair is none
    surroundings.variables["AWS_SECRET_ACCESS_KEY"] = "e";
    CHECK(signed_by(surroundings) == "ENVKEY");
}

TEST_CASE("the files of a profile may lie elsewhere") {
    FakeSurroundings surroundings;
    surroundings.variables = {{"AWS_CONFIG_FILE", "/c"}, {"AWS_SHARED_CREDENTIALS_FILE", "/k"}};
    surroundings.files = {{"/c", two_profiles}, {"/k", keys_of_both}};
    CHECK(signed_by(surroundings) == "DEFAULTKEY");
}

TEST_CASE("the region is that of the environment, else of the profile, and its absence is said") {
    FakeSurroundings surroundings = with_profiles();
    const auto region = [&] {
        const auto account = open_aws_account(surroundings.with(obliging_server()));
        return account ? (*account)->region() : describe(account.error());
    };
    CHECK(region() == "eu-west-1");
    surroundings.variables["AWS_PROFILE"] = "band";
    CHECK(region() == "eu-central-1");
    surroundings.variables["AWS_DEFAULT_REGION"] = "eu-north-1";
    CHECK(region() == "eu-north-1");
    surroundings.variables["AWS_REGION"] = "us-west-2";
    CHECK(region() == "us-west-2");
    surroundings.variables["AWS_REGION"] = "x/../y";
    CHECK(region() == "'x/../y' is no AWS region. Set AWS_REGION, e.g. to eu-central-1");
    surroundings.variables = {};
    CHECK(region() == "the AWS region is unknown. Set AWS_REGION, e.g. to eu-central-1");
}

TEST_CASE("a profile that is asked for and not there is an error, a missing default profile is none") {
    FakeSurroundings surroundings = with_profiles();
    surroundings.variables["AWS_PROFILE"] = "nobody";
    const auto account = open_aws_account(surroundings.with(obliging_server()));
    REQUIRE_FALSE(account);
    CHECK(account.error().detail == "there is no AWS profile 'nobody'");
}

TEST_CASE("endpoints are Amazon's of the region unless others are given, the nearest wins") {
    FakeSurroundings surroundings = with_profiles();
    const auto endpoint = [&](const std::string& service) {
        const auto account = open_aws_account(surroundings.with(obliging_server()));
        REQUIRE(account);
        return (*account)->endpoint(service);
    };
    CHECK(endpoint("s3").origin == "https://s3.eu-west-1.amazonaws.com");
    CHECK_FALSE(endpoint("s3").given);
    surroundings.variables["AWS_REGION"] = "cn-north-1";
    CHECK(endpoint("dynamodb").origin == "https://dynamodb.cn-north-1.amazonaws.com.cn");
    surroundings.variables["AWS_PROFILE"] = "band";
    CHECK(endpoint("s3").origin == "https://store.example");
    CHECK(endpoint("s3").given);
    surroundings.variables["AWS_ENDPOINT_URL"] = "http://all:1";
    CHECK(endpoint("s3").origin == "http://all:1");
    surroundings.variables["AWS_ENDPOINT_URL_S3"] = "http://s3:2";
    CHECK(endpoint("s3").origin == "http://s3:2");
    CHECK(endpoint("dynamodb").origin == "http://all:1");
}

TEST_CASE("without credentials nothing is sent, and the error says what to set") {
    FakeSurroundings surroundings;
    surroundings.variables = {{"AWS_REGION", "eu-west-1"}};
    const auto server = obliging_server();
    const auto account = open_aws_account(surroundings.with(server));
    REQUIRE(account);
    const auto answer = (*account)->service("s3")->send({});
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == ErrorCode::mirror_failed);
    CHECK(answer.error().remedy.find("AWS_ACCESS_KEY_ID") != std::string::npos);
    CHECK(server->calls().empty());
}

TEST_CASE("every try is signed anew, for the time may have gone on") {
    FakeSurroundings surroundings = with_profiles();
    const auto server = std::make_shared<FakeHttp>([&](const FakeHttp::Call&) {
        surroundings.now += std::chrono::seconds(1);
        return answer_of(surroundings.pauses.empty() ? 503 : 200);
    });
    const auto account = open_aws_account(surroundings.with(server));
    REQUIRE(account);
    REQUIRE((*account)->service("s3")->send({}));
    REQUIRE(server->calls().size() == 2);
    CHECK(server->calls()[0].header("x-amz-date") != server->calls()[1].header("x-amz-date"));
    CHECK(server->calls()[0].header("authorization") != server->calls()[1].header("authorization"));
}
