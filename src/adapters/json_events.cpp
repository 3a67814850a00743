// Events of a job as JSON.
#include "adapters/json_value.hpp"
#include "sheetsplit/job_json.hpp"

namespace sheetsplit {
namespace {

using json::Json;
using json::Node;

constexpr int largest_number = 1'000'000'000;
constexpr std::string_view stages_accepted = "the stages' names";

// Whether other workers have it is known to the process that started this one.
Json outcome(const BookOutcome& value) {
    return {{"source", value.source},
            {"book_id", value.book_id},
            {"folder", value.folder},
            {"status", name_of(value.status)},
            {"skipped", value.skipped},
            {"same_as", value.same_as},
            {"toc_entries", value.toc_entries},
            {"songs", value.songs},
            {"confirmed", value.confirmed},
            {"missing", value.missing},
            {"seconds", json::number(value.seconds)},
            {"reasons", value.reasons},
            {"errors", json::errors(value.errors)},
            {"timings", json::timings(value.timings)},
            {"files", json::files(value.files)}};
}

BookOutcome read_outcome(const Node& node) {
    BookOutcome value;
    value.source = node.at("source").text();
    value.book_id = node.at("book_id").text();
    value.folder = node.at("folder").text();
    value.status = node.at("status").name(book_status_from, "success, manual_review, failed");
    value.skipped = node.at("skipped").boolean();
    value.same_as = node.at("same_as").text();
    value.toc_entries = node.at("toc_entries").integer(0, largest_number);
    value.songs = node.at("songs").integer(0, largest_number);
    value.confirmed = node.at("confirmed").integer(0, largest_number);
    value.missing = node.at("missing").integer(0, largest_number);
    value.seconds = node.at("seconds").number();
    value.reasons = json::texts_or_none(node, "reasons");
    value.errors = json::read_errors(node);
    value.timings = json::read_timings(node);
    value.files = json::read_files(node, json::max_rows);
    return value;
}

}  // namespace

std::string to_json(const Event& event) {
    return json::document({{"kind", static_cast<int>(event.kind)},
                           {"stage", event.stage ? Json(name_of(*event.stage)) : Json(nullptr)},
                           {"done", event.done},
                           {"total", event.total},
                           {"seconds", json::number(event.seconds)},
                           {"text", event.text},
                           {"outcome", event.outcome ? outcome(*event.outcome) : Json(nullptr)}});
}

Expected<Event> event_from_json(std::string_view text) {
    return json::read_document<Event>(text, "worker", [](const Node& root) {
        Event event;
        event.kind = static_cast<Event::Kind>(
            root.at("kind").integer(0, static_cast<int>(Event::Kind::book_finished)));
        if (const auto stage = root.find("stage")) event.stage = stage->name(stage_from, stages_accepted);
        event.done = root.at("done").count();
        event.total = root.at("total").count();
        event.seconds = root.at("seconds").number();
        event.text = root.at("text").text();
        if (const auto member = root.find("outcome")) event.outcome = read_outcome(*member);
        return event;
    });
}

}  // namespace sheetsplit
