// Events survive the way from a worker process to its parent.
#include <catch2/catch.hpp>

#include "sheetsplit/job_json.hpp"

using namespace sheetsplit;

TEST_CASE("an event with its outcome comes back as it was sent") {
    BookOutcome outcome;
    outcome.source = "Ä \"book\".pdf";
    outcome.book_id = "0123456789abcdef";
    outcome.folder = "Artist/Book";
    outcome.status = BookStatus::manual_review;
    outcome.songs = 12;
    outcome.confirmed = 10;
    outcome.missing = 1;
    outcome.seconds = 1.5;
    outcome.reasons = {"one", "two"};
    outcome.errors = {{ErrorCode::disk_full, "a.pdf", PdfPage(3), "no room", "make some"}};
    outcome.timings = {{"read", 0.25}};
    outcome.files = {{"Artist/Book/Song.pdf", 1234, "ff", 0}, {"Artist/Book/front.pdf", 5, "ee", {}}};
    Event event;
    event.kind = Event::Kind::book_finished;
    event.stage = Stage::write;
    event.done = 3;
    event.total = 7;
    event.text = "said";
    event.outcome = outcome;

    const auto back = event_from_json(to_json(event));
    REQUIRE(back);
    CHECK(back->kind == event.kind);
    CHECK(back->stage == event.stage);
    CHECK(back->done == 3);
    CHECK(back->total == 7);
    CHECK(back->text == "said");
    REQUIRE(back->outcome);
    CHECK(back->outcome->source == outcome.source);
    CHECK(back->outcome->status == outcome.status);
    CHECK(back->outcome->reasons == outcome.reasons);
    CHECK(back->outcome->files == outcome.files);
    REQUIRE(back->outcome->errors.size() == 1);
    CHECK(back->outcome->errors.front().code == ErrorCode::disk_full);
    CHECK(back->outcome->errors.front().page == PdfPage(3));
    CHECK(to_json(*back) == to_json(event));
}

TEST_CASE("what is no event is refused") {
    CHECK_FALSE(event_from_json("{}"));
    CHECK_FALSE(event_from_json("{\"kind\": 99}"));
    CHECK_FALSE(event_from_json("no JSON"));
}
