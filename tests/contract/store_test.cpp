// What every Store promises: the folder of a file system and the bucket of S3 alike.
#include <catch2/catch.hpp>

#include "sheetsplit/s3.hpp"
#include "sheetsplit/store.hpp"
#include "support/fake_s3.hpp"
#include "support/scratch.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;

namespace {

// A store of each kind, with what it stands on.
struct Place {
    Scratch scratch;
    FakeS3 s3{"shelf"};
    FakeSurroundings surroundings;
    std::unique_ptr<Store> store;

    explicit Place(const std::string& kind) {
        if (kind == "folder") {
            store = open_folder_store(scratch.path("out"));
            return;
        }
        surroundings.variables = {{"AWS_REGION", "eu-west-1"},
                                  {"AWS_ACCESS_KEY_ID", "KEY"},
                                  {"AWS_SECRET_ACCESS_KEY", "secret"},
                                  {"AWS_ENDPOINT_URL", "http://127.0.0.1"}};
        const auto account = open_aws_account(surroundings.with(
            std::make_shared<FakeHttp>([this](const FakeHttp::Call& call) { return s3.answer(call); })));
        REQUIRE(account);
        store = open_s3_store(*account, {"shelf", "out"});
    }
};

// Keys that have something in them that a path, an address or a form would take for its own.
const std::vector<std::string> hard_keys{
    "plain.pdf",
    "with blank/and blank.pdf",
    "a+b=c&d.pdf",
    "It's \"quoted\" (live) [1].pdf",
    "100%25 #1?.pdf",
    "Dvořák/Größe – 日本語 🎵.pdf",
    "semi;colon,comma:colon@at!$*~.pdf",
    ".hidden/..two dots/...three.pdf",
    "back\\slash.pdf",
    std::string(200, 'x') + "/" + std::string(200, 'y') + ".pdf",
};

std::string text_under(const Store& store, const std::string& key) {
    const auto bytes = store.get(key);
    REQUIRE(bytes);
    REQUIRE(*bytes);
    return text_of(**bytes);
}

}  // namespace

TEST_CASE("what is put is there, with its size, under any key") {
    Place place(GENERATE("folder", "s3"));
    for (const std::string& key : hard_keys) {
        CAPTURE(key);
        REQUIRE(place.store->put(key, bytes_of("content of " + key)));
        CHECK(text_under(*place.store, key) == "content of " + key);
        const auto size = place.store->size(key);
        REQUIRE(size);
        CHECK(*size == key.size() + 11);
    }
    auto sorted = hard_keys;
    std::sort(sorted.begin(), sorted.end());
    const auto listed = place.store->list("");
    REQUIRE(listed);
    CHECK(*listed == sorted);
}

TEST_CASE("a free key holds nothing, and that is no failure") {
    Place place(GENERATE("folder", "s3"));
    const auto bytes = place.store->get("no/such.pdf");
    REQUIRE(bytes);
    CHECK_FALSE(*bytes);
    const auto size = place.store->size("no/such.pdf");
    REQUIRE(size);
    CHECK_FALSE(*size);
    CHECK(place.store->remove("no/such.pdf"));
    const auto listed = place.store->list("no");
    REQUIRE(listed);
    CHECK(listed->empty());
}

TEST_CASE("a put takes the place of what was there") {
    Place place(GENERATE("folder", "s3"));
    REQUIRE(place.store->put("a/b", bytes_of("long before")));
    REQUIRE(place.store->put("a/b", bytes_of("now")));
    CHECK(text_under(*place.store, "a/b") == "now");
    REQUIRE(place.store->put("a/b", {}));
    CHECK(text_under(*place.store, "a/b").empty());
}

TEST_CASE("a key is taken once by those who put only what is new") {
    Place place(GENERATE("folder", "s3"));
    const auto first = place.store->put_new("claim", bytes_of("mine"));
    REQUIRE(first);
    CHECK(*first);
    const auto second = place.store->put_new("claim", bytes_of("yours"));
    REQUIRE(second);
    CHECK_FALSE(*second);
    CHECK(text_under(*place.store, "claim") == "mine");
}

TEST_CASE("a removed key is free") {
    Place place(GENERATE("folder", "s3"));
    REQUIRE(place.store->put("a b/c", bytes_of("x")));
    REQUIRE(place.store->remove("a b/c"));
    CHECK_FALSE(*place.store->get("a b/c"));
    const auto again = place.store->put_new("a b/c", bytes_of("y"));
    REQUIRE(again);
    CHECK(*again);
}

TEST_CASE("a folder's list has its keys, and not those of a folder whose name begins alike") {
    Place place(GENERATE("folder", "s3"));
    for (const char* key : {"Band/1", "Band/2", "Band/Live/3", "Band 2/4", "Bandits"})
        REQUIRE(place.store->put(key, bytes_of("x")));
    const auto listed = place.store->list("Band");
    REQUIRE(listed);
    CHECK(*listed == std::vector<std::string>{"Band/1", "Band/2", "Band/Live/3"});
}

TEST_CASE("large content comes back whole") {
    Place place(GENERATE("folder", "s3"));
    std::string large(static_cast<std::size_t>(40) << 20U, 'a');
    for (std::size_t i = 0; i < large.size(); i += 4099) large[i] = static_cast<char>(i);
    REQUIRE(place.store->put("large.pdf", bytes_of(large)));
    CHECK(text_under(*place.store, "large.pdf") == large);
    const auto size = place.store->size("large.pdf");
    REQUIRE(size);
    CHECK(*size == large.size());
}
