#include <catch2/catch.hpp>

#include "sheetsplit/book_source.hpp"
#include "support/fake_s3.hpp"
#include "support/scratch.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;

namespace {

struct Shelf {
    FakeS3 s3{"shelf"};
    FakeSurroundings surroundings;
    std::shared_ptr<FakeHttp> http =
        std::make_shared<FakeHttp>([this](const FakeHttp::Call& call) { return s3.answer(call); });
    BookSource books{[this](const std::string& bucket) -> Expected<std::shared_ptr<ObjectStore>> {
        const auto account = open_aws_account(surroundings.with(http));
        if (!account) return account.error();
        return std::shared_ptr<ObjectStore>(open_s3_store(*account, {bucket, ""}));
    }};

    Shelf() {
        surroundings.variables = {{"AWS_REGION", "eu-west-1"},
                                  {"AWS_ACCESS_KEY_ID", "KEY"},
                                  {"AWS_SECRET_ACCESS_KEY", "secret"},
                                  {"AWS_ENDPOINT_URL", "http://127.0.0.1:9"}};
        for (const char* key : {"in/A/books/b.pdf", "in/A/books/a b.PDF", "in/notes.txt", "inner.pdf"})
            s3.objects[key] = {key, {}};
    }
};

}  // namespace

TEST_CASE("a prefix stands for the PDFs below it, a key for itself, and both stand among files") {
    const Scratch scratch;
    const std::string file = scratch.write("c.pdf", "x");
    Shelf shelf;
    const Inputs inputs = shelf.books.find({file, "s3://shelf/in", "s3://shelf/inner.pdf"}, false);
    CHECK(inputs.errors.empty());
    CHECK(inputs.paths == std::vector<std::string>{file, "s3://shelf/in/A/books/a b.PDF",
                                                   "s3://shelf/in/A/books/b.pdf", "s3://shelf/inner.pdf"});
    CHECK(shelf.books.find({"s3://shelf/none/"}, false).errors.size() == 1);
    CHECK(shelf.books.find({"s3://no bucket/"}, false).errors.size() == 1);
    CHECK(shelf.books.find({"s3://other/in"}, false).errors.at(0).code == ErrorCode::input_unreadable);
}

TEST_CASE("a book in a bucket is fetched once and then at hand") {
    Shelf shelf;
    const std::string uri = "s3://shelf/in/A/books/a b.PDF";
    const auto bytes = shelf.books.read(uri);
    REQUIRE(bytes);
    CHECK(text_of(**bytes) == "in/A/books/a b.PDF");
    shelf.s3.objects.clear();
    CHECK(shelf.books.read(uri));
    CHECK(shelf.http->calls().size() == 1);
}

TEST_CASE("an object that is not there, or may not be read, is an input's failure and not the mirror's") {
    Shelf shelf;
    CHECK(shelf.books.read("s3://shelf/none.pdf").error().code == ErrorCode::input_missing);
    CHECK(shelf.books.read("s3://other/none.pdf").error().code == ErrorCode::input_unreadable);
    shelf.surroundings.variables.erase("AWS_REGION");
    CHECK_FALSE(shelf.books.read("s3://shelf/in/A/books/b.pdf"));
}

TEST_CASE("files are read without a word to the network") {
    const Scratch scratch;
    Shelf shelf;
    CHECK(shelf.books.read(scratch.write("c.pdf", "x")));
    CHECK(shelf.books.find({scratch.path()}, false).paths.size() == 1);
    CHECK(shelf.http->calls().empty());
}
