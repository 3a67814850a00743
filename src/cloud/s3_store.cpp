// ObjectStore on S3: one request for each thing that is asked, several for what is large.
#include <algorithm>
#include <array>
#include <charconv>
#include <random>

#include <fmt/format.h>

#include "cloud/s3_refusal.hpp"
#include "cloud/xml.hpp"
#include "sheetsplit/digest.hpp"
#include "sheetsplit/ports.hpp"
#include "sheetsplit/s3.hpp"

namespace sheetsplit {
namespace {

// Above this an object goes in parts of this size, of which S3 takes 10,000.
constexpr std::size_t part_bytes = std::size_t{16} << 20U;
constexpr const char* digest_header = "x-amz-meta-sha256";
constexpr const char* claim_header = "x-amz-meta-claim";

std::string content_type_of(std::string_view key) {
    constexpr std::array types{
        std::pair{std::string_view(".pdf"), "application/pdf"},
        std::pair{std::string_view(".json"), "application/json"},
        std::pair{std::string_view(".html"), "text/html; charset=utf-8"},
        std::pair{std::string_view(".csv"), "text/csv; charset=utf-8"},
    };
    for (const auto& [ending, type] : types)
        if (key.ends_with(ending)) return type;
    return "application/octet-stream";
}

// Different each time, so that an object of ours is told from one that another put there at the same moment.
std::string claim() {
    std::random_device random;
    return fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
}

// %XX and '+', as in the keys of a listing.
std::string uri_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        if (text[i] == '%' && i + 2 < text.size() &&
            std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16).ptr == text.data() + i + 3) {
            decoded += static_cast<char>(value);
            i += 2;
        } else {
            decoded += text[i] == '+' ? ' ' : text[i];
        }
    }
    return decoded;
}

class S3Store : public ObjectStore {
public:
    S3Store(std::shared_ptr<AwsAccount> account, const S3Location& folder)
        : http_(account->service("s3")), bucket_(folder.bucket), prefix_(folder.key) {
        while (prefix_.ends_with('/')) prefix_.pop_back();
        name_ = uri_of({bucket_, prefix_});
        if (!prefix_.empty()) prefix_ += '/';
        const AwsAccount::Endpoint endpoint = account->endpoint("s3");
        // A certificate for *.s3.region.amazonaws.com covers no further dot.
        const bool in_path = endpoint.given || bucket_.find('.') != std::string::npos;
        origin_ = endpoint.origin;
        bucket_path_ = "/";
        if (in_path)
            bucket_path_ += bucket_ + '/';
        else
            origin_.insert(origin_.find("://") + 3, bucket_ + '.');
    }

    const std::string& name() const override { return name_; }

    Expected<std::optional<Bytes>> get(const std::string& key) const override {
        auto answer = send(about(key, HttpMethod::get));
        if (!answer) return located(answer.error(), key);
        if (is_free(*answer)) return std::optional<Bytes>();
        if (!answer->ok()) return refusal(*answer, key, "s3:GetObject");
        return std::optional(std::move(answer->body));
    }

    Expected<std::optional<std::uintmax_t>> size(const std::string& key) const override {
        const auto found = facts(key);
        if (!found) return found.error();
        if (!*found) return std::optional<std::uintmax_t>();
        return std::optional((*found)->bytes);
    }

    Expected<std::optional<ObjectFacts>> facts(const std::string& key) const override {
        const auto answer = head(key);
        if (!answer) return answer.error();
        if (!*answer) return std::optional<ObjectFacts>();
        const std::string length = (*answer)->header("content-length").value_or("");
        ObjectFacts facts;
        std::from_chars(length.data(), length.data() + length.size(), facts.bytes);
        facts.sha256 = (*answer)->header(digest_header).value_or("");
        return std::optional(std::move(facts));
    }

