// What a folder of the file system promises besides the contract of every store.
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <filesystem>

#include "sheetsplit/store.hpp"
#include "support/scratch.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;
namespace fs = std::filesystem;

TEST_CASE("the folder is created with the first thing put into it, and not before") {
    const Scratch scratch;
    const auto store = open_folder_store(scratch.path("deep/out/"));
    CHECK(store->name() == scratch.path("deep/out"));
    CHECK(store->list("")->empty());
    CHECK_FALSE(fs::exists(scratch.path("deep")));
    REQUIRE(store->put("a.txt", bytes_of("x")));
    CHECK(content_of(scratch.path("deep/out/a.txt")) == "x");
}

TEST_CASE("no symbolic link below the folder is followed") {
    const Scratch scratch;
    scratch.write("elsewhere/secret.txt", "secret");
    fs::create_directories(scratch.path("out"));
    fs::create_symlink(scratch.path("elsewhere"), scratch.path("out/Artist"));
    fs::create_symlink(scratch.path("elsewhere/secret.txt"), scratch.path("out/song.pdf"));
    const auto store = open_folder_store(scratch.path("out"));

    const Status into_link = store->put("Artist/x.pdf", bytes_of("x"));
    REQUIRE_FALSE(into_link);
    CHECK(into_link.error().code == ErrorCode::output_unwritable);
    CHECK_FALSE(fs::exists(scratch.path("elsewhere/x.pdf")));

    // A link in a file's place is replaced, not written through.
    REQUIRE(store->put("song.pdf", bytes_of("song")));
    CHECK(content_of(scratch.path("elsewhere/secret.txt")) == "secret");
    CHECK(content_of(scratch.path("out/song.pdf")) == "song");
    CHECK(store->remove_folder("Artist"));
    CHECK(fs::exists(scratch.path("elsewhere/secret.txt")));
}

TEST_CASE("the folder itself may be a link") {
    const Scratch scratch;
    fs::create_directories(scratch.path("real"));
    fs::create_directory_symlink(scratch.path("real"), scratch.path("out"));
    const auto store = open_folder_store(scratch.path("out"));
    REQUIRE(store->put("a/b", bytes_of("x")));
    CHECK(content_of(scratch.path("real/a/b")) == "x");
}

TEST_CASE("what cannot be written leaves what was there, and says what to do") {
    if (::geteuid() == 0) return;  // root may write everywhere
    const Scratch scratch;
    scratch.write("out/a.txt", "old");
    fs::permissions(scratch.path("out"), fs::perms::owner_read | fs::perms::owner_exec);
    const auto store = open_folder_store(scratch.path("out"));
    const Status put = store->put("a.txt", bytes_of("new"));
    REQUIRE_FALSE(put);
    CHECK(put.error().code == ErrorCode::output_unwritable);
    CHECK(put.error().remedy.find("-o") != std::string::npos);
    CHECK(content_of(scratch.path("out/a.txt")) == "old");
}

TEST_CASE("a file in the place of a folder is an error") {
    const Scratch scratch;
    scratch.write("out/Artist", "a file");
    const auto store = open_folder_store(scratch.path("out"));
    CHECK_FALSE(store->put("Artist/song.pdf", bytes_of("x")));
    CHECK(content_of(scratch.path("out/Artist")) == "a file");
    scratch.write("file", "");
    CHECK_FALSE(open_folder_store(scratch.path("file"))->put("x", bytes_of("x")));
}

TEST_CASE("what cannot be looked at is an error, not a free key") {
    const Scratch scratch;
    const auto store = open_folder_store(scratch.path("out"));
    REQUIRE(store->put("a", bytes_of("x")));
    const std::string beyond_the_limit(300, 'x');  // no file system tells what stands under such a name
    CHECK_FALSE(store->get(beyond_the_limit));
    CHECK_FALSE(store->size(beyond_the_limit + "/song.pdf"));
    CHECK_FALSE(store->list(beyond_the_limit));
    CHECK_FALSE(store->remove(beyond_the_limit + "/song.pdf"));
}

