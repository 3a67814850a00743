#include "cloud/dynamo_refusal.hpp"

#include <fmt/format.h>

#include "cloud/aws_error.hpp"

namespace sheetsplit {
namespace {

struct Meaning {
    std::string detail;
    std::string remedy;
};

// The service's own words are repeated only where they cannot hold what was signed.
Meaning meaning_of(const AwsError& error, const std::string& action) {
    const std::string& code = error.code;
    if (code == "ResourceNotFoundException")
        return {"there is no such table in this region",
                "Create it as apps/aws/storage.yaml says, or correct its name or AWS_REGION"};
    if (code == "UnrecognizedClientException" || code == "InvalidClientTokenId" ||
        code == "MissingAuthenticationTokenException" || code == "IncompleteSignatureException")
        return {fmt::format("the server does not accept the credentials ({})", code),
                "Check AWS_ACCESS_KEY_ID and AWS_SESSION_TOKEN or the profile, and that they belong to this "
                "server"};
    if (code == "InvalidSignatureException" || code == "SignatureDoesNotMatch")
        return {"the server does not accept the signature",
                "Check AWS_SECRET_ACCESS_KEY or the profile, and the clock of this machine"};
    if (says_expired(error))
        return {"the session token has expired", "Get new credentials, then run the same command again"};
    if (may_pass(error))
        return {fmt::format("the server is overloaded or fails ({})", in_short(error)),
                "Run the same command again later: what is done is not done again"};
    if (code == "AccessDeniedException" || error.status == 403)
        return {"access is denied", fmt::format("Allow {} on the table, or use other credentials", action)};
    if (code == "ValidationException")
        return {"the table is not made as a ledger must be: " + error.message,
                "Create it as apps/aws/storage.yaml says"};
    return {fmt::format("the server refuses it ({})", in_short(error)), ""};
}

}  // namespace

Error dynamo_refusal(const HttpResponse& response, const std::string& ledger, const std::string& action) {
    Meaning meaning = meaning_of(aws_error_of(response), action);
    return {ErrorCode::mirror_failed, ledger, {}, std::move(meaning.detail), std::move(meaning.remedy)};
}

}  // namespace sheetsplit
