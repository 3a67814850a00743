// Credentials as commands and containers give them.
#include "adapters/json_value.hpp"
#include "cloud/credentials.hpp"

namespace sheetsplit {

std::optional<AwsCredentials> credentials_from_json(std::string_view text) {
    // What is wrong is not said: the text holds secrets.
    auto read = json::read_document<AwsCredentials>(text, "", [](const json::Node& root) {
        AwsCredentials credentials;
        credentials.access_key_id = root.at("AccessKeyId").text();
        credentials.secret_access_key = root.at("SecretAccessKey").text();
        credentials.session_token = json::text_or_empty(root, "SessionToken");
        if (credentials.session_token.empty()) credentials.session_token = json::text_or_empty(root, "Token");
        credentials.expires = aws_time_from(json::text_or_empty(root, "Expiration"));
        return credentials;
    });
    if (!read || read->access_key_id.empty() || read->secret_access_key.empty()) return std::nullopt;
    return std::move(*read);
}

}  // namespace sheetsplit
