// Keys that do not last: where they come from, and when they are asked for again.
#include <catch2/catch.hpp>

#include "cloud/credentials.hpp"
#include "support/fake_http.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;
using namespace std::chrono_literals;

namespace {

// The clock of the surroundings stands at 2023-11-14T22:13:20Z.
std::string keys_as_json(const std::string& id, const std::string& token_name, const std::string& expires) {
    return R"({"Version": 1, "AccessKeyId": ")" + id + R"(", "SecretAccessKey": "hush", ")" + token_name +
           R"(": "token of )" + id + R"(", "Expiration": ")" + expires + R"("})";
}

struct Trial {
    FakeSurroundings surroundings;
    FakeHttp::Server server = [](const FakeHttp::Call&) { return answer_of(404); };
    std::shared_ptr<FakeHttp> http =
        std::make_shared<FakeHttp>([this](const FakeHttp::Call& call) { return server(call); });
    std::shared_ptr<AwsCredentialSource> source;

    Expected<AwsCredentials> credentials() {
        const AwsSurroundings world = surroundings.with(http);
        if (!source)
            source = credential_chain(world, aws_profile(world), "https://sts.eu-west-1.amazonaws.com");
        return source->credentials();
    }
    std::string id() {
        const auto found = credentials();
        return found ? found->access_key_id : "";
    }
};

}  // namespace

TEST_CASE("a profile may name a command that prints the keys") {
    Trial trial;
    trial.surroundings.variables = {{"AWS_CONFIG_FILE", "/c"}};
    trial.surroundings.files = {{"/c", "[default]\ncredential_process = vault --json\n"}};
    SECTION("and they are asked for again before they expire, not earlier") {
        trial.surroundings.commands["vault --json"] =
            keys_as_json("ONE", "SessionToken", "2023-11-14T23:13:20Z");
        const auto credentials = trial.credentials();
        REQUIRE(credentials);
        CHECK(credentials->access_key_id == "ONE");
        CHECK(credentials->session_token == "token of ONE");
        trial.surroundings.commands["vault --json"] =
            keys_as_json("TWO", "SessionToken", "2023-11-15T23:13:20Z");
        trial.surroundings.now += 54min;
        CHECK(trial.id() == "ONE");
        trial.surroundings.now += 2min;
        CHECK(trial.id() == "TWO");
    }
    SECTION("keys that cannot be renewed are used to their end") {
        trial.surroundings.commands["vault --json"] =
            keys_as_json("ONE", "SessionToken", "2023-11-14T23:13:20Z");
        CHECK(trial.id() == "ONE");
        trial.surroundings.commands.clear();
        trial.surroundings.now += 58min;
        CHECK(trial.id() == "ONE");
        trial.surroundings.now += 3min;
        CHECK(trial.id().empty());
    }
    SECTION("what it prints is never repeated") {
        trial.surroundings.commands["vault --json"] = R"({"AccessKeyId": "hush", "Secret": "hush"})";
        const auto credentials = trial.credentials();
        REQUIRE_FALSE(credentials);
        CHECK(describe(credentials.error()).find("hush") == std::string::npos);
        CHECK(credentials.error().detail.find("credential_process") != std::string::npos);
    }
    SECTION("that it fails is said") {
        CHECK(trial.credentials().error().detail.ends_with("it ended with code 1"));
    }
}

TEST_CASE("a task's container gives the keys of its role") {
    Trial trial;
    trial.server = [](const FakeHttp::Call& call) {
        const std::string at = call.request.origin + call.request.path;
        return answer_of(200, keys_as_json(at, "Token", "2023-11-15T22:13:20Z"));
    };
    SECTION("at the usual place") {
        trial.surroundings.variables = {{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/x"}};
        CHECK(trial.id() == "http://169.254.170.2/v2/credentials/x");
        CHECK(trial.credentials()->session_token == "token of http://169.254.170.2/v2/credentials/x");
        CHECK(trial.http->calls().size() == 1);
    }
    SECTION("or at another, with a token from a file that may change") {
        trial.surroundings.variables = {{"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost:99/get?x=1"},
                                        {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/token"}};
        trial.surroundings.files = {{"/token", "let me\n"}};
        CHECK(trial.id() == "http://localhost:99/get?x=1");
        CHECK(trial.http->calls().at(0).header("authorization") == "let me");
    }
    SECTION("but not in the open") {
        trial.surroundings.variables = {
            {"AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost.example/get"}};
        CHECK_FALSE(trial.credentials());
        CHECK(trial.http->calls().empty());
    }
}

TEST_CASE("a web identity is exchanged for the keys of a role") {
    Trial trial;
    trial.surroundings.variables = {{"AWS_WEB_IDENTITY_TOKEN_FILE", "/token"},
                                    {"AWS_ROLE_ARN", "arn:aws:iam::1:role/r"}};
    trial.surroundings.files = {{"/token", "a.b+c"}};
    trial.server = [](const FakeHttp::Call&) {
        return answer_of(
            200,
            "<R><Credentials><AccessKeyId>WEB</AccessKeyId><SecretAccessKey>hush</SecretAccessKey>"
            "<SessionToken>t</SessionToken><Expiration>2023-11-15T22:13:20Z</Expiration>"
            "</Credentials></R>");
    };
    CHECK(trial.id() == "WEB");
    const FakeHttp::Call& call = trial.http->calls().at(0);
    CHECK(call.request.origin == "https://sts.eu-west-1.amazonaws.com");
    CHECK(call.body.find("WebIdentityToken=a.b%2Bc") != std::string::npos);
    CHECK(call.body.find("RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr") != std::string::npos);

    Trial refused;
    refused.surroundings = trial.surroundings;
    refused.server = [](const FakeHttp::Call&) {
        return answer_of(400, "<E><Code>InvalidIdentityToken</Code><Message>a.b+c</Message></E>");
    };
    CHECK(refused.credentials().error().detail.find("(400 InvalidIdentityToken)") != std::string::npos);
}

TEST_CASE("keys that the service calls expired are replaced at once, and the request is sent again") {
    FakeSurroundings surroundings;
    surroundings.variables = {{"AWS_REGION", "eu-west-1"}, {"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/x"}};
    int given = 0;
    const auto http = std::make_shared<FakeHttp>([&](const FakeHttp::Call& call) {
        if (call.request.origin == "http://169.254.170.2")
            return answer_of(200,
                             keys_as_json("KEY" + std::to_string(++given), "Token", "2023-11-15T22:13:20Z"));
        return call.header("x-amz-security-token") == "token of KEY1"
                   ? answer_of(400, "<Error><Code>ExpiredToken</Code></Error>")
                   : answer_of(200);
    });
    const auto account = open_aws_account(surroundings.with(http));
    REQUIRE(account);
    const auto answer = (*account)->service("s3")->send({});
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(given == 2);
}

TEST_CASE("times are read as the services write them") {
    CHECK(aws_time_from("2023-11-14T22:13:20Z") == std::chrono::sys_seconds(1'700'000'000s));
    CHECK(aws_time_from("2023-11-14T22:13:20.123Z") == std::chrono::sys_seconds(1'700'000'000s));
    for (const char* wrong : {"", "2023-11-14", "2023-13-14T22:13:20Z", "2023-11-14 22:13:20Z",
                              "20231114T221320Z", "2023-11-14T22:13:20+01:00", "2023-1a-14T22:13:20Z"})
        CHECK_FALSE(aws_time_from(wrong));
}
