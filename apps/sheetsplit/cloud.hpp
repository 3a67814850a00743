// What the options that name places in the cloud stand for, opened when it is first wanted.
//
// As long as no option and no input names such a place nothing of the environment is read and nothing is
// sent.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

#include "arguments.hpp"
#include "sheetsplit/aws.hpp"
#include "sheetsplit/book_source.hpp"
#include "sheetsplit/claimed_run.hpp"
#include "sheetsplit/mirror.hpp"

namespace sheetsplit::cli {

// Why the options cannot be meant; nothing when they can.
std::optional<std::string> mistake_in(const CloudOptions& options);

class Cloud {
public:
    explicit Cloud(std::stop_token stop) : stop_(std::move(stop)) {}

    // The same each time.
    Expected<std::shared_ptr<AwsAccount>> account();

    // Those that the options name.
    Expected<Mirrors> mirrors(const CloudOptions& options);

    // The table that the options name.
    Expected<std::unique_ptr<SharedLedger>> ledger(const CloudOptions& options);

    // Books from files and buckets.  Must not outlive this.
    BookSource books();

private:
    Expected<std::shared_ptr<ObjectStore>> store(const S3Location& folder);

    std::stop_token stop_;
    std::mutex mutex_;
    std::shared_ptr<AwsAccount> account_;
};

// How this process claims books: under its host's name, for as long as a book may take.
ClaimTerms claim_terms(const Arguments& arguments);

// A runner for books of the source: brings each here before `run` makes a process for it, which then need not
// know how.
BookRunner with_books_at_hand(BookRunner run, BookSource& books, const Ports& ports);

}  // namespace sheetsplit::cli
