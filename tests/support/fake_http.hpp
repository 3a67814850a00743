// A server made of a function, and an environment made of values: the network as tests want it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "sheetsplit/aws.hpp"
#include "sheetsplit/http.hpp"
#include "sheetsplit/store.hpp"

namespace sheetsplit::test {

inline HttpResponse answer_of(int status, std::string_view body = {}, std::vector<HttpField> headers = {}) {
    const auto bytes = bytes_of(body);
    return {status, std::move(headers), {bytes.begin(), bytes.end()}};
}

// Remembers what it was asked.
class FakeHttp : public HttpTransport {
public:
    struct Call {
        HttpRequest request;  // its body is below
        std::string body;
        std::string header(std::string_view name) const {
            for (const HttpField& field : request.headers)
                if (field.name == name) return field.value;
            return {};
        }
    };
    using Server = std::function<Expected<HttpResponse>(const Call&)>;

    explicit FakeHttp(Server server) : server_(std::move(server)) {}

    Expected<HttpResponse> send(const HttpRequest& request) override {
        const std::lock_guard guard(mutex_);
        calls_.push_back({request, text_of(request.body)});
        calls_.back().request.body = {};
        return server_(calls_.back());
    }

    const std::vector<Call>& calls() const { return calls_; }

private:
    std::mutex mutex_;
    Server server_;
    std::vector<Call> calls_;
};

// An environment, files and a clock that stands still; sleeping takes no time and is written down.
struct FakeSurroundings {
    std::map<std::string, std::string> variables;
    std::map<std::string, std::string> files;
    std::map<std::string, std::string> commands;  // what each prints; others fail
    std::chrono::sys_seconds now{std::chrono::seconds(1'700'000'000)};
    std::vector<std::chrono::milliseconds> pauses;

    // Must not outlive this.
    AwsSurroundings with(std::shared_ptr<HttpTransport> http) {
        const auto find = [](const auto& map, const std::string& key) -> std::optional<std::string> {
            const auto found = map.find(key);
            if (found == map.end()) return std::nullopt;
            return found->second;
        };
        AwsSurroundings surroundings;
        surroundings.environment = [this, find](const std::string& name) { return find(variables, name); };
        surroundings.file = [this, find](const std::string& path) { return find(files, path); };
        surroundings.output_of = [this, find](const std::string& command) -> Expected<std::string> {
            if (const auto printed = find(commands, command)) return *printed;
            return Error{ErrorCode::internal, "", {}, "it ended with code 1", ""};
        };
        surroundings.http = std::move(http);
        surroundings.now = [this] { return now; };
        surroundings.sleep = [this](std::chrono::milliseconds pause) {
            pauses.push_back(pause);
            return true;
        };
        surroundings.random = [] { return 0.5; };
        return surroundings;
    }
};

}  // namespace sheetsplit::test
