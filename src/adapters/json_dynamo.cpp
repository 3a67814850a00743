// DynamoDB's requests and answers as JSON.
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "adapters/json_value.hpp"
#include "sheetsplit/dynamo.hpp"

namespace sheetsplit {
namespace {

using json::Json;
using json::Node;

// Numbers travel as texts, so that none loses digits on the way.
Json number(double value) {
    return {{"N", fmt::format("{}", json::number(value).get<double>())}};
}

struct ValueWriter {
    Json operator()(const std::string& text) const { return {{"S", text}}; }
    Json operator()(double value) const { return number(value); }
    Json operator()(const std::map<std::string, double>& values) const {
        Json members = Json::object();
        for (const auto& [name, value] : values) members[name] = number(value);
        return {{"M", std::move(members)}};
    }
};

Json item(const DynamoItem& values) {
    Json members = Json::object();
    for (const auto& [name, value] : values) members[name] = std::visit(ValueWriter(), value);
    return members;
}

double read_number(const Node& node) {
    const std::string text = node.text();
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || !std::isfinite(value))
        node.mismatch("a number in a text");
    return value;
}

std::optional<DynamoValue> read_value(const Node& node) {
    if (const auto text = node.find("S")) return DynamoValue(text->text());
    if (const auto value = node.find("N")) return DynamoValue(read_number(*value));
    const auto members = node.find("M");
    if (!members) return std::nullopt;
    std::map<std::string, double> values;
    for (const auto& [name, member] : members->members())
        if (const auto value = member.find("N")) values[name] = read_number(*value);
    return DynamoValue(std::move(values));
}

DynamoItem read_item(const Node& node) {
    DynamoItem values;
    for (const auto& [name, member] : node.members())
        if (auto value = read_value(member)) values.emplace(name, std::move(*value));
    return values;
}

}  // namespace

std::string to_json(const DynamoRequest& request) {
    Json body{{"TableName", request.table}};
    const auto text = [&](const char* name, const std::string& value) {
        if (!value.empty()) body[name] = value;
    };
    const auto values = [&](const char* name, const DynamoItem& value) {
        if (!value.empty()) body[name] = item(value);
    };
    text("IndexName", request.index);
    values("Key", request.key);
    values("Item", request.item);
    text("KeyConditionExpression", request.key_condition);
    text("ConditionExpression", request.condition);
    if (!request.names.empty()) body["ExpressionAttributeNames"] = request.names;
    values("ExpressionAttributeValues", request.values);
    values("ExclusiveStartKey", request.start_after);
    if (request.consistent) body["ConsistentRead"] = true;
    if (request.old_values) body["ReturnValues"] = "ALL_OLD";
    return json::document(body);
}

Expected<DynamoAnswer> dynamo_answer_from_json(std::string_view text, const std::string& name) {
    return json::read_document<DynamoAnswer>(text, name, [](const Node& root) {
        DynamoAnswer answer;
        for (const char* key : {"Item", "Attributes"})
            if (const auto found = root.find(key)) answer.item = read_item(*found);
        if (const auto found = root.find("Items"))
            for (const Node& row : found->items()) answer.items.push_back(read_item(row));
        if (const auto found = root.find("LastEvaluatedKey")) answer.stopped_after = read_item(*found);
        return answer;
    });
}

}  // namespace sheetsplit
