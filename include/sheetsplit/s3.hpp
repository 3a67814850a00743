// A bucket of S3, or of a server that speaks as S3 does, as a Store.
//
// A location is written s3://bucket/key, where the key may be a prefix and is
// taken as it stands: no escapes, no normalising.  Safe from any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sheetsplit/aws.hpp"
#include "sheetsplit/store.hpp"

namespace sheetsplit {

struct S3Location {
    std::string bucket;
    std::string key;  // without a '/' in front; may be empty
};

bool is_s3_uri(std::string_view text);

// Fails with usage when it is no s3:// URI with a name that a bucket can have.
Expected<S3Location> s3_location_from(const std::string& uri);

std::string uri_of(const S3Location& location);

struct ObjectFacts {
    std::uintmax_t bytes = 0;
    std::string sha256;  // that was stored with it; empty for an object that others put there
};

// A store whose objects carry their digests, so that what stands there already need not be sent.
class ObjectStore : public Store {
public:
    // Nothing when the key is free.
    virtual Expected<std::optional<ObjectFacts>> facts(const std::string& key) const = 0;
};

// The keys of the store are below the location's key, which is a folder whether it ends in '/' or not.
// Failures are mirror_failed; their file is the object's URI.  What is large is sent in parts and appears
// when all of them are there.  Nothing is sent before something is asked for.
std::unique_ptr<ObjectStore> open_s3_store(std::shared_ptr<AwsAccount> account, const S3Location& folder);

}  // namespace sheetsplit
