#include "cloud/credentials.hpp"

#include <mutex>

#include <fmt/format.h>

#include "cloud/aws_error.hpp"
#include "cloud/retrying_http.hpp"
#include "cloud/xml.hpp"
#include "sheetsplit/store.hpp"

namespace sheetsplit {
namespace {

using namespace std::chrono_literals;

constexpr auto time_to_renew = 5min;  // before the end: a long upload must not outlive its keys

std::string home_file(const AwsSurroundings& surroundings, const char* variable, const char* usual) {
    if (const auto named = surroundings.environment(variable); named && !named->empty()) return *named;
    return surroundings.environment("HOME").value_or("") + usual;
}

Error no_credentials() {
    return {ErrorCode::mirror_failed,
            "",
            {},
            "no AWS credentials were found",
            "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"};
}

// Where a task of ECS asks for the keys of its role.
const std::string container_host = "http://169.254.170.2";

// Credentials travel encrypted, or not beyond this machine and its host.
bool may_be_told(const std::string& origin) {
    if (origin.starts_with("https://")) return true;
    const std::string host = host_of(origin);
    const std::string name =
        host.starts_with('[') ? host.substr(0, host.find(']') + 1) : host.substr(0, host.find(':'));
    return origin.starts_with("http://") &&
           (name == "localhost" || name == "127.0.0.1" || name == "[::1]" || name == "169.254.170.2" ||
            name == "169.254.170.23" || name == "[fd00:ec2::23]");
}

// Nothing: look further.
using Found = Expected<std::optional<AwsCredentials>>;

class Chain : public AwsCredentialSource {
public:
    Chain(AwsSurroundings surroundings, AwsProfile profile, std::string sts)
        : surroundings_(std::move(surroundings)), profile_(std::move(profile)), sts_(std::move(sts)) {
        RetryPolicy policy;
        policy.attempts = 4;
        policy.sleep = surroundings_.sleep;
        policy.random = surroundings_.random;
        http_ = std::make_shared<RetryingHttp>(surroundings_.http, std::move(policy));
    }

    Expected<AwsCredentials> credentials() override {
        const std::lock_guard guard(mutex_);
        if (kept_ && !ends_soon(*kept_)) return *kept_;
        auto found = look();
        if (found)
            kept_ = *found;
        else if (kept_ && kept_->expires && *kept_->expires > surroundings_.now())
            return *kept_;  // better than nothing, and good for some minutes yet
        return found;
    }

    void renew(const AwsCredentials& refused) override {
        const std::lock_guard guard(mutex_);
        if (kept_ && kept_->access_key_id == refused.access_key_id &&
            kept_->session_token == refused.session_token)
            kept_.reset();
    }

private:
    bool ends_soon(const AwsCredentials& credentials) const {
        return credentials.expires && *credentials.expires < surroundings_.now() + time_to_renew;
    }

    Expected<AwsCredentials> look() const {
        for (const auto source : {&Chain::from_environment, &Chain::from_profile, &Chain::from_command,
                                  &Chain::from_container, &Chain::from_web_identity}) {
            auto found = (this->*source)();
            if (!found) return found.error();
            if (*found) return std::move(**found);
        }
        return no_credentials();
    }

    Found from_environment() const {
        const auto id = surroundings_.environment("AWS_ACCESS_KEY_ID");
        const auto secret = surroundings_.environment("AWS_SECRET_ACCESS_KEY");
        if (!id || id->empty() || !secret || secret->empty()) return std::optional<AwsCredentials>();
        return std::optional(
            AwsCredentials{*id, *secret, surroundings_.environment("AWS_SESSION_TOKEN").value_or(""), {}});
    }

    Found from_profile() const {
        AwsCredentials credentials{profile_.value("aws_access_key_id"),
                                   profile_.value("aws_secret_access_key"),
                                   profile_.value("aws_session_token"),
                                   {}};
        if (credentials.access_key_id.empty() || credentials.secret_access_key.empty())
            return std::optional<AwsCredentials>();
        return std::optional(std::move(credentials));
    }

    Found from_command() const {
        const std::string command = profile_.value("credential_process");
        if (command.empty()) return std::optional<AwsCredentials>();
        const auto printed = surroundings_.output_of(command);
        auto credentials = printed ? credentials_from_json(*printed) : std::nullopt;
        if (credentials) return credentials;
        return Error{ErrorCode::mirror_failed,
                     "",
                     {},
                     fmt::format("the profile's credential_process gives no credentials{}",
                                 printed ? "" : ": " + printed.error().detail),
                     "Run the command by itself to see why"};
    }

