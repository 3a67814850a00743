// What a refusal of S3 means to the person who reads it.
//
// Pure.
#pragma once

#include "cloud/aws_error.hpp"
#include "sheetsplit/error.hpp"
#include "sheetsplit/s3.hpp"

namespace sheetsplit {

// `action` as the permission for it is called ("s3:PutObject").
Error s3_refusal(const HttpResponse& response, const S3Location& object, std::string_view action);

}  // namespace sheetsplit
