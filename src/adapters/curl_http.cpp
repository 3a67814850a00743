// HttpTransport by libcurl, as a carrier only: what is sent was signed before, and what to do about an answer
// is decided elsewhere.
#include <curl/curl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <cstring>
#include <mutex>

#include <fmt/format.h>

#include "core/pool.hpp"
#include "core/text.hpp"
#include "sheetsplit/http.hpp"

namespace sheetsplit {
namespace {

constexpr long seconds_to_connect = 15;
constexpr long seconds_of_silence = 60;  // with less than a byte a second
constexpr std::size_t largest_answer = std::size_t{4} << 30U;

// A static program does not know where this system keeps the authorities that it trusts.
constexpr std::array authority_files{
    "/etc/ssl/certs/ca-certificates.crt",                 // Debian, Ubuntu, Arch, Gentoo
    "/etc/pki/tls/certs/ca-bundle.crt",                   // Fedora, RHEL
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // CentOS
    "/etc/ssl/ca-bundle.pem",                             // openSUSE
    "/etc/ssl/cert.pem",                                  // Alpine
};

std::string usual_authorities() {
    for (const char* file : authority_files)
        if (::access(file, R_OK) == 0) return file;
    return {};
}

// One connection to each server that was spoken to.  Not thread-safe.
class Handle {
public:
    Handle() : curl_(::curl_easy_init()) {}
    ~Handle() { ::curl_easy_cleanup(curl_); }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    CURL* get() const { return curl_; }

private:
    CURL* curl_;
};

class HeaderList {
public:
    HeaderList() = default;
    ~HeaderList() { ::curl_slist_free_all(list_); }
    HeaderList(const HeaderList&) = delete;
    HeaderList& operator=(const HeaderList&) = delete;
    void add(const std::string& line) { list_ = ::curl_slist_append(list_, line.c_str()); }
    const curl_slist* get() const { return list_; }

private:
    curl_slist* list_ = nullptr;
};

// One request on its way.
struct Exchange {
    std::span<const std::byte> body;
    std::size_t sent = 0;
    HttpResponse response;
};

std::size_t take_body(char* data, std::size_t, std::size_t size, void* user) {
    auto& body = static_cast<Exchange*>(user)->response.body;
    if (size > largest_answer - body.size()) return 0;
    const auto bytes = std::as_bytes(std::span(data, size));
    body.insert(body.end(), bytes.begin(), bytes.end());
    return size;
}

std::size_t take_header(char* data, std::size_t, std::size_t size, void* user) {
    auto& headers = static_cast<Exchange*>(user)->response.headers;
    std::string_view line(data, size);
    if (line.starts_with("HTTP/")) headers.clear();  // those of an answer before the answer
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return size;
    std::string name(line.substr(0, colon));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    headers.push_back({std::move(name), std::string(without_outer_blanks(line.substr(colon + 1)))});
    return size;
}

std::size_t give_body(char* room, std::size_t, std::size_t size, void* user) {
    auto& exchange = *static_cast<Exchange*>(user);
    const auto unsent = exchange.body.subspan(exchange.sent);
    const std::size_t count = std::min(size, unsent.size());
    if (count > 0) std::memcpy(room, unsent.data(), count);
    exchange.sent += count;
    return count;
}

// A connection that was kept may turn out to be closed; the library then begins anew.
int begin_body_at(void* user, curl_off_t offset, int origin) {
    auto& exchange = *static_cast<Exchange*>(user);
    if (origin != SEEK_SET || offset < 0 || static_cast<std::size_t>(offset) > exchange.body.size())
        return CURL_SEEKFUNC_FAIL;
    exchange.sent = static_cast<std::size_t>(offset);
    return CURL_SEEKFUNC_OK;
}

std::string remedy_for(CURLcode code) {
    switch (code) {
        case CURLE_URL_MALFORMAT:
        case CURLE_UNSUPPORTED_PROTOCOL:
            return "Correct the address of the endpoint, which is like https://host:port";
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
            return "Install the package ca-certificates, or name the file with the authority of a server of "
                   "your own in AWS_CA_BUNDLE";
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
            return "Check the network, the region and the address of the endpoint";
        default:
            return "Check the network and that the server runs, then run the same command again";
    }
}

// Only the library's own words: they hold no header and no body.
Error transport_error(CURLcode code, const std::string& words, const HttpRequest& request) {
    const bool useless = words.empty();
    return {ErrorCode::mirror_failed,
            request.origin,
            {},
            fmt::format("no answer came: {}", useless ? ::curl_easy_strerror(code) : words.c_str()),
            remedy_for(code)};
}

class CurlHttp : public HttpTransport {
public:
    explicit CurlHttp(std::string authorities)
        : authorities_(authorities.empty() ? usual_authorities() : std::move(authorities)) {
        static std::once_flag once;
        std::call_once(once, [] { ::curl_global_init(CURL_GLOBAL_DEFAULT); });
    }

