#include "cloud.hpp"

namespace sheetsplit::cli {

std::optional<std::string> mistake_in(const CloudOptions& options) {
    for (const auto& [name, uri] : {std::pair{"--mirror", &options.mirror},
                                    std::pair{"--mirror-artifacts", &options.mirror_artifacts}}) {
        if (uri->empty()) continue;
        if (const auto location = s3_location_from(*uri); !location)
            return std::string(name) + ": " + describe(location.error());
    }
    return std::nullopt;
}

Expected<std::shared_ptr<AwsAccount>> Cloud::account() {
    const std::lock_guard guard(mutex_);
    if (!account_) {
        auto opened = open_aws_account(system_aws_surroundings(stop_));
        if (!opened) return opened.error();
        account_ = std::move(*opened);
    }
    return account_;
}

Expected<std::shared_ptr<ObjectStore>> Cloud::store(const S3Location& folder) {
    auto opened = account();
    if (!opened) return opened.error();
    return std::shared_ptr<ObjectStore>(open_s3_store(std::move(*opened), folder));
}

Expected<Mirrors> Cloud::mirrors(const CloudOptions& options) {
    Mirrors mirrors;
    for (const auto& [uri, mirror] : {std::pair{&options.mirror, &mirrors.results},
                                      std::pair{&options.mirror_artifacts, &mirrors.artifacts}}) {
        if (uri->empty()) continue;
        const auto location = s3_location_from(*uri);
        if (!location) return location.error();
        auto opened = store(*location);
        if (!opened) return opened.error();
        *mirror = std::move(*opened);
    }
    return mirrors;
}

BookSource Cloud::books() {
    return BookSource([this](const std::string& bucket) { return store({bucket, ""}); });
}

BookRunner with_books_at_hand(BookRunner run, BookSource& books, const Ports& ports) {
    return [run = std::move(run), &books, &ports](const BookJob& job, FolderStore& output,
                                                  const Listener& listener, std::stop_token stop) {
        if (is_s3_uri(job.path))
            if (const auto bytes = books.read(job.path); !bytes)
                return record_failure(job, bytes.error(), output, ports);
        return run(job, output, listener, std::move(stop));
    };
}

}  // namespace sheetsplit::cli
