// Requests to DynamoDB, and its answers, as the JSON that goes over the wire.
//
// Only the kinds of values that the ledger writes are known; others are left out when an answer is read.
// Pure; safe from any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sheetsplit/expected.hpp"

namespace sheetsplit {

// S, N, or M of N.
using DynamoValue = std::variant<std::string, double, std::map<std::string, double>>;
using DynamoItem = std::map<std::string, DynamoValue>;

// Parts that are empty are not sent.
struct DynamoRequest {
    std::string table;
    std::string index;
    DynamoItem key;
    DynamoItem item;
    std::string key_condition;
    std::string condition;
    std::map<std::string, std::string> names;  // "#status" → "status"
    DynamoItem values;                         // ":status" → ...
    DynamoItem start_after;
    bool consistent = false;
    bool old_values = false;  // answer with what stood there before
};

std::string to_json(const DynamoRequest& request);

struct DynamoAnswer {
    std::optional<DynamoItem> item;  // that was asked for, or that stood there before
    std::vector<DynamoItem> items;
    DynamoItem stopped_after;  // not empty when there is more
};

// `name` is the table's, for messages.  Fails with invalid_json.
Expected<DynamoAnswer> dynamo_answer_from_json(std::string_view text, const std::string& name);

}  // namespace sheetsplit
