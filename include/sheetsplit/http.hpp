// Http: one request to a server, and what it answered.
//
// The port behind which the network lies: the transport that speaks to real
// servers, those that sign and try again around it, and the fakes of the tests.
// Paths and queries follow RFC 3986.  Transports may be called from any thread.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sheetsplit/expected.hpp"

namespace sheetsplit {

enum class HttpMethod { get, head, put, post, remove };

// As on the wire, e.g. "DELETE" for remove.
std::string_view name_of(HttpMethod method);

struct HttpField {
    std::string name;
    std::string value;
    bool operator==(const HttpField&) const = default;
};

struct HttpRequest {
    HttpMethod method = HttpMethod::get;
    std::string origin;               // "https://host" or "http://host:port"
    std::string path = "/";           // URI-encoded already; sent as it is
    std::vector<HttpField> query;     // not yet encoded
    std::vector<HttpField> headers;   // their names in lower case
    std::span<const std::byte> body;  // must live as long as the call
};

struct HttpResponse {
    int status = 0;
    std::vector<HttpField> headers;  // their names in lower case
    std::vector<std::byte> body;

    bool ok() const { return status >= 200 && status < 300; }
    // The first header of that name.
    std::optional<std::string> header(std::string_view name) const;
};

class HttpTransport {
public:
    virtual ~HttpTransport() = default;
    // Fails with mirror_failed when no whole answer came: no such host, no connection, a certificate that is
    // not to be trusted, silence.  An answer that refuses is an answer.  Redirects are not followed.
    virtual Expected<HttpResponse> send(const HttpRequest& request) = 0;
};

// The real one.  Certificates of servers are always verified, with the authorities that the system trusts or
// those in the file `authorities` when that is not empty.
std::shared_ptr<HttpTransport> open_http(const std::string& authorities);

// "host" or "host:port" of the origin, as the header Host says it.  Pure.
std::string host_of(const std::string& origin);

// What RFC 3986 does not reserve stays, everything else becomes %XX; '/' stays where asked for.  Pure.
std::string uri_encoded(std::string_view text, bool keep_slashes);

// "name=value&name=value", encoded, in the order given.  Pure.
std::string query_text(const std::vector<HttpField>& query);

}  // namespace sheetsplit