    Found from_container() const {
        const std::string relative = variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        const std::string full = variable("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        if (relative.empty() && full.empty()) return std::optional<AwsCredentials>();
        const std::string uri = relative.empty() ? full : container_host + relative;
        HttpRequest request;
        const std::size_t mark = uri.find("://");
        const std::size_t path = mark == std::string::npos ? mark : uri.find('/', mark + 3);
        request.origin = uri.substr(0, path);
        if (path != std::string::npos) request.path = uri.substr(path);
        if (!may_be_told(request.origin))
            return Error{ErrorCode::mirror_failed,
                         request.origin,
                         {},
                         "is no place that credentials may come from without encryption",
                         "Correct AWS_CONTAINER_CREDENTIALS_FULL_URI"};
        std::string token = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN");
        if (const std::string file = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"); !file.empty())
            token = surroundings_.file(file).value_or("");
        while (token.ends_with('\n') || token.ends_with('\r')) token.pop_back();
        if (!token.empty()) request.headers = {{"authorization", token}};
        const auto answer = http_->send(request);
        if (!answer) return answer.error();
        auto credentials = answer->ok() ? credentials_from_json(text_of(answer->body)) : std::nullopt;
        if (credentials) return credentials;
        return Error{ErrorCode::mirror_failed,
                     request.origin,
                     {},
                     fmt::format("the container gives no credentials (it answers with {})", answer->status),
                     "Give the task a role"};
    }

    Found from_web_identity() const {
        const auto setting = [&](const char* of_environment, const char* of_profile) {
            const std::string value = variable(of_environment);
            return value.empty() ? profile_.value(of_profile) : value;
        };
        const std::string file = setting("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file");
        const std::string role = setting("AWS_ROLE_ARN", "role_arn");
        if (file.empty() || role.empty()) return std::optional<AwsCredentials>();
        const auto token = surroundings_.file(file);
        if (!token)
            return Error{ErrorCode::mirror_failed,
                         file,
                         {},
                         "the web identity's token cannot be read",
                         "Check AWS_WEB_IDENTITY_TOKEN_FILE"};
        std::string session = setting("AWS_ROLE_SESSION_NAME", "role_session_name");
        if (session.empty()) session = "sheetsplit";
        const std::string form = query_text({{"Action", "AssumeRoleWithWebIdentity"},
                                             {"Version", "2011-06-15"},
                                             {"RoleArn", role},
                                             {"RoleSessionName", session},
                                             {"WebIdentityToken", *token}});
        HttpRequest request;
        request.method = HttpMethod::post;
        request.origin = sts_;
        request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
        request.body = bytes_of(form);
        const auto answer = http_->send(request);
        if (!answer) return answer.error();
        const std::string xml = text_of(answer->body);
        AwsCredentials credentials{xml_value(xml, "AccessKeyId"), xml_value(xml, "SecretAccessKey"),
                                   xml_value(xml, "SessionToken"),
                                   aws_time_from(xml_value(xml, "Expiration"))};
        if (answer->ok() && !credentials.access_key_id.empty() && !credentials.secret_access_key.empty())
            return std::optional(std::move(credentials));
        const AwsError error = aws_error_of(*answer);
        return Error{ErrorCode::mirror_failed,
                     sts_,
                     {},
                     fmt::format("the role {} is not given to the web identity ({} {})", role, error.status,
                                 error.code),
                     "Check AWS_ROLE_ARN and the role's trust policy"};
    }

    std::string variable(const char* name) const { return surroundings_.environment(name).value_or(""); }

    AwsSurroundings surroundings_;
    AwsProfile profile_;
    std::string sts_;
    std::shared_ptr<HttpTransport> http_;
    std::mutex mutex_;
    std::optional<AwsCredentials> kept_;
};

}  // namespace

std::string AwsProfile::value(const std::string& setting) const {
    for (const AwsSettings* file : {&keys, &settings})
        if (const auto found = file->find(setting); found != file->end()) return found->second;
    return {};
}

AwsProfile aws_profile(const AwsSurroundings& surroundings) {
    AwsProfile profile;
    profile.name = surroundings.environment("AWS_PROFILE").value_or("");
    const std::string name = profile.name.empty() ? "default" : profile.name;
    const auto settings = surroundings.file(home_file(surroundings, "AWS_CONFIG_FILE", "/.aws/config"));
    const auto keys =
        surroundings.file(home_file(surroundings, "AWS_SHARED_CREDENTIALS_FILE", "/.aws/credentials"));
    if (settings) profile.settings = settings_of(*settings, name == "default" ? name : "profile " + name);
    if (keys) profile.keys = settings_of(*keys, name);
    return profile;
}

std::optional<std::chrono::sys_seconds> aws_time_from(std::string_view text) {
    const std::string_view form = "0000-00-00T00:00:00";
    if (text.size() <= form.size() || !text.ends_with('Z')) return std::nullopt;
    int numbers[6]{};
    for (std::size_t i = 0, number = 0; i < form.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (digit != (form[i] == '0') || (!digit && text[i] != form[i])) return std::nullopt;
        if (digit)
            numbers[number] = numbers[number] * 10 + (text[i] - '0');
        else
            ++number;
    }
    const std::chrono::year_month_day day{std::chrono::year(numbers[0]),
                                          std::chrono::month(static_cast<unsigned>(numbers[1])),
                                          std::chrono::day(static_cast<unsigned>(numbers[2]))};
    if (!day.ok()) return std::nullopt;
    return std::chrono::sys_days(day) + std::chrono::hours(numbers[3]) + std::chrono::minutes(numbers[4]) +
           std::chrono::seconds(numbers[5]);
}

std::shared_ptr<AwsCredentialSource> credential_chain(const AwsSurroundings& surroundings, AwsProfile profile,
                                                      std::string sts) {
    return std::make_shared<Chain>(surroundings, std::move(profile), std::move(sts));
}

}  // namespace sheetsplit
