#include "cloud/sigv4.hpp"

#include <algorithm>

#include <fmt/chrono.h>

#include "sheetsplit/digest.hpp"
#include "sheetsplit/ports.hpp"
#include "sheetsplit/store.hpp"

namespace sheetsplit {
namespace {

constexpr const char* algorithm = "AWS4-HMAC-SHA256";

std::string date_text(std::chrono::sys_seconds now) {
    return fmt::format("{:%Y%m%dT%H%M%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(now)));
}

// Without blanks at the ends, and with one blank for several.
std::string with_single_blanks(std::string_view value) {
    std::string text;
    for (const char c : value) {
        if (c == ' ' && (text.empty() || text.back() == ' ')) continue;
        text += c;
    }
    if (text.ends_with(' ')) text.pop_back();
    return text;
}

std::vector<HttpField> sorted(std::vector<HttpField> fields) {
    std::sort(fields.begin(), fields.end(), [](const HttpField& a, const HttpField& b) {
        return a.name != b.name ? a.name < b.name : a.value < b.value;
    });
    return fields;
}

// The order is that of the encoded names, which is not that of the plain ones.
std::string canonical_query(const std::vector<HttpField>& query) {
    std::vector<HttpField> encoded;
    for (const auto& [name, value] : query)
        encoded.push_back({uri_encoded(name, false), uri_encoded(value, false)});
    std::string text;
    for (const auto& [name, value] : sorted(std::move(encoded))) {
        if (!text.empty()) text += '&';
        text.append(name).append("=").append(value);
    }
    return text;
}

std::vector<std::byte> keyed(std::span<const std::byte> key, std::string_view text) {
    return hmac_sha256(key, bytes_of(text));
}

}  // namespace

HttpRequest sign(HttpRequest request, const AwsCredentials& credentials, const SigningScope& scope,
                 std::chrono::sys_seconds now) {
    const std::string date = date_text(now);
    const std::string day = date.substr(0, 8);
    const std::string digest = sha256_hex(request.body);
    request.headers.push_back({"host", host_of(request.origin)});
    request.headers.push_back({"x-amz-date", date});
    if (scope.service == "s3") request.headers.push_back({"x-amz-content-sha256", digest});
    if (!credentials.session_token.empty())
        request.headers.push_back({"x-amz-security-token", credentials.session_token});

    std::string header_lines, header_names;
    for (const auto& [name, value] : sorted(request.headers)) {
        header_lines.append(name).append(":").append(with_single_blanks(value)).append("\n");
        header_names.append(header_names.empty() ? "" : ";").append(name);
    }
    const std::string canonical =
        fmt::format("{}\n{}\n{}\n{}\n{}\n{}", name_of(request.method), request.path,
                    canonical_query(request.query), header_lines, header_names, digest);
    const std::string credential_scope =
        fmt::format("{}/{}/{}/aws4_request", day, scope.region, scope.service);
    const std::string to_sign =
        fmt::format("{}\n{}\n{}\n{}", algorithm, date, credential_scope, sha256_hex(bytes_of(canonical)));

    auto key = keyed(bytes_of("AWS4" + credentials.secret_access_key), day);
    for (const std::string& part : {scope.region, scope.service, std::string("aws4_request")})
        key = keyed(key, part);
    request.headers.push_back(
        {"authorization", fmt::format("{} Credential={}/{}, SignedHeaders={}, Signature={}", algorithm,
                                      credentials.access_key_id, credential_scope, header_names,
                                      hex_text(keyed(key, to_sign)))});
    return request;
}

}  // namespace sheetsplit
