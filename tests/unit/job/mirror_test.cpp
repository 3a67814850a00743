#include <catch2/catch.hpp>

#include "job/artifacts.hpp"
#include "sheetsplit/json.hpp"
#include "sheetsplit/mirror.hpp"
#include "support/fake_s3.hpp"
#include "support/scratch.hpp"

using namespace sheetsplit;
using namespace sheetsplit::test;

namespace {

// A folder with results, and a bucket to copy them to.
struct Scene {
    Scratch scratch;
    std::unique_ptr<FolderStore> output = open_folder_store(scratch.path("out"));
    FakeS3 s3{"shelf"};
    FakeSurroundings surroundings;
    FakeS3::Fault& fault = s3.fault;
    std::shared_ptr<FakeHttp> http = s3.http();
    Mirrors mirrors;
    std::string book(char digit = 'b') const { return std::string(64, digit); }

    Scene() {
        surroundings.variables = {{"AWS_REGION", "eu-west-1"},
                                  {"AWS_ACCESS_KEY_ID", "KEY"},
                                  {"AWS_SECRET_ACCESS_KEY", "hush-hush"},
                                  {"AWS_ENDPOINT_URL", "http://127.0.0.1:9"}};
        const auto account = open_aws_account(surroundings.with(http));
        REQUIRE(account);
        mirrors.results = open_s3_store(*account, {"shelf", "songs"});
    }

    // Leaves a book with these songs in the folder, as a run would.
    BookOutcome commit(const std::vector<std::string>& titles, const std::string& sound = "la",
                       const std::string& folder = "Band/Book", char digit = 'b') {
        Manifest manifest;
        manifest.plan.source_sha256 = book(digit);
        manifest.plan.page_count = static_cast<int>(titles.size());
        manifest.plan.folder = folder;
        manifest.status = BookStatus::success;
        for (const std::string& title : titles) {
            PlannedSong song;
            song.title = title;
            song.first_page = song.last_page = PdfPage(1);
            song.file = folder + "/" + title + ".pdf";
            const std::string bytes = sound + " " + title;
            REQUIRE(output->put(song.file, bytes_of(bytes)));
            manifest.files.push_back(
                {song.file, bytes.size(), sha256_hex(bytes_of(bytes)), manifest.plan.songs.size()});
            manifest.plan.songs.push_back(song);
        }
        REQUIRE(output->put(folder + "/plan.json", bytes_of("plan of " + sound)));
        REQUIRE(output->put(folder + "/manifest.json", bytes_of(to_json(manifest))));
        BookOutcome outcome = outcome_of(manifest, "book.pdf");
        outcome.folder = folder;
        return outcome;
    }

    std::vector<Error> mirror(const BookOutcome& outcome) {
        return mirror_book(outcome, *output, mirrors, {});
    }

    std::vector<std::string> keys() const {
        std::vector<std::string> keys;
        for (const auto& [key, object] : s3.objects) keys.push_back(key);
        return keys;
    }

    // Everything in the folder but the program's own is in the bucket, byte for byte, and nothing else is.
    void check_mirrored() const {
        std::vector<std::string> wanted;
        const auto local = output->list("");
        REQUIRE(local);
        for (const std::string& key : *local)
            if (!key.starts_with(".sheetsplit/")) wanted.push_back("songs/" + key);
        CHECK(keys() == wanted);
        for (const std::string& key : wanted)
            CHECK(s3.objects.at(key).bytes == text_of(**output->get(key.substr(6))));
    }

    int puts() const {
        int count = 0;
        for (const FakeHttp::Call& call : http->calls()) count += call.request.method == HttpMethod::put;
        return count;
    }
};

bool is_about(const FakeHttp::Call& call, HttpMethod method, std::string_view ending) {
    return call.request.method == method && call.request.path.ends_with(ending);
}

}  // namespace