    Status put(const std::string& key, std::span<const std::byte> bytes) override {
        if (bytes.size() > part_bytes) return put_in_parts(key, bytes);
        const auto answer = send(whole(key, bytes));
        if (!answer) return located(answer.error(), key);
        if (!answer->ok()) return refusal(*answer, key, "s3:PutObject");
        return Done{};
    }

    // In one request whatever the size: only there every server keeps the condition.
    Expected<bool> put_new(const std::string& key, std::span<const std::byte> bytes) override {
        HttpRequest request = whole(key, bytes);
        const std::string ours = claim();
        request.headers.push_back({"if-none-match", "*"});
        request.headers.push_back({claim_header, ours});
        const auto answer = send(request);
        if (!answer) return located(answer.error(), key);
        if (answer->ok()) return true;
        if (answer->status != 412) return refusal(*answer, key, "s3:PutObject");
        // It may have been put by a try of ours whose answer was lost.
        const auto there = head(key);
        if (!there) return there.error();
        return *there && (*there)->header(claim_header) == ours;
    }

    Status remove(const std::string& key) override {
        const auto answer = send(about(key, HttpMethod::remove));
        if (!answer) return located(answer.error(), key);
        if (!answer->ok() && !is_free(*answer)) return refusal(*answer, key, "s3:DeleteObject");
        return Done{};
    }

    Expected<std::vector<std::string>> list(const std::string& folder) const override {
        const std::string below = prefix_ + (folder.empty() ? "" : folder + '/');
        std::vector<std::string> keys;
        std::string next;
        do {
            HttpRequest request;
            request.origin = origin_;
            request.path = bucket_path_;
            request.query = {{"list-type", "2"}, {"encoding-type", "url"}, {"prefix", below}};
            if (!next.empty()) request.query.push_back({"continuation-token", next});
            const auto answer = send(request);
            if (!answer) return located(answer.error(), folder);
            if (!answer->ok()) return refusal(*answer, folder, "s3:ListBucket");
            const std::string xml = text_of(answer->body);
            for (const std::string_view contents : xml_all(xml, "Contents")) {
                const std::string key = uri_decoded(xml_value(contents, "Key"));
                if (key.starts_with(below)) keys.push_back(key.substr(prefix_.size()));
            }
            next = xml_value(xml, "IsTruncated") == "true" ? xml_value(xml, "NextContinuationToken") : "";
        } while (!next.empty());
        std::sort(keys.begin(), keys.end());
        return keys;
    }

private:
    Expected<HttpResponse> send(const HttpRequest& request) const { return http_->send(request); }

    HttpRequest about(const std::string& key, HttpMethod method) const {
        HttpRequest request;
        request.method = method;
        request.origin = origin_;
        request.path = bucket_path_ + uri_encoded(prefix_ + key, true);
        return request;
    }

    std::vector<HttpField> describing(const std::string& key, std::span<const std::byte> bytes) const {
        return {{"content-type", content_type_of(key)}, {digest_header, sha256_hex(bytes)}};
    }

    HttpRequest whole(const std::string& key, std::span<const std::byte> bytes) const {
        HttpRequest request = about(key, HttpMethod::put);
        request.headers = describing(key, bytes);
        request.headers.push_back({"content-md5", base64_text(md5(bytes))});
        request.body = bytes;
        return request;
    }

    static bool is_free(const HttpResponse& answer) {
        return answer.status == 404 && aws_error_of(answer).code != "NoSuchBucket";
    }

    Error refusal(const HttpResponse& answer, const std::string& key, std::string_view action) const {
        return s3_refusal(answer, {bucket_, prefix_ + key}, action);
    }

    // An error of the transport names the server; which object it was about, only we know.
    Error located(Error error, const std::string& key) const {
        if (!error.file.empty()) error.detail = error.file + ": " + error.detail;
        error.file = uri_of({bucket_, prefix_ + key});
        return error;
    }

