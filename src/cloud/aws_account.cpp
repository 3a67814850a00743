// The account as its environment and profile describe it, and requests signed with its keys.
#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "cloud/aws_error.hpp"
#include "cloud/credentials.hpp"
#include "cloud/retrying_http.hpp"
#include "cloud/sigv4.hpp"
#include "sheetsplit/aws.hpp"

namespace sheetsplit {
namespace {

class SigningHttp : public HttpTransport {
public:
    SigningHttp(std::shared_ptr<HttpTransport> inner, std::shared_ptr<AwsCredentialSource> source,
                SigningScope scope, std::function<std::chrono::sys_seconds()> now)
        : inner_(std::move(inner)),
          source_(std::move(source)),
          scope_(std::move(scope)),
          now_(std::move(now)) {}

    Expected<HttpResponse> send(const HttpRequest& request) override {
        const auto credentials = source_->credentials();
        if (!credentials) return credentials.error();
        auto answer = inner_->send(sign(request, *credentials, scope_, now_()));
        if (!answer || answer->ok() || !says_expired(aws_error_of(*answer))) return answer;
        source_->renew(*credentials);
        const auto others = source_->credentials();
        if (!others || others->session_token == credentials->session_token) return answer;
        return inner_->send(sign(request, *others, scope_, now_()));
    }

private:
    std::shared_ptr<HttpTransport> inner_;
    std::shared_ptr<AwsCredentialSource> source_;
    SigningScope scope_;
    std::function<std::chrono::sys_seconds()> now_;
};

std::string first_of(const AwsSurroundings& surroundings, std::initializer_list<std::string> variables) {
    for (const std::string& variable : variables)
        if (auto value = surroundings.environment(variable); value && !value->empty()) return *value;
    return {};
}

std::string upper_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

class Account : public AwsAccount {
public:
    Account(AwsSurroundings surroundings, AwsProfile profile, std::string region)
        : surroundings_(std::move(surroundings)),
          profile_(std::move(profile)),
          region_(std::move(region)),
          source_(credential_chain(surroundings_, profile_, endpoint("sts").origin)) {}

    const std::string& region() const override { return region_; }

    Endpoint endpoint(const std::string& service) const override {
        std::string given =
            first_of(surroundings_, {"AWS_ENDPOINT_URL_" + upper_case(service), "AWS_ENDPOINT_URL"});
        if (given.empty()) given = profile_.value("endpoint_url");
        while (given.ends_with('/')) given.pop_back();
        if (!given.empty()) return {given, true};
        const char* domain = region_.starts_with("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
        return {fmt::format("https://{}.{}.{}", service, region_, domain), false};
    }

    std::shared_ptr<HttpTransport> service(const std::string& name) override {
        RetryPolicy policy;
        policy.sleep = surroundings_.sleep;
        policy.random = surroundings_.random;
        return std::make_shared<RetryingHttp>(
            std::make_shared<SigningHttp>(surroundings_.http, source_, SigningScope{region_, name},
                                          surroundings_.now),
            std::move(policy));
    }

private:
    AwsSurroundings surroundings_;
    AwsProfile profile_;
    std::string region_;
    std::shared_ptr<AwsCredentialSource> source_;
};

bool is_region(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::islower(c) || std::isdigit(c) || c == '-';
    });
}

}  // namespace

Expected<std::shared_ptr<AwsAccount>> open_aws_account(AwsSurroundings surroundings) {
    AwsProfile profile = aws_profile(surroundings);
    if (!profile.name.empty() && !profile.found())
        return Error{ErrorCode::usage,
                     "",
                     {},
                     fmt::format("there is no AWS profile '{}'", profile.name),
                     "Correct AWS_PROFILE, or add the profile to ~/.aws/config"};
    std::string region = first_of(surroundings, {"AWS_REGION", "AWS_DEFAULT_REGION"});
    if (region.empty()) region = profile.value("region");
    if (!is_region(region))
        return Error{
            ErrorCode::usage,
            "",
            {},
            region.empty() ? "the AWS region is unknown" : fmt::format("'{}' is no AWS region", region),
            "Set AWS_REGION, e.g. to eu-central-1"};
    return std::shared_ptr<AwsAccount>(
        std::make_shared<Account>(std::move(surroundings), std::move(profile), std::move(region)));
}

}  // namespace sheetsplit