    Expected<HttpResponse> send(const HttpRequest& request) override {
        auto handle =
            pool_.borrow([] { return Expected<std::unique_ptr<Handle>>(std::make_unique<Handle>()); });
        if (!handle) return handle.error();
        return exchange((*handle)->get(), request);
    }

private:
    Expected<HttpResponse> exchange(CURL* curl, const HttpRequest& request) const {
        Exchange exchange{request.body, 0, {}};
        HeaderList headers;
        for (const auto& [name, value] : request.headers)
            headers.add(value.empty() ? name + ';' : name + ": " + value);
        // What the library would add of its own accord was not signed.
        for (const char* unwanted : {"Expect:", "Accept:", "Content-Type:"})
            if (!has_header(request, unwanted)) headers.add(unwanted);

        ::curl_easy_reset(curl);  // keeps the connections
        std::string url = request.origin + request.path;
        if (!request.query.empty()) url += '?' + query_text(request.query);
        std::array<char, CURL_ERROR_SIZE> words{};
        ::curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, words.data());
        ::curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
        ::curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
        ::curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
        ::curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        ::curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
        ::curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
        ::curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
        ::curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        if (!authorities_.empty()) ::curl_easy_setopt(curl, CURLOPT_CAINFO, authorities_.c_str());
        ::curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, seconds_to_connect);
        ::curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
        ::curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, seconds_of_silence);
        ::curl_easy_setopt(curl, CURLOPT_USERAGENT, "sheetsplit/" SHEETSPLIT_VERSION);
        ::curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
        ::curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
        ::curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
        ::curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
        ::curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
        ::curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_body);
        ::curl_easy_setopt(curl, CURLOPT_READDATA, &exchange);
        ::curl_easy_setopt(curl, CURLOPT_SEEKFUNCTION, begin_body_at);
        ::curl_easy_setopt(curl, CURLOPT_SEEKDATA, &exchange);
        // The container's own address is on no other way than the direct one.
        if (host_of(request.origin).starts_with("169.254.")) ::curl_easy_setopt(curl, CURLOPT_PROXY, "");
        choose_method(curl, request);

        if (const CURLcode code = ::curl_easy_perform(curl); code != CURLE_OK)
            return transport_error(code, words.data(), request);
        long status = 0;
        ::curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        exchange.response.status = static_cast<int>(status);
        return std::move(exchange.response);
    }

    static bool has_header(const HttpRequest& request, std::string_view with_colon) {
        return std::any_of(request.headers.begin(), request.headers.end(), [&](const HttpField& field) {
            return field.name.size() + 1 == with_colon.size() &&
                   std::equal(field.name.begin(), field.name.end(), with_colon.begin(),
                              [](unsigned char a, unsigned char b) { return a == std::tolower(b); });
        });
    }

    static void choose_method(CURL* curl, const HttpRequest& request) {
        const auto size = static_cast<curl_off_t>(request.body.size());
        switch (request.method) {
            case HttpMethod::get:
                ::curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
                break;
            case HttpMethod::head:
                ::curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
                break;
            case HttpMethod::put:
                ::curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
                ::curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, size);
                break;
            case HttpMethod::post:
                ::curl_easy_setopt(curl, CURLOPT_POST, 1L);
                ::curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, size);
                break;
            case HttpMethod::remove:
                ::curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "DELETE");
                break;
        }
    }

    std::string authorities_;
    Pool<Handle> pool_;
};

}  // namespace

std::shared_ptr<HttpTransport> open_http(const std::string& authorities) {
    return std::make_shared<CurlHttp>(authorities);
}

}  // namespace sheetsplit
