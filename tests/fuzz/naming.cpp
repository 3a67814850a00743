// File templates and titles: no name leaves the output folder, and no two songs share one.
#include "sheetsplit/naming.hpp"
#include "fuzz/input.hpp"

using namespace sheetsplit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const auto pattern = file_template_from(input.until('\n'));
    if (!pattern) return 0;
    SplitPlan plan;
    plan.page_count = 8;
    plan.artist = input.until('\n');
    plan.book_name = input.until('\n');
    while (!input.empty() && plan.songs.size() < 8) {
        PlannedSong song;
        song.artist = input.until('\t');
        song.title = "t" + std::string(input.until('\n'));
        song.first_page = song.last_page = PdfPage(static_cast<int>(plan.songs.size()) + 1);
        plan.songs.push_back(std::move(song));
    }
    Naming naming;
    naming.file_template = *pattern;
    const SplitPlan named = with_names(std::move(plan), naming);
    const Status valid = validate(named, 8);
    if (!valid) std::fprintf(stderr, "%s\n", describe(valid.error()).c_str());
    fuzz::must(valid.has_value(), "names that we make are names that we accept");
    return 0;
}
