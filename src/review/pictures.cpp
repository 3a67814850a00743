// Taking the pictures of a review page: small enough in sum, sharp enough to judge a cut.
#include <algorithm>
#include <optional>

#include "core/parallel.hpp"
#include "core/pool.hpp"
#include "review/printed_number.hpp"
#include "sheetsplit/review.hpp"

namespace sheetsplit {
namespace {

// All pages together, and all songs together, shall not outgrow these; base64 makes them a third larger.
constexpr std::size_t bytes_for_pages = 3'900'000;
constexpr std::size_t bytes_for_songs = 1'500'000;
constexpr std::size_t bytes_for_page_most = 10'000, bytes_for_page_least = 4'000;
constexpr std::size_t bytes_for_song_most = 14'000, bytes_for_song_least = 3'000;

constexpr int page_height = 220;                          // pixels
constexpr double heading_share = 0.22;                    // of the leaf's height
constexpr int heading_width = 560;                        // pixels
constexpr double air_above_heading = 10;                  // points, where a song starts within the page
constexpr double number_width = 150, number_height = 44;  // points around the printed number
constexpr int number_pixels = 96;                         // high

std::size_t share_of(std::size_t sum, std::size_t count, std::size_t least, std::size_t most) {
    return std::clamp(sum / std::max<std::size_t>(1, count), least, most);
}

Jpeg or_none(Expected<Jpeg> picture) {
    return picture ? std::move(*picture) : Jpeg{};
}

Rect leaf_of(const Size& page, Half half) {
    if (half == Half::left) return {0, 0, page.width / 2, page.height};
    if (half == Half::right) return {page.width / 2, 0, page.width, page.height};
    return {0, 0, page.width, page.height};
}

// A piece of `leaf` of this size, around the middle of `box` as far as the leaf allows.
Rect piece_around(const Rect& box, const Rect& leaf, double width, double height) {
    const double x0 = std::clamp(box.middle_x() - width / 2, leaf.x0, std::max(leaf.x0, leaf.x1 - width));
    const double y0 = std::clamp(box.middle_y() - height / 2, leaf.y0, std::max(leaf.y0, leaf.y1 - height));
    return {x0, y0, std::min(leaf.x1, x0 + width), std::min(leaf.y1, y0 + height)};
}

Jpeg heading_of(PdfPages& pages, const PlannedSong& song, const Rect& leaf, std::size_t most) {
    const double top = song.top ? std::clamp(*song.top - air_above_heading, 0.0, leaf.height() * 0.9) : 0;
    const Rect part{leaf.x0, leaf.y0 + top, leaf.x1,
                    std::min(leaf.y1, leaf.y0 + top + heading_share * leaf.height())};
    if (part.empty()) return {};
    const int height = std::max(1, static_cast<int>(heading_width * part.height() / part.width()));
    return or_none(
        pages.picture(page_index(song.first_page), part, std::min(height, 2 * heading_width), most));
}

Jpeg number_of(PdfPages& pages, const PlannedSong& song, const PageSource& source, const Rect& leaf,
               std::size_t most) {
    std::optional<Rect> place;
    if (song.printed_page) place = number_among_words(source.words, leaf, *song.printed_page);
    if (!place) {
        const auto drawn = pages.draw(page_index(song.first_page), Resolution{72}, 4'000'000);
        if (drawn) place = number_by_ink(*drawn, leaf);
    }
    if (!place) return {};
    const Rect part = piece_around(*place, leaf, number_width, number_height);
    return or_none(pages.picture(page_index(song.first_page), part, number_pixels, most));
}

}  // namespace

Expected<ReviewPictures> take_pictures(const SplitPlan& plan, const PdfFile& file, int jobs) {
    Pool<PdfPages> pool;
    const auto open = [&] { return file.pages(); };
    {
        const auto first = pool.borrow(open);
        if (!first) return first.error();
    }
    const auto page_count = static_cast<std::size_t>(std::max(0, plan.page_count));
    const std::size_t for_page =
        share_of(bytes_for_pages, page_count, bytes_for_page_least, bytes_for_page_most);
    const std::size_t for_song =
        share_of(bytes_for_songs, plan.songs.size(), bytes_for_song_least, bytes_for_song_most);

    // Songs by first page, so that a page is interpreted once.
    std::vector<std::vector<std::size_t>> starts(page_count);
    for (std::size_t i = 0; i < plan.songs.size(); ++i)
        if (page_index(plan.songs[i].first_page).at() < page_count)
            starts[page_index(plan.songs[i].first_page).at()].push_back(i);

    ReviewPictures pictures;
    pictures.pages.resize(page_count);
    pictures.headings.resize(plan.songs.size());
    pictures.numbers.resize(plan.songs.size());
    for_each_index(page_count, effective_jobs(jobs), [&](std::size_t i) {
        const auto pages = pool.borrow(open);
        if (!pages) return;
        PdfPages& handle = *pages->operator->();
        pictures.pages[i] = or_none(handle.picture(PageIndex(i), std::nullopt, page_height, for_page));
        if (starts[i].empty()) return;
        const auto source = handle.inspect(PageIndex(i));
        if (!source) return;
        for (const std::size_t s : starts[i]) {
            const PlannedSong& song = plan.songs[s];
            const Rect leaf = leaf_of(source->size, song.first_half);
            pictures.headings[s] = heading_of(handle, song, leaf, for_song * 3 / 4);
            pictures.numbers[s] = number_of(handle, song, *source, leaf, for_song / 4);
        }
    });
    return pictures;
}

}  // namespace sheetsplit
