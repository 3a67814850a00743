#include "sheetsplit/http.hpp"

#include <algorithm>

namespace sheetsplit {

std::string_view name_of(HttpMethod method) {
    switch (method) {
        case HttpMethod::get:
            return "GET";
        case HttpMethod::head:
            return "HEAD";
        case HttpMethod::put:
            return "PUT";
        case HttpMethod::post:
            return "POST";
        case HttpMethod::remove:
            return "DELETE";
    }
    return "GET";
}

std::optional<std::string> HttpResponse::header(std::string_view name) const {
    const auto found = std::find_if(headers.begin(), headers.end(),
                                    [&](const HttpField& field) { return field.name == name; });
    if (found == headers.end()) return std::nullopt;
    return found->value;
}

std::string host_of(const std::string& origin) {
    const bool secure = origin.starts_with("https://");
    const std::size_t mark = origin.find("://");
    std::string host = mark == std::string::npos ? origin : origin.substr(mark + 3);
    const std::string_view usual_port = secure ? ":443" : ":80";
    if (host.ends_with(usual_port)) host.resize(host.size() - usual_port.size());
    return host;
}

std::string uri_encoded(std::string_view text, bool keep_slashes) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '.' || c == '_' || c == '~' || (c == '/' && keep_slashes);
        if (plain) {
            encoded += c;
            continue;
        }
        const auto value = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += digits[value >> 4U];
        encoded += digits[value & 15U];
    }
    return encoded;
}

std::string query_text(const std::vector<HttpField>& query) {
    std::string text;
    for (const auto& [name, value] : query) {
        if (!text.empty()) text += '&';
        text += uri_encoded(name, false) + '=' + uri_encoded(value, false);
    }
    return text;
}

}  // namespace sheetsplit
