// An account with AWS, or with a server that speaks as AWS does: who we are, where, and how to be heard.
//
// Credentials come from the environment, from the profile's files, from a command that the profile names,
// from the container or from a web identity, in this order, and are renewed before they expire.  AWS_REGION,
// AWS_PROFILE, AWS_ENDPOINT_URL and its forms for one service count as they do for Amazon's own programs.
// Nothing here is read, and nothing sent, before it is asked for.  A secret is never part of an Error.
// Times are seconds since 1970, UTC.  All members may be called from any thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "sheetsplit/expected.hpp"
#include "sheetsplit/http.hpp"

namespace sheetsplit {

struct AwsCredentials {
    std::string access_key_id;
    std::string secret_access_key;
    std::string session_token;  // empty for keys that last
    std::optional<std::chrono::sys_seconds> expires;
};

// What an account asks of the outside world.
struct AwsSurroundings {
    std::function<std::optional<std::string>(const std::string& variable)> environment;
    std::function<std::optional<std::string>(const std::string& path)> file;  // nothing when unreadable
    // Runs a line of the user's own configuration by the shell and returns what it printed.
    std::function<Expected<std::string>(const std::string& command)> output_of;
    std::shared_ptr<HttpTransport> http;
    std::function<std::chrono::sys_seconds()> now;
    std::function<bool(std::chrono::milliseconds)> sleep;  // false: do not go on
    std::function<double()> random;                        // 0 ≤ x < 1
};

// The real ones.  No waiting goes on once `stop` is requested.
AwsSurroundings system_aws_surroundings(std::stop_token stop);

class AwsAccount {
public:
    virtual ~AwsAccount() = default;

    virtual const std::string& region() const = 0;

    // "https://s3.eu-central-1.amazonaws.com" for "s3", or what the environment or the profile puts in its
    // place.
    struct Endpoint {
        std::string origin;
        bool given = false;  // by the user
    };
    virtual Endpoint endpoint(const std::string& service) const = 0;

    // Signs every request for the service, and sends it again with growing pauses while the server is
    // overloaded, throttles, fails or cannot be reached.  A request must therefore bear being sent twice.
    virtual std::shared_ptr<HttpTransport> service(const std::string& name) = 0;
};

// Fails with usage when the region is unknown, or the profile named is not there.  Credentials are looked for
// with the first request.
Expected<std::shared_ptr<AwsAccount>> open_aws_account(AwsSurroundings surroundings);

}  // namespace sheetsplit
