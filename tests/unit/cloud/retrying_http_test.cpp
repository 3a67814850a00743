#include <catch2/catch.hpp>

#include "cloud/retrying_http.hpp"
#include "support/fake_http.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;
using namespace std::chrono_literals;

namespace {

const Error no_connection{ErrorCode::mirror_failed, "http://server", {}, "reset", ""};

struct Trial {
    std::shared_ptr<FakeHttp> server;
    std::vector<std::chrono::milliseconds> pauses;
    double random = 1;
    bool goes_on = true;

    explicit Trial(FakeHttp::Server answer) : server(std::make_shared<FakeHttp>(std::move(answer))) {}

    Expected<HttpResponse> send() {
        RetryPolicy policy;
        policy.attempts = 4;
        policy.first_span = 100ms;
        policy.longest_span = 300ms;
        policy.sleep = [this](std::chrono::milliseconds pause) {
            pauses.push_back(pause);
            return goes_on;
        };
        policy.random = [this] { return random; };
        return RetryingHttp(server, policy).send({});
    }
};

}  // namespace

TEST_CASE("what may pass is tried again until it does") {
    const auto refusal = GENERATE(answer_of(503), answer_of(500), answer_of(429), answer_of(502),
                                  answer_of(504), answer_of(400, "<Error><Code>SlowDown</Code></Error>"),
                                  answer_of(400, R"({"__type":"com.amazonaws#ThrottlingException"})"));
    int calls = 0;
    Trial trial([&](const FakeHttp::Call&) { return ++calls < 3 ? refusal : answer_of(200); });
    const auto answer = trial.send();
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(calls == 3);
}

TEST_CASE("a lost connection is tried again, and its error is given when it stays lost") {
    Trial trial([](const FakeHttp::Call&) -> Expected<HttpResponse> { return no_connection; });
    const auto answer = trial.send();
    REQUIRE_FALSE(answer);
    CHECK(answer.error().detail == "reset");
    CHECK(trial.server->calls().size() == 4);
}

TEST_CASE("a refusal that will stay one is not tried again") {
    const int status = GENERATE(200, 301, 400, 403, 404, 412);
    Trial trial(
        [&](const FakeHttp::Call&) { return answer_of(status, "<Error><Code>Other</Code></Error>"); });
    REQUIRE(trial.send());
    CHECK(trial.server->calls().size() == 1);
    CHECK(trial.pauses.empty());
}

TEST_CASE("pauses are random parts of spans that double up to the longest") {
    const auto refuse = [](const FakeHttp::Call&) { return answer_of(503); };
    Trial longest(refuse);
    REQUIRE(longest.send());
    CHECK(longest.pauses == std::vector<std::chrono::milliseconds>{100ms, 200ms, 300ms});
    Trial half(refuse);
    half.random = 0.5;
    REQUIRE(half.send());
    CHECK(half.pauses == std::vector<std::chrono::milliseconds>{50ms, 100ms, 150ms});
}

TEST_CASE("a server that says when to come back is obeyed, within the longest span") {
    Trial trial([](const FakeHttp::Call& call) {
        return answer_of(503, {}, {{"retry-after", call.request.path == "/" ? "1" : "0"}});
    });
    trial.random = 0;
    REQUIRE(trial.send());
    CHECK(trial.pauses == std::vector<std::chrono::milliseconds>{300ms, 300ms, 300ms});
}

TEST_CASE("who is asked to stop sends nothing again") {
    Trial trial([](const FakeHttp::Call&) { return answer_of(503); });
    trial.goes_on = false;
    REQUIRE(trial.send());
    CHECK(trial.server->calls().size() == 1);
}
