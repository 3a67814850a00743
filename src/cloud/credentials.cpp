#include "cloud/credentials.hpp"

#include <mutex>

#include <fmt/format.h>

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

// Nothing: look further.
using Found = Expected<std::optional<AwsCredentials>>;

class Chain : public AwsCredentialSource {
public:
    Chain(AwsSurroundings surroundings, AwsProfile profile)
        : surroundings_(std::move(surroundings)), profile_(std::move(profile)) {}

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
        for (const auto source : {&Chain::from_environment, &Chain::from_profile}) {
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

    AwsSurroundings surroundings_;
    AwsProfile profile_;
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

std::shared_ptr<AwsCredentialSource> credential_chain(const AwsSurroundings& surroundings,
                                                      AwsProfile profile) {
    return std::make_shared<Chain>(surroundings, std::move(profile));
}

}  // namespace sheetsplit
