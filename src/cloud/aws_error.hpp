// What a service of AWS says when it refuses: XML from S3 and STS, JSON from DynamoDB.
//
// Pure.
#pragma once

#include <string>

#include "sheetsplit/http.hpp"

namespace sheetsplit {

struct AwsError {
    int status = 0;
    std::string code;     // "NoSuchBucket"; empty when the answer names none, as those to HEAD
    std::string message;  // the service's own words; may be empty
};

AwsError aws_error_of(const HttpResponse& response);

// "503 SlowDown".
std::string in_short(const AwsError& error);

// Worth another try after a while?  Overload, throttling and faults of the server are.
bool may_pass(const AwsError& error);

// The credentials are no longer valid, though they were.
bool says_expired(const AwsError& error);

}  // namespace sheetsplit
