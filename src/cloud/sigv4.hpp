// Signing requests to AWS: Signature Version 4, in the Authorization header.
//
// Every header of the request is signed, and the body by its digest.  A path is
// signed as it is sent: S3 wants that, and every other service that we speak to
// is called at "/".  Pure; times are seconds since 1970, UTC.
#pragma once

#include <chrono>
#include <string>

#include "sheetsplit/aws.hpp"
#include "sheetsplit/http.hpp"

namespace sheetsplit {

struct SigningScope {
    std::string region;
    std::string service;  // "s3", "dynamodb", "sts"
};

// The request with the headers that make it acceptable: host, x-amz-date, x-amz-security-token when there is
// one, x-amz-content-sha256 for S3, and authorization.
HttpRequest sign(HttpRequest request, const AwsCredentials& credentials, const SigningScope& scope,
                 std::chrono::sys_seconds now);

}  // namespace sheetsplit
