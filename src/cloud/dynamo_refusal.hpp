// What a refusal of DynamoDB means to the person who reads it.
//
// Pure.
#pragma once

#include "sheetsplit/error.hpp"
#include "sheetsplit/http.hpp"

namespace sheetsplit {

// `ledger` is its name for the user, `action` as the permission for it is called ("dynamodb:PutItem").
Error dynamo_refusal(const HttpResponse& response, const std::string& ledger, const std::string& action);

}  // namespace sheetsplit