TEST_CASE("a book is copied whole, its manifest last") {
    Scene scene;
    const BookOutcome outcome = scene.commit({"One", "Two's \"best\" (live)", "Drei + zwölf"});
    REQUIRE(scene.output->put("Band/Book/review.html", bytes_of("<html>")));
    REQUIRE(scene.output->put("Band/Book/exports/csv/Book.csv", bytes_of("One,1,1")));
    CHECK(scene.mirror(outcome).empty());
    scene.check_mirrored();
    CHECK(is_about(scene.http->calls().back(), HttpMethod::put, "/shelf/songs/Band/Book/manifest.json"));
}

TEST_CASE("what stands there already is not sent again") {
    Scene scene;
    const BookOutcome outcome = scene.commit({"One", "Two"});
    REQUIRE(scene.mirror(outcome).empty());
    const int before = scene.puts();
    CHECK(scene.mirror(outcome).empty());
    CHECK(scene.puts() == before);
    // What was lost or spoilt there is sent, and only that.
    scene.s3.objects.erase("songs/Band/Book/One.pdf");
    scene.s3.objects["songs/Band/Book/Two.pdf"] = {"foreign", {}};
    CHECK(scene.mirror(outcome).empty());
    CHECK(scene.puts() == before + 2);
    scene.check_mirrored();
}

TEST_CASE("a new result takes the place of the old one, whose other files go, and no file of others") {
    Scene scene;
    const bool elsewhere = GENERATE(false, true);
    REQUIRE(scene.output->put("Band/Book/review.html", bytes_of("<html>")));
    REQUIRE(scene.mirror(scene.commit({"One", "Two", "Three"})).empty());
    scene.s3.objects["songs/Band/Book/notes.txt"] = {"by hand", {}};
    // As the local commit does it.
    const std::string folder = elsewhere ? "Band/Renamed" : "Band/Book";
    REQUIRE(scene.output->remove_folder("Band"));
    const BookOutcome outcome = scene.commit({"One", "Four"}, "lo", folder);
    if (!elsewhere)
        scene.fault = [&](const FakeHttp::Call& call) -> std::optional<Expected<HttpResponse>> {
            if (call.request.method == HttpMethod::put)
                CHECK_FALSE(scene.s3.objects.contains("songs/Band/Book/manifest.json"));
            return std::nullopt;
        };
    CHECK(scene.mirror(outcome).empty());
    CHECK(scene.s3.objects.erase("songs/Band/Book/notes.txt") == 1);
    scene.check_mirrored();
}

TEST_CASE("the manifest in the bucket is enough to know what an old result left") {
    Scene scene;
    REQUIRE(scene.mirror(scene.commit({"One", "Two"})).empty());
    // Another machine, with nothing but its own new result.
    REQUIRE(scene.output->remove_folder("Band"));
    REQUIRE(scene.output->remove_folder(".sheetsplit"));
    CHECK(scene.mirror(scene.commit({"Two"}, "lo")).empty());
    scene.check_mirrored();
}

TEST_CASE("a copy that fails leaves no manifest there and all of the result here, and is completed later") {
    Scene scene;
    const BookOutcome outcome = scene.commit({"One", "Two", "Three", "Four"});
    const std::string local_before = text_of(**scene.output->get("Band/Book/manifest.json"));
    const bool replaces = GENERATE(false, true);
    if (replaces) {
        REQUIRE(scene.mirror(scene.commit({"One", "Old"}, "lo")).empty());
        REQUIRE(scene.output->remove("Band/Book/Old.pdf"));
        [[maybe_unused]] const BookOutcome again = scene.commit({"One", "Two", "Three", "Four"});
    }
    scene.fault = [](const FakeHttp::Call& call) -> std::optional<Expected<HttpResponse>> {
        if (is_about(call, HttpMethod::put, "Three.pdf")) return FakeS3::refusal(403, "AccessDenied");
        return std::nullopt;
    };
    const auto errors = scene.mirror(outcome);
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].code == ErrorCode::mirror_failed);
    CHECK(errors[0].file == "s3://shelf/songs/Band/Book/Three.pdf");
    CHECK(errors[0].detail == "the mirror is incomplete, the result in " + scene.output->name() +
                                  "/Band/Book is whole: access is denied");
    CHECK(errors[0].remedy == "Allow s3:PutObject there, or use other credentials");
    CHECK_FALSE(scene.s3.objects.contains("songs/Band/Book/manifest.json"));
    CHECK(text_of(**scene.output->get("Band/Book/manifest.json")) == local_before);

    scene.fault = {};
    CHECK(scene.mirror(outcome).empty());
    scene.check_mirrored();
}

