// One bucket of S3 in memory, as far as the protocol's rules matter to a client.
#pragma once

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/fake_http.hpp"

namespace sheetsplit::test {

class FakeS3 {
public:
    struct Object {
        std::string bytes;
        std::vector<HttpField> headers;  // content type and metadata
    };

    explicit FakeS3(std::string bucket) : bucket_(std::move(bucket)) {}

    std::map<std::string, Object> objects;
    std::map<std::string, std::map<int, std::string>> uploads;  // begun and not completed
    std::size_t keys_in_a_page = 2;                             // of a listing

    // Stands before the bucket; passes on what it gives no answer to.
    using Fault = std::function<std::optional<Expected<HttpResponse>>(const FakeHttp::Call&)>;
    Fault fault;

    // The way to the bucket, which must outlive it.
    std::shared_ptr<FakeHttp> http() {
        return std::make_shared<FakeHttp>([this](const FakeHttp::Call& call) -> Expected<HttpResponse> {
            if (fault)
                if (auto answer_before = fault(call)) return std::move(*answer_before);
            return answer(call);
        });
    }

    HttpResponse answer(const FakeHttp::Call& call) {
        const std::string path = decoded(call.request.path);
        const std::string top = "/" + bucket_ + "/";
        if (!path.starts_with(top)) return refusal(404, "NoSuchBucket");
        const std::string key = path.substr(top.size());
        if (const auto upload = parameter(call, "uploadId")) return part_of_upload(call, key, *upload);
        switch (call.request.method) {
            case HttpMethod::get:
                return key.empty() ? listing(call) : read(key, true);
            case HttpMethod::head:
                return read(key, false);
            case HttpMethod::put:
                return write(call, key);
            case HttpMethod::post:
                return begin_upload(call);
            case HttpMethod::remove:
                objects.erase(key);
                return answer_of(204);
        }
        return refusal(405, "MethodNotAllowed");
    }

    static HttpResponse refusal(int status, const std::string& code) {
        return answer_of(status, "<Error><Code>" + code + "</Code></Error>");
    }

private:
    static std::string decoded(const std::string& text) {
        std::string out;
        for (std::size_t i = 0; i < text.size(); ++i) {
            unsigned value = 0;
            if (text[i] == '%') {
                std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16);
                out += static_cast<char>(value);
                i += 2;
            } else {
                out += text[i];
            }
        }
        return out;
    }

    static std::optional<std::string> parameter(const FakeHttp::Call& call, std::string_view name) {
        for (const HttpField& field : call.request.query)
            if (field.name == name) return field.value;
        return std::nullopt;
    }

    static std::vector<HttpField> kept_headers(const FakeHttp::Call& call) {
        std::vector<HttpField> kept;
        for (const HttpField& field : call.request.headers)
            if (field.name == "content-type" || field.name.starts_with("x-amz-meta-")) kept.push_back(field);
        return kept;
    }

    HttpResponse read(const std::string& key, bool with_body) const {
        const auto found = objects.find(key);
        if (found == objects.end()) return with_body ? refusal(404, "NoSuchKey") : answer_of(404);
        HttpResponse answer = answer_of(200, with_body ? found->second.bytes : "", found->second.headers);
        answer.headers.push_back({"content-length", std::to_string(found->second.bytes.size())});
        return answer;
    }

    HttpResponse write(const FakeHttp::Call& call, const std::string& key) {
        if (call.header("if-none-match") == "*" && objects.contains(key))
            return refusal(412, "PreconditionFailed");
        objects[key] = {call.body, kept_headers(call)};
        return answer_of(200);
    }

    HttpResponse begin_upload(const FakeHttp::Call& call) {
        const std::string id = "upload-" + std::to_string(++last_upload_);
        uploads[id] = {};
        upload_headers_[id] = kept_headers(call);
        return answer_of(200, "<R><UploadId>" + id + "</UploadId></R>");
    }

    HttpResponse part_of_upload(const FakeHttp::Call& call, const std::string& key, const std::string& id) {
        const auto upload = uploads.find(id);
        if (upload == uploads.end()) return refusal(404, "NoSuchUpload");
        if (call.request.method == HttpMethod::put) {
            const int number = std::stoi(parameter(call, "partNumber").value_or("0"));
            upload->second[number] = call.body;
            return answer_of(200, {}, {{"etag", "\"part-" + std::to_string(number) + "\""}});
        }
        if (call.request.method == HttpMethod::post) {
            std::string bytes;
            for (const auto& [number, part] : upload->second) {
                if (call.body.find("part-" + std::to_string(number)) == std::string::npos)
                    return refusal(400, "InvalidPart");
                bytes += part;
            }
            objects[key] = {bytes, upload_headers_[id]};
        }
        uploads.erase(upload);
        return answer_of(call.request.method == HttpMethod::post ? 200 : 204);
    }

    HttpResponse listing(const FakeHttp::Call& call) const {
        const std::string prefix = parameter(call, "prefix").value_or("");
        const std::string after = parameter(call, "continuation-token").value_or("");
        std::string xml;
        std::size_t count = 0;
        for (const auto& [key, object] : objects) {
            if (!key.starts_with(prefix) || (!after.empty() && key <= after)) continue;
            if (count++ == keys_in_a_page)
                return answer_of(200, "<L>" + xml + "<IsTruncated>true</IsTruncated><NextContinuationToken>" +
                                          last_listed_ + "</NextContinuationToken></L>");
            last_listed_ = key;
            xml += "<Contents><Key>" + uri_encoded(key, true) + "</Key></Contents>";
        }
        return answer_of(200, "<L>" + xml + "<IsTruncated>false</IsTruncated></L>");
    }

    std::string bucket_;
    int last_upload_ = 0;
    std::map<std::string, std::vector<HttpField>> upload_headers_;
    mutable std::string last_listed_;
};

}  // namespace sheetsplit::test
