#include "job/companions.hpp"

#include <algorithm>
#include <string_view>

#include "sheetsplit/json.hpp"
#include "sheetsplit/review.hpp"

namespace sheetsplit {
namespace {

Companion companion(std::string file, std::string_view text) {
    const auto bytes = bytes_of(text);
    return {std::move(file), Bytes(bytes.begin(), bytes.end())};
}

// Who has mended a book once finds the page again.
bool wants_review(const Manifest& manifest, ReviewPage when) {
    if (when != ReviewPage::doubtful) return when == ReviewPage::always;
    const auto& songs = manifest.plan.songs;
    return manifest.status != BookStatus::success ||
           std::any_of(songs.begin(), songs.end(),
                       [](const PlannedSong& song) { return song.confirmed_by_person; });
}

}  // namespace

Expected<std::vector<Companion>> companions_of(const Manifest& manifest, const BookOptions& options,
                                               const Source& source, const Ports&, const Store&) {
    const std::string folder = manifest.plan.folder.empty() ? "" : manifest.plan.folder + "/";
    std::vector<Companion> companions{companion(folder + "plan.json", to_json(manifest.plan))};
    if (wants_review(manifest, options.review)) {
        const auto page = make_review_page(manifest, *source.file, options.reading.jobs);
        if (!page) return page.error();
        companions.push_back(companion(folder + "review.html", *page));
    }
    return companions;
}

}  // namespace sheetsplit
