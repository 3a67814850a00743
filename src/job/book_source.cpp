#include "sheetsplit/book_source.hpp"

#include <algorithm>
#include <cctype>

namespace sheetsplit {
namespace {

bool names_a_pdf(const std::string& key) {
    constexpr std::string_view ending = ".pdf";
    return key.size() > ending.size() &&
           std::equal(ending.begin(), ending.end(), key.end() - static_cast<std::ptrdiff_t>(ending.size()),
                      [](char a, unsigned char b) { return a == std::tolower(b); });
}

Error unreadable(Error error) {
    if (error.code == ErrorCode::mirror_failed) error.code = ErrorCode::input_unreadable;
    return error;
}

}  // namespace

Expected<std::shared_ptr<const Bytes>> BookSource::read(const std::string& path) {
    if (!is_s3_uri(path)) return read_file(path);
    const std::lock_guard guard(mutex_);
    if (kept_ && kept_uri_ == path) return kept_;
    kept_.reset();
    auto bytes = fetch(path);
    if (!bytes) return unreadable(bytes.error());
    kept_ = *bytes;
    kept_uri_ = path;
    return kept_;
}

Expected<std::shared_ptr<const Bytes>> BookSource::fetch(const std::string& uri) const {
    const auto location = s3_location_from(uri);
    if (!location) return location.error();
    const auto bucket = open_bucket_(location->bucket);
    if (!bucket) return bucket.error();
    auto bytes = (*bucket)->get(location->key);
    if (!bytes) return bytes.error();
    if (!*bytes)
        return Error{
            ErrorCode::input_missing, uri, {}, "there is no such object", "Check the bucket and the key"};
    return std::make_shared<const Bytes>(std::move(**bytes));
}

Inputs BookSource::find(const std::vector<std::string>& named, bool recursive) {
    Inputs inputs;
    for (const std::string& name : named) {
        if (is_s3_uri(name)) {
            list(name, inputs);
            continue;
        }
        Inputs found = find_inputs({name}, recursive);
        inputs.paths.insert(inputs.paths.end(), found.paths.begin(), found.paths.end());
        inputs.errors.insert(inputs.errors.end(), found.errors.begin(), found.errors.end());
    }
    return inputs;
}

void BookSource::list(const std::string& uri, Inputs& inputs) const {
    auto location = s3_location_from(uri);
    if (!location) {
        inputs.errors.push_back(location.error());
        return;
    }
    if (names_a_pdf(location->key)) {
        inputs.paths.push_back(uri);
        return;
    }
    const auto bucket = open_bucket_(location->bucket);
    if (!bucket) {
        inputs.errors.push_back(unreadable(bucket.error()));
        return;
    }
    std::string folder = location->key;
    while (folder.ends_with('/')) folder.pop_back();
    const auto keys = (*bucket)->list(folder);
    if (!keys) {
        inputs.errors.push_back(unreadable(keys.error()));
        return;
    }
    const std::size_t before = inputs.paths.size();
    for (const std::string& key : *keys)
        if (names_a_pdf(key)) inputs.paths.push_back(uri_of({location->bucket, key}));
    if (inputs.paths.size() == before)
        inputs.errors.push_back(
            {ErrorCode::input_missing, uri, {}, "there is no PDF below it", "Check the prefix"});
}

}  // namespace sheetsplit
