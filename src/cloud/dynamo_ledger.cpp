// The ledger as a table of DynamoDB.
//
// A row is written whole and on the condition that its last claim is the one that was read: whoever comes
// second reads again and finds the first one's claim.
#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "cloud/aws_error.hpp"
#include "cloud/dynamo_refusal.hpp"
#include "cloud/ledger_row.hpp"
#include "sheetsplit/ledger.hpp"

namespace sheetsplit {
namespace {

constexpr const char* status_index = "status-updated_at-index";
constexpr int most_rivals = 100;  // that may be faster one after the other before we give up

class DynamoLedger : public SharedLedger {
public:
    DynamoLedger(std::shared_ptr<HttpTransport> server, std::string origin, std::string table)
        : server_(std::move(server)),
          origin_(std::move(origin)),
          table_(std::move(table)),
          name_("dynamodb://" + table_) {}

    const std::string& name() const override { return name_; }

    Expected<std::optional<LedgerRecord>> get(const std::string& book_id) override {
        DynamoRequest request = about(book_id);
        request.consistent = true;
        const auto answer = ask("GetItem", request);
        if (!answer) return answer.error();
        if (!answer->item) return std::optional<LedgerRecord>();
        return std::optional(record_of(*answer->item));
    }

    Expected<std::vector<LedgerRecord>> list(std::optional<LedgerStatus> status) override {
        std::vector<LedgerRecord> rows;
        for (const LedgerStatus each : {LedgerStatus::processing, LedgerStatus::success,
                                        LedgerStatus::manual_review, LedgerStatus::failed}) {
            if (status && *status != each) continue;
            const auto found = rows_with(each);
            if (!found) return found.error();
            rows.insert(rows.end(), found->begin(), found->end());
        }
        std::stable_sort(rows.begin(), rows.end(), [](const LedgerRecord& a, const LedgerRecord& b) {
            return a.updated_at < b.updated_at;
        });
        return rows;
    }

    Expected<bool> reset(const std::string& book_id) override {
        DynamoRequest request = about(book_id);
        request.old_values = true;
        const auto answer = ask("DeleteItem", request);
        if (!answer) return answer.error();
        return answer->item.has_value();
    }

    Expected<Answer> claim(const Claim& claim) override {
        for (int rivals = 0; rivals < most_rivals; ++rivals) {
            const auto row = get(claim.record.book_id);
            if (!row) return row.error();
            const Standing standing = claim_standing(*row, claim);
            if (standing != Standing::open) return Answer{standing, **row};
            LedgerRecord taken = claim.record;
            taken.status = LedgerStatus::processing;
            taken.updated_at = claim.now;
            taken.created_at = *row && !(*row)->created_at.empty() ? (*row)->created_at : claim.now;
            const auto put = put_in_place_of(*row ? (*row)->claim_id : "", taken);
            if (!put) return put.error();
            if (*put) return Answer{Standing::mine, std::move(taken)};
        }
        return Error{ErrorCode::mirror_failed,
                     name_,
                     {},
                     fmt::format("book {} changed hands {} times while it was being claimed",
                                 claim.record.book_id, most_rivals),
                     "Run the same command again"};
    }

    Status finish(const LedgerRecord& record) override {
        const auto put = put_in_place_of(record.claim_id, record);
        if (!put) return put.error();
        if (*put) return Done{};
        return Error{ErrorCode::mirror_failed,
                     name_,
                     {},
                     fmt::format("the claim on book {} has lapsed and another worker has taken the book over",
                                 record.book_id),
                     "The record will be that worker's; give claims more time with --claim-minutes"};
    }

private:
    DynamoRequest about(const std::string& book_id) const {
        DynamoRequest request;
        request.table = table_;
        request.key["book_id"] = book_id;
        return request;
    }

    // False when the row's last claim is not (or no longer) this one; an empty claim is none.
    Expected<bool> put_in_place_of(const std::string& claim_id, const LedgerRecord& record) {
        DynamoRequest request;
        request.table = table_;
        request.item = row_of(record);
        if (claim_id.empty()) {
            request.condition = "attribute_not_exists(claim_id)";
        } else {
            request.condition = "claim_id = :seen";
            request.values[":seen"] = claim_id;
        }
        const auto response = send("PutItem", request);
        if (!response) return response.error();
        if (response->ok()) return true;
        if (aws_error_of(*response).code == "ConditionalCheckFailedException") return false;
        return dynamo_refusal(*response, name_, "dynamodb:PutItem");
    }

    Expected<std::vector<LedgerRecord>> rows_with(LedgerStatus status) {
        std::vector<LedgerRecord> rows;
        DynamoRequest request;
        request.table = table_;
        request.index = status_index;
        request.key_condition = "#status = :status";
        request.names["#status"] = "status";
        request.values[":status"] = std::string(name_of(status));
        do {
            auto answer = ask("Query", request);
            if (!answer) return answer.error();
            for (const DynamoItem& row : answer->items) rows.push_back(record_of(row));
            request.start_after = std::move(answer->stopped_after);
        } while (!request.start_after.empty());
        return rows;
    }

    Expected<DynamoAnswer> ask(const std::string& operation, const DynamoRequest& request) {
        const auto response = send(operation, request);
        if (!response) return response.error();
        if (!response->ok()) return dynamo_refusal(*response, name_, "dynamodb:" + operation);
        auto answer = dynamo_answer_from_json(text_of(response->body), name_);
        if (!answer)
            return Error{ErrorCode::mirror_failed,
                         name_,
                         {},
                         "the answer is none of DynamoDB's: " + answer.error().detail,
                         "Check the address of the endpoint"};
        return answer;
    }

    Expected<HttpResponse> send(const std::string& operation, const DynamoRequest& request) {
        const std::string body = to_json(request);
        HttpRequest post;
        post.method = HttpMethod::post;
        post.origin = origin_;
        post.headers = {{"content-type", "application/x-amz-json-1.0"},
                        {"x-amz-target", "DynamoDB_20120810." + operation}};
        post.body = bytes_of(body);
        auto response = server_->send(post);
        if (response) return response;
        // Whatever the reason, it is the ledger that is incomplete.
        const Error& error = response.error();
        return Error{error.code == ErrorCode::usage ? ErrorCode::usage : ErrorCode::mirror_failed,
                     name_,
                     {},
                     error.file.empty() ? error.detail : error.file + ": " + error.detail,
                     error.remedy};
    }

    std::shared_ptr<HttpTransport> server_;
    std::string origin_;
    std::string table_;
    std::string name_;
};

bool is_table_name(const std::string& text) {
    return text.size() >= 3 && text.size() <= 255 &&
           std::all_of(text.begin(), text.end(),
                       [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-' || c == '.'; });
}

}  // namespace

std::unique_ptr<SharedLedger> dynamo_ledger(std::shared_ptr<HttpTransport> server, std::string origin,
                                            std::string table) {
    return std::make_unique<DynamoLedger>(std::move(server), std::move(origin), std::move(table));
}

Expected<std::string> ledger_table_from(const std::string& uri) {
    const std::string scheme = "dynamodb://";
    if (uri.starts_with(scheme) && is_table_name(uri.substr(scheme.size()))) return uri.substr(scheme.size());
    return Error{ErrorCode::usage,
                 "",
                 {},
                 fmt::format("'{}' names no table", uri),
                 "Write it as dynamodb://TABLE, where TABLE has 3 to 255 of A-Z a-z 0-9 _ - ."};
}

}  // namespace sheetsplit
