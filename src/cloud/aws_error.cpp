#include "cloud/aws_error.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "cloud/xml.hpp"
#include "sheetsplit/store.hpp"

namespace sheetsplit {
namespace {

constexpr std::array passing{
    std::string_view("SlowDown"),
    std::string_view("Throttling"),
    std::string_view("ThrottlingException"),
    std::string_view("ThrottledException"),
    std::string_view("RequestThrottled"),
    std::string_view("RequestThrottledException"),
    std::string_view("RequestLimitExceeded"),
    std::string_view("ProvisionedThroughputExceededException"),
    std::string_view("TransactionInProgressException"),
    std::string_view("BandwidthLimitExceeded"),
    std::string_view("PriorRequestNotComplete"),
    std::string_view("RequestTimeout"),
    std::string_view("InternalError"),
    std::string_view("InternalServerError"),
    std::string_view("ServiceUnavailable"),
    // Somebody else wrote to the same key at the same time.
    std::string_view("ConditionalRequestConflict"),
    std::string_view("OperationAborted"),
};

// The text of a member of a flat JSON object.  Escapes stay as they are: it is for codes and messages.
std::string json_member(std::string_view json, std::string_view name) {
    const std::string key = '"' + std::string(name) + '"';
    std::size_t at = json.find(key);
    if (at == std::string_view::npos) return {};
    at = json.find_first_not_of(" :\t\r\n", at + key.size());
    if (at == std::string_view::npos || json[at] != '"') return {};
    const std::size_t end = json.find('"', at + 1);
    return std::string(json.substr(at + 1, end == std::string_view::npos ? end : end - at - 1));
}

}  // namespace

AwsError aws_error_of(const HttpResponse& response) {
    AwsError error{response.status, {}, {}};
    const std::string body = text_of(response.body);
    if (body.find('<') != std::string::npos) {
        error.code = xml_value(body, "Code");
        error.message = xml_value(body, "Message");
    } else {
        // "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException"
        error.code = json_member(body, "__type");
        error.code.erase(0, error.code.rfind('#') + 1);
        error.message = json_member(body, "message");
        if (error.message.empty()) error.message = json_member(body, "Message");
    }
    return error;
}

std::string in_short(const AwsError& error) {
    return std::to_string(error.status) + (error.code.empty() ? "" : " " + error.code);
}

bool may_pass(const AwsError& error) {
    switch (error.status) {
        case 408:
        case 429:
        case 500:
        case 502:
        case 503:
        case 504:
            return true;
        default:
            return std::find(passing.begin(), passing.end(), error.code) != passing.end();
    }
}

bool says_expired(const AwsError& error) {
    return error.code == "ExpiredToken" || error.code == "ExpiredTokenException" ||
           error.code == "TokenRefreshRequired";
}

}  // namespace sheetsplit