TEST_CASE("what stands where our file or folder would is none of ours, so the key is free") {
    const Scratch scratch;
    scratch.write("out/Artist", "a file");
    fs::create_symlink(scratch.path("out/Artist"), scratch.path("out/link"));
    const auto store = open_folder_store(scratch.path("out"));
    for (const char* key : {"Artist/song.pdf", "link/song.pdf", "link"}) {
        CAPTURE(key);
        const auto bytes = store->get(key);
        REQUIRE(bytes);
        CHECK_FALSE(*bytes);
        const auto size = store->size(key);
        REQUIRE(size);
        CHECK_FALSE(*size);
    }
}

TEST_CASE("a pipe in a file's place makes nobody wait") {
    const Scratch scratch;
    fs::create_directories(scratch.path("out"));
    REQUIRE(::mkfifo(scratch.path("out/song.pdf").c_str(), 0600) == 0);
    const auto store = open_folder_store(scratch.path("out"));
    CHECK(store->get("song.pdf"));
    CHECK(*store->size("song.pdf") == std::nullopt);
}

TEST_CASE("a lock where none can be made is an error, not an endless wait") {
    const Scratch scratch;
    scratch.write("out/folder/lock/inside", "");
    const auto store = open_folder_store(scratch.path("out"));
    const auto lock = store->try_lock("folder/lock");
    REQUIRE_FALSE(lock);
    CHECK(lock.error().code == ErrorCode::output_unwritable);
}

TEST_CASE("a lock is held by one and leaves no file behind") {
    const Scratch scratch;
    const auto store = open_folder_store(scratch.path("out"));
    const auto another = open_folder_store(scratch.path("out"));
    {
        const auto held = store->try_lock("x/lock");
        REQUIRE(held);
        REQUIRE(*held);
        const auto refused = another->try_lock("x/lock");
        REQUIRE(refused);
        CHECK_FALSE(*refused);
    }
    CHECK_FALSE(fs::exists(scratch.path("out/x/lock")));
    const auto again = another->try_lock("x/lock");
    REQUIRE(again);
    CHECK(*again);
}

TEST_CASE("what a killed process left half written is swept away, what is being written is not") {
    const Scratch scratch;
    const std::string abandoned = scratch.write("out/.sheetsplit/tmp/1-0", "half");
    const std::string fresh = scratch.write("out/.sheetsplit/tmp/2-0", "half");
    const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(1);
    fs::last_write_time(abandoned, long_ago);
    const auto store = open_folder_store(scratch.path("out"));
    REQUIRE(store->put("a", bytes_of("x")));
    CHECK_FALSE(fs::exists(abandoned));
    CHECK(fs::exists(fresh));
    CHECK(*store->list("") == std::vector<std::string>{"a"});
}

TEST_CASE("empty folders go, and the root with them when it was made here") {
    const Scratch scratch;
    const auto store = open_folder_store(scratch.path("out"));
    REQUIRE(store->put("a/b/c", bytes_of("x")));
    REQUIRE(store->put("a/d", bytes_of("x")));
    REQUIRE(store->remove("a/b/c"));
    store->remove_empty_folders("a/b");
    CHECK_FALSE(fs::exists(scratch.path("out/a/b")));
    CHECK(fs::exists(scratch.path("out/a/d")));
    REQUIRE(store->remove("a/d"));
    store->remove_empty_folders("a");
    store->remove_empty_folders(".sheetsplit/tmp");
    CHECK_FALSE(fs::exists(scratch.path("out")));
}

TEST_CASE("reading tells missing, unreadable and folder apart") {
    const Scratch scratch;
    CHECK(read_file(scratch.path("none")).error().code == ErrorCode::input_missing);
    CHECK(read_file(scratch.path()).error().code == ErrorCode::input_unreadable);
    const std::string file = scratch.write("a", "content");
    CHECK(text_of(**read_file(file)) == "content");
    if (::geteuid() == 0) return;
    fs::permissions(file, fs::perms::none);
    CHECK(read_file(file).error().code == ErrorCode::input_unreadable);
}

TEST_CASE("a text is written whole in place of the old one, and into a pipe as it is") {
    const Scratch scratch;
    const std::string file = scratch.write("a.json", "old");
    REQUIRE(write_file(file, "new"));
    CHECK(content_of(file) == "new");
    CHECK(write_file("/dev/null", "gone"));
    CHECK_FALSE(write_file(scratch.path("no/such/folder/a.json"), "x"));
    CHECK(std::distance(fs::directory_iterator(scratch.path()), fs::directory_iterator()) == 1);
}
