#include "cloud.hpp"

#include <unistd.h>

#include <array>
#include <random>

#include <fmt/format.h>

#include "sheetsplit/clock.hpp"

namespace sheetsplit::cli {

std::optional<std::string> mistake_in(const CloudOptions& options) {
    for (const auto& [name, uri] : {std::pair{"--mirror", &options.mirror},
                                    std::pair{"--mirror-artifacts", &options.mirror_artifacts}}) {
        if (uri->empty()) continue;
        if (const auto location = s3_location_from(*uri); !location)
            return std::string(name) + ": " + describe(location.error());
    }
    if (!options.ledger.empty())
        if (const auto table = ledger_table_from(options.ledger); !table)
            return "--ledger: " + describe(table.error());
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

Expected<std::unique_ptr<SharedLedger>> Cloud::ledger(const CloudOptions& options) {
    const auto table = ledger_table_from(options.ledger);
    if (!table) return table.error();
    const auto opened = account();
    if (!opened) return opened.error();
    const std::string service = "dynamodb";
    return dynamo_ledger((*opened)->service(service), (*opened)->endpoint(service).origin, *table);
}

BookSource Cloud::books() {
    return BookSource([this](const std::string& bucket) { return store({bucket, ""}); });
}

ClaimTerms claim_terms(const Arguments& arguments) {
    constexpr std::chrono::minutes margin{10};  // for the mirror, and for clocks that differ
    constexpr std::chrono::hours without_limit{24};
    const CloudOptions& cloud = arguments.cloud;
    const Limits& limits = arguments.book.limits;
    ClaimTerms terms;
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
    terms.worker = fmt::format("{}, process {}", host[0] ? host.data() : "a worker", ::getpid());
    terms.execution_arn = cloud.execution_arn;
    terms.mirror = cloud.mirror;
    while (terms.mirror.ends_with('/')) terms.mirror.pop_back();
    terms.lease = cloud.claim_minutes > 0 ? std::chrono::seconds(std::chrono::minutes(cloud.claim_minutes))
                  : limits.in_process || limits.seconds == 0 ? std::chrono::seconds(without_limit)
                                                             : std::chrono::seconds(limits.seconds) + margin;
    terms.cost_per_hour = cloud.cost_per_hour;
    terms.kept_days = cloud.ledger_days;
    terms.now = time_now;
    terms.new_id = [] {
        std::random_device chance;
        return fmt::format("{:08x}{:08x}", chance(), chance());
    };
    return terms;
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