    // Nothing when the key is free.
    Expected<std::optional<HttpResponse>> head(const std::string& key) const {
        auto answer = send(about(key, HttpMethod::head));
        if (answer && !answer->ok() && answer->status != 404) {
            // The answer to HEAD has no body and so no reason; GET is refused for the same one.  Where that
            // renews the credentials, HEAD succeeds now.
            HttpRequest ask = about(key, HttpMethod::get);
            ask.headers = {{"range", "bytes=0-0"}};
            const auto reason = send(ask);
            if (!reason) return located(reason.error(), key);
            if (!reason->ok() && !is_free(*reason))
                return refusal(*reason, key, "s3:GetObject and s3:ListBucket");
            answer = send(about(key, HttpMethod::head));
        }
        if (!answer) return located(answer.error(), key);
        if (answer->status == 404) return std::optional<HttpResponse>();
        if (!answer->ok()) return refusal(*answer, key, "s3:GetObject and s3:ListBucket");
        return std::optional(std::move(*answer));
    }

    // ---- in parts

    Status put_in_parts(const std::string& key, std::span<const std::byte> bytes) {
        HttpRequest begin = about(key, HttpMethod::post);
        begin.query = {{"uploads", ""}};
        begin.headers = describing(key, bytes);
        const auto answer = send(begin);
        if (!answer) return located(answer.error(), key);
        if (!answer->ok()) return refusal(*answer, key, "s3:PutObject");
        const std::string upload = xml_value(text_of(answer->body), "UploadId");
        if (upload.empty()) return refusal(*answer, key, "s3:PutObject");

        Status sent = send_parts(key, bytes, upload);
        if (!sent) {
            HttpRequest give_up = about(key, HttpMethod::remove);
            give_up.query = {{"uploadId", upload}};
            [[maybe_unused]] const auto given_up = send(give_up);  // what remains is never seen as an object
        }
        return sent;
    }

    Status send_parts(const std::string& key, std::span<const std::byte> bytes, const std::string& upload) {
        std::string parts;
        int number = 1;
        for (std::size_t begin = 0; begin < bytes.size(); begin += part_bytes, ++number) {
            const auto part = bytes.subspan(begin, std::min(part_bytes, bytes.size() - begin));
            HttpRequest request = about(key, HttpMethod::put);
            request.query = {{"partNumber", std::to_string(number)}, {"uploadId", upload}};
            request.headers = {{"content-md5", base64_text(md5(part))}};
            request.body = part;
            const auto answer = send(request);
            if (!answer) return located(answer.error(), key);
            if (!answer->ok()) return refusal(*answer, key, "s3:PutObject");
            parts += fmt::format("<Part><PartNumber>{}</PartNumber><ETag>{}</ETag></Part>", number,
                                 xml_escaped(answer->header("etag").value_or("")));
        }
        const std::string list = fmt::format("<CompleteMultipartUpload>{}</CompleteMultipartUpload>", parts);
        HttpRequest request = about(key, HttpMethod::post);
        request.query = {{"uploadId", upload}};
        request.headers = {{"content-type", "application/xml"}};
        request.body = bytes_of(list);
        const auto answer = send(request);
        if (!answer) return located(answer.error(), key);
        // The server may answer with success at once, and say only later that it was none.
        if (answer->ok() && !xml_inside(text_of(answer->body), "Error")) return Done{};
        // An earlier try may have completed it, and only its answer was lost.
        const auto there = facts(key);
        if (there && *there && (*there)->bytes == bytes.size() && (*there)->sha256 == sha256_hex(bytes))
            return Done{};
        return refusal(*answer, key, "s3:PutObject");
    }

    std::shared_ptr<HttpTransport> http_;
    std::string bucket_;
    std::string prefix_;  // empty or with '/' at its end
    std::string name_;
    std::string origin_;
    std::string bucket_path_;
};

}  // namespace

std::unique_ptr<ObjectStore> open_s3_store(std::shared_ptr<AwsAccount> account, const S3Location& folder) {
    return std::make_unique<S3Store>(std::move(account), folder);
}

}  // namespace sheetsplit
