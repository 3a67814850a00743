// BookSource: the bytes of books, from files and from buckets.
//
// A book in a bucket is named by its URI, s3://bucket/key, wherever a path would do.  Nothing is sent as long
// as no such name occurs.  Safe from any thread.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "sheetsplit/job.hpp"
#include "sheetsplit/s3.hpp"

namespace sheetsplit {

class BookSource {
public:
    using OpenBucket = std::function<Expected<std::shared_ptr<ObjectStore>>(const std::string& bucket)>;

    explicit BookSource(OpenBucket open_bucket) : open_bucket_(std::move(open_bucket)) {}

    // The whole book.  The last one from a bucket is kept, so that a process made for it finds it here and
    // need not be able to fetch it.  Fails with input_missing or input_unreadable.
    Expected<std::shared_ptr<const Bytes>> read(const std::string& path);

    // As find_inputs; of a URI that does not end in ".pdf", all PDFs whose keys are below it.
    Inputs find(const std::vector<std::string>& named, bool recursive);

private:
    Expected<std::shared_ptr<const Bytes>> fetch(const std::string& uri) const;
    void list(const std::string& uri, Inputs& inputs) const;

    OpenBucket open_bucket_;
    std::mutex mutex_;
    std::string kept_uri_;
    std::shared_ptr<const Bytes> kept_;
};

}  // namespace sheetsplit
