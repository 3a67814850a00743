#include <catch2/catch.hpp>

#include <set>

#include "sheetsplit/job.hpp"

using namespace sheetsplit;

TEST_CASE("the digest changes with whatever changes the result") {
    std::set<std::string> digests{digest_of({})};
    const auto differs = [&](auto change) {
        BookOptions options;
        change(options);
        return digests.insert(digest_of(options)).second;
    };
    CHECK(differs([](BookOptions& o) { o.naming.artist = "A"; }));
    CHECK(differs([](BookOptions& o) { o.naming.artist = ""; }));
    CHECK(differs([](BookOptions& o) { o.naming.book = "A"; }));
    CHECK(differs([](BookOptions& o) { o.naming.genre = "A"; }));
    CHECK(differs([](BookOptions& o) { o.naming.file_template = "{title}"; }));
    CHECK(differs([](BookOptions& o) { o.policy.crop_shared_pages = true; }));
    CHECK(differs([](BookOptions& o) { o.policy.keep_inserts = true; }));
    CHECK(differs([](BookOptions& o) { o.policy.write_matter = true; }));
    CHECK(differs([](BookOptions& o) { o.policy.cut_unlisted = false; }));
    CHECK(differs([](BookOptions& o) { o.gates.short_book = true; }));
    CHECK(differs([](BookOptions& o) { o.gates.allow_partial = true; }));
    CHECK(differs([](BookOptions& o) { o.gates.min_verified = 0.5; }));
    CHECK(differs([](BookOptions& o) { o.reading.language = "deu"; }));
    CHECK(differs([](BookOptions& o) { o.exports = {ExportFormat::csv}; }));
    CHECK(differs([](BookOptions& o) { o.index = Toc{}; }));
    CHECK(differs([](BookOptions& o) {
        o.index = Toc{};
        o.index->entries.push_back({});
    }));
}

TEST_CASE("the digest does not change with what leaves the result as it is") {
    BookOptions options;
    options.reading.jobs = 7;
    options.reading.cache_folder = "somewhere";
    options.reading.password = "secret";
    CHECK(digest_of(options) == digest_of({}));
    BookOptions one, other;
    one.exports = {ExportFormat::csv, ExportFormat::forscore};
    other.exports = {ExportFormat::forscore, ExportFormat::csv};
    CHECK(digest_of(one) == digest_of(other));
}
