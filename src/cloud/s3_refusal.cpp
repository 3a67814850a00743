#include "cloud/s3_refusal.hpp"

#include <fmt/format.h>

namespace sheetsplit {
namespace {

constexpr std::size_t longest_key = 1024;  // bytes

struct Meaning {
    std::string detail;
    std::string remedy;
};

Meaning meaning_of(const AwsError& error, const HttpResponse& response, const S3Location& object,
                   std::string_view action) {
    const std::string& code = error.code;
    if (code == "NoSuchBucket")
        return {fmt::format("there is no bucket '{}'", object.bucket), "Create it, or correct its name"};
    if (code == "InvalidAccessKeyId" || code == "InvalidClientTokenId")
        return {"the server does not know the access key",
                "Check AWS_ACCESS_KEY_ID or the profile, and that they belong to this server"};
    if (code == "SignatureDoesNotMatch")
        return {"the server does not accept the signature: the secret key is not that of the access key",
                "Check AWS_SECRET_ACCESS_KEY or the profile"};
    if (says_expired(error))
        return {"the session token has expired", "Get new credentials, then run the same command again"};
    if (code == "InvalidToken" || code == "InvalidSecurity")
        return {"the server does not accept the session token",
                "Check AWS_SESSION_TOKEN, which belongs to one pair of keys and to no other"};
    if (code == "RequestTimeTooSkewed" || code == "RequestExpired")
        return {"the clock of this machine differs too much from the server's",
                "Set the clock, then run the same command again"};
    if (code == "PermanentRedirect" || code == "AuthorizationHeaderMalformed" ||
        code == "IllegalLocationConstraintException" || error.status == 301) {
        const auto region = response.header("x-amz-bucket-region");
        return {"the bucket is in another region",
                region ? fmt::format("Set AWS_REGION to {}", *region) : "Set AWS_REGION to the bucket's"};
    }
    // Other servers than Amazon's have other words for it.
    if (code == "KeyTooLongError" || object.key.size() > longest_key)
        return {"the key is longer than the 1,024 bytes that S3 takes", "Use a shorter prefix"};
    if (may_pass(error))
        return {fmt::format("the server is overloaded or fails ({})", in_short(error)),
                "Run the same command again later: it goes on where it stopped"};
    if (code == "AccessDenied" || code == "AllAccessDisabled" || error.status == 403)
        return {"access is denied", fmt::format("Allow {} there, or use other credentials", action)};
    std::string detail = fmt::format("the server refuses it ({})", in_short(error));
    if (!error.message.empty()) detail += ": " + error.message;
    return {std::move(detail), ""};
}

}  // namespace

Error s3_refusal(const HttpResponse& response, const S3Location& object, std::string_view action) {
    Meaning meaning = meaning_of(aws_error_of(response), response, object, action);
    return {
        ErrorCode::mirror_failed, uri_of(object), {}, std::move(meaning.detail), std::move(meaning.remedy)};
}

}  // namespace sheetsplit
