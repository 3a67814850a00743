#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "sheetsplit/s3.hpp"

namespace sheetsplit {
namespace {

constexpr std::string_view scheme = "s3://";

// The rules for new buckets, and those that older buckets and other servers have.  What this lets through
// cannot change the meaning of an address.
bool is_bucket_name(std::string_view name) {
    return name.size() >= 3 && name.size() <= 255 && name.front() != '.' && name.front() != '-' &&
           name.find("..") == std::string_view::npos &&
           std::all_of(name.begin(), name.end(),
                       [](unsigned char c) { return std::isalnum(c) || c == '.' || c == '-' || c == '_'; });
}

}  // namespace

bool is_s3_uri(std::string_view text) {
    return text.starts_with(scheme);
}

Expected<S3Location> s3_location_from(const std::string& uri) {
    const std::string rest = is_s3_uri(uri) ? uri.substr(scheme.size()) : "";
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    if (!is_bucket_name(std::string_view(rest).substr(0, slash)))
        return Error{ErrorCode::usage,
                     "",
                     {},
                     fmt::format("'{}' is no place in a bucket", uri),
                     "Write it as s3://bucket/prefix"};
    std::string key = rest.substr(std::min(slash + 1, rest.size()));
    key.erase(0, std::min(key.find_first_not_of('/'), key.size()));
    return S3Location{rest.substr(0, slash), std::move(key)};
}

std::string uri_of(const S3Location& location) {
    return fmt::format("{}{}/{}", scheme, location.bucket, location.key);
}

}  // namespace sheetsplit