TEST_CASE("a song that is no longer as its manifest says is not copied") {
    Scene scene;
    const BookOutcome outcome = scene.commit({"One"});
    REQUIRE(scene.output->put("Band/Book/One.pdf", bytes_of("la ONE")));
    const auto errors = scene.mirror(outcome);
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].detail.find("has changed since it was written") != std::string::npos);
    CHECK(errors[0].remedy.find("--force") != std::string::npos);
    CHECK_FALSE(scene.s3.objects.contains("songs/Band/Book/manifest.json"));
}

TEST_CASE("another book of the same name is not overwritten") {
    Scene scene;
    REQUIRE(scene.mirror(scene.commit({"One"}, "la", "Band/Book", 'b')).empty());
    const auto before = scene.s3.objects.at("songs/Band/Book/One.pdf").bytes;
    REQUIRE(scene.output->remove_folder("Band"));
    const auto errors = scene.mirror(scene.commit({"One"}, "lo", "Band/Book", 'c'));
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].detail.find("another book of the same name") != std::string::npos);
    CHECK(scene.s3.objects.at("songs/Band/Book/One.pdf").bytes == before);
}

TEST_CASE("two books of one name that are finished at once do not both count as copied") {
    Scene scene;
    const BookOutcome outcome = scene.commit({"One"});
    scene.fault = [&](const FakeHttp::Call& call) -> std::optional<Expected<HttpResponse>> {
        if (is_about(call, HttpMethod::put, "One.pdf"))
            scene.s3.objects["songs/Band/Book/manifest.json"] = {"other", {}};
        return std::nullopt;
    };
    CHECK(scene.mirror(outcome).size() == 1);
    CHECK(scene.s3.objects.at("songs/Band/Book/manifest.json").bytes == "other");
}

TEST_CASE("a book without a result of its own, or interrupted, is not mirrored") {
    Scene scene;
    const BookOutcome outcome = scene.commit({"One"});
    BookOutcome other = outcome;
    other.book_id = "0123456789abcdef";
    CHECK(scene.mirror(other).empty());
    BookOutcome interrupted = outcome;
    interrupted.errors.push_back({ErrorCode::interrupted, "", {}, "", ""});
    CHECK(scene.mirror(interrupted).empty());
    CHECK(scene.http->calls().empty());
}

TEST_CASE("artifacts go below the book's id, once, and are asked of the run that makes them") {
    Scene scene;
    std::swap(scene.mirrors.results, scene.mirrors.artifacts);
    const BookOutcome outcome = scene.commit({"One"});
    const BookRunner runner = with_mirrors(
        [&](const BookJob& job, FolderStore& output, const Listener&, std::stop_token) {
            CHECK(job.keep_artifacts);
            for (const std::string_view name : artifact_names)
                REQUIRE(output.put(waiting_artifact(outcome.book_id, name), bytes_of(name)));
            return outcome;
        },
        scene.mirrors);
    CHECK(runner({}, *scene.output, {}, {}).errors.empty());
    const std::string below = "songs/" + outcome.book_id + "/";
    CHECK(scene.keys() == std::vector<std::string>{below + "location.json", below + "manifest.json",
                                                   below + "page_map.json", below + "plan.json",
                                                   below + "songs.json", below + "toc.json"});
    CHECK(scene.s3.objects.at(below + "toc.json").bytes == "toc.json");
    CHECK(*scene.output->size(waiting_artifact(outcome.book_id, "toc.json")) == std::nullopt);
}

TEST_CASE("without mirrors the runner is the one that was given") {
    const BookRunner runner = with_mirrors(
        [](const BookJob& job, FolderStore&, const Listener&, std::stop_token) {
            CHECK_FALSE(job.keep_artifacts);
            return BookOutcome{};
        },
        {});
    const Scene scene;
    CHECK(runner({}, *scene.output, {}, {}).errors.empty());
    CHECK(scene.http->calls().empty());
}
