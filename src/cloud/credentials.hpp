// AwsCredentialSource: where the keys come from.
//
// Safe from any thread.
#pragma once

#include <memory>

#include "cloud/profile.hpp"
#include "sheetsplit/aws.hpp"

namespace sheetsplit {

class AwsCredentialSource {
public:
    virtual ~AwsCredentialSource() = default;
    // Keys that are valid for some minutes more, as far as is known.  Fails with mirror_failed.
    virtual Expected<AwsCredentials> credentials() = 0;
    // The service says that `refused` have expired: the next call gives others, if there are any.
    virtual void renew(const AwsCredentials& refused) = 0;
};

// The profile that the environment names, or the default one.
struct AwsProfile {
    std::string name;
    AwsSettings settings;  // of the file of settings
    AwsSettings keys;      // of the file of credentials
    bool found() const { return !settings.empty() || !keys.empty(); }
    // The setting from either file, the credentials' first; empty when absent.
    std::string value(const std::string& setting) const;
};
AwsProfile aws_profile(const AwsSurroundings& surroundings);

// The whole chain, with what it found kept until it nears its end.  `sts` is where web identities are taken.
std::shared_ptr<AwsCredentialSource> credential_chain(const AwsSurroundings& surroundings, AwsProfile profile,
                                                      std::string sts);

// As commands and containers give them; nothing when the text is something else.  Pure.
std::optional<AwsCredentials> credentials_from_json(std::string_view text);

// "2026-11-27T04:00:00Z", also with a fraction; nothing when it is something else.  Pure.
std::optional<std::chrono::sys_seconds> aws_time_from(std::string_view text);

}  // namespace sheetsplit
