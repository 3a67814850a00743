// Plans, manifests, values of stages and events: what is read can be written, and is then read as the same.
#include "sheetsplit/json.hpp"
#include "fuzz/input.hpp"
#include "sheetsplit/index.hpp"
#include "sheetsplit/job_json.hpp"

using namespace sheetsplit;

namespace {

const std::vector<Leaf>& some_leaves() {
    static const std::vector<Leaf> leaves{
        {PageIndex(0), Half::whole}, {PageIndex(1), Half::left}, {PageIndex(1), Half::right}};
    return leaves;
}

// Written text that is read and written again stays as it is.
template <class Read, class Write>
void round_trip(std::string_view text, Read&& read, Write&& write) {
    const auto value = read(text);
    if (!value) return;
    const std::string written = write(*value);
    const auto again = read(written);
    fuzz::must(again.has_value(), "what was written can be read");
    fuzz::must(write(*again) == written, "what was read is written as it was");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const StageContext context{"b.pdf", "ab", &some_leaves()};
    const auto in_context = [&](const auto& value) { return to_json(value, context); };
    const auto plain = [](const auto& value) { return to_json(value); };
    switch (input.choice(7)) {
        case 0:
            round_trip(
                input.rest(), [&](std::string_view t) { return toc_location_from_json(t, "f", context); },
                in_context);
            break;
        case 1:
            round_trip(
                input.rest(), [&](std::string_view t) { return toc_from_json(t, "f", context); }, in_context);
            break;
        case 2:
            round_trip(
                input.rest(), [&](std::string_view t) { return page_map_from_json(t, "f", context); },
                in_context);
            break;
        case 3:
            round_trip(
                input.rest(), [&](std::string_view t) { return songs_from_json(t, "f", context); },
                in_context);
            break;
        case 4: {
            round_trip(
                input.rest(), [](std::string_view t) { return plan_from_json(t, "f"); }, plain);
            const auto plan = plan_from_json(input.rest(), "f");
            if (!plan || !validate(*plan, 3)) break;
            for (const PlannedSong& song : plan->songs)
                for (const PlanPage& page : pages_of(*plan, song))
                    fuzz::must(page.page >= PdfPage(1) && page.page <= PdfPage(3),
                               "a valid plan stays inside the book");
            break;
        }
        case 5:
            round_trip(
                input.rest(), [](std::string_view t) { return manifest_from_json(t, "f"); }, plain);
            break;
        default:
            round_trip(
                input.rest(), [](std::string_view t) { return event_from_json(t); }, plain);
    }
    return 0;
}
