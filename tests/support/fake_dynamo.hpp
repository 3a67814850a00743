// A table in memory that answers as DynamoDB does, as far as the ledger asks.
#pragma once

#include <algorithm>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "support/fake_http.hpp"

namespace sheetsplit::test {

class FakeDynamo {
public:
    explicit FakeDynamo(std::string table) : table_(std::move(table)) {}

    std::map<std::string, nlohmann::json> rows;                // by book_id
    std::size_t page_size = 1000;                              // most rows of one answer to Query
    std::function<void(const std::string& operation)> before;  // of each call, for what others do meanwhile

    Expected<HttpResponse> answer(const FakeHttp::Call& call) {
        const std::string target = call.header("x-amz-target");
        const std::string prefix = "DynamoDB_20120810.";
        if (call.request.method != HttpMethod::post || call.request.path != "/" ||
            !target.starts_with(prefix) || call.header("content-type") != "application/x-amz-json-1.0")
            return refusal("UnknownOperationException");
        const std::string operation = target.substr(prefix.size());
        if (before) before(operation);
        const auto request = nlohmann::json::parse(call.body);
        if (request.at("TableName") != table_) return refusal("ResourceNotFoundException");
        if (operation == "GetItem") return get(request);
        if (operation == "PutItem") return put(request);
        if (operation == "DeleteItem") return remove(request);
        if (operation == "Query") return query(request);
        return refusal("UnknownOperationException");
    }

    static HttpResponse refusal(const std::string& code, int status = 400) {
        return answer_of(
            status,
            nlohmann::json{{"__type", "com.amazonaws.dynamodb.v20120810#" + code}, {"message", "no"}}.dump());
    }

private:
    Expected<HttpResponse> get(const nlohmann::json& request) {
        if (!request.value("ConsistentRead", false)) return refusal("StaleReadsAreNoGroundForAClaim");
        const auto found = rows.find(request.at("Key").at("book_id").at("S"));
        return answer_of(200, found == rows.end() ? "{}" : nlohmann::json{{"Item", found->second}}.dump());
    }

    Expected<HttpResponse> put(const nlohmann::json& request) {
        const std::string id = request.at("Item").at("book_id").at("S");
        const auto found = rows.find(id);
        const bool claimed = found != rows.end() && found->second.contains("claim_id");
        const std::string condition = request.at("ConditionExpression");
        const bool holds =
            condition == "attribute_not_exists(claim_id)"
                ? !claimed
                : condition == "claim_id = :seen" && claimed &&
                      found->second.at("claim_id") == request.at("ExpressionAttributeValues").at(":seen");
        if (!holds) return refusal("ConditionalCheckFailedException");
        rows[id] = request.at("Item");
        return answer_of(200, "{}");
    }

    Expected<HttpResponse> remove(const nlohmann::json& request) {
        const auto found = rows.find(request.at("Key").at("book_id").at("S"));
        if (found == rows.end()) return answer_of(200, "{}");
        const nlohmann::json answer{{"Attributes", found->second}};
        rows.erase(found);
        return answer_of(200, request.value("ReturnValues", "") == "ALL_OLD" ? answer.dump() : "{}");
    }

    Expected<HttpResponse> query(const nlohmann::json& request) {
        if (request.at("IndexName") != "status-updated_at-index" ||
            request.at("KeyConditionExpression") != "#status = :status")
            return refusal("ValidationException");
        std::vector<nlohmann::json> found;
        for (const auto& [id, row] : rows)
            if (row.contains("status") && row.contains("updated_at") &&
                row.at("status") == request.at("ExpressionAttributeValues").at(":status"))
                found.push_back(row);
        std::size_t begin = 0;
        if (request.contains("ExclusiveStartKey"))
            while (found.at(begin++).at("book_id") != request.at("ExclusiveStartKey").at("book_id")) {
            }
        const std::size_t end = std::min(begin + page_size, found.size());
        nlohmann::json answer{{"Items", nlohmann::json::array()}};
        for (std::size_t i = begin; i < end; ++i) answer["Items"].push_back(found[i]);
        if (end < found.size()) answer["LastEvaluatedKey"] = {{"book_id", found[end - 1].at("book_id")}};
        return answer_of(200, answer.dump());
    }

    std::string table_;
};

}  // namespace sheetsplit::test
