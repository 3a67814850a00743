// Checks a plan that a person or another program has written.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "sheetsplit/plan.hpp"
#include "split/naming.hpp"

namespace sheetsplit {
namespace {

Error invalid(std::string detail) {
    return {ErrorCode::invalid_json, "", std::nullopt, std::move(detail), ""};
}

std::string named(const PlannedSong& song) {
    return "\"" + song.title + "\"";
}

std::string fault_of_path(std::string_view path) {
    if (path.starts_with('/')) return "is not relative to the output folder";
    while (true) {
        const std::size_t slash = path.find('/');
        if (std::string fault = fault_of_component(path.substr(0, slash)); !fault.empty()) return fault;
        if (slash == std::string_view::npos) return {};
        path.remove_prefix(slash + 1);
    }
}

bool blank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

std::string fault_of_pages(const SplitPlan& plan, const PlannedSong& song) {
    const int first = song.first_page.value(), last = song.last_page.value();
    if (first < 1 || last > plan.page_count)
        return fmt::format("has pages {}-{}, the book has pages 1-{}", first, last, plan.page_count);
    if (last < first) return fmt::format("ends on page {}, before it starts on page {}", last, first);
    if (first == last && song.first_half == Half::right && song.last_half == Half::left)
        return fmt::format("ends on the left half of page {} and starts on its right half", first);
    if (!plan.two_up && (song.first_half != Half::whole || song.last_half != Half::whole))
        return "starts or ends on half a page, but the book is not two-up";
    for (const PdfPage dropped : song.dropped)
        if (dropped < song.first_page || song.last_page < dropped)
            return fmt::format("drops page {}, which is not among its pages {}-{}", dropped.value(), first,
                               last);
    return {};
}

// In the order in which they start.  Two songs may meet on a page; neither may lie inside the other.
Status check_overlaps(const SplitPlan& plan) {
    std::vector<const PlannedSong*> order;
    for (const PlannedSong& song : plan.songs) order.push_back(&song);
    const auto place = [](const PlannedSong* song) {
        const double top = song->shares_first_page ? song->top.value_or(0) : -1;
        return std::tuple(song->first_page, song->first_half == Half::right, top, song->last_page);
    };
    std::stable_sort(order.begin(), order.end(), [&](auto* a, auto* b) { return place(a) < place(b); });
    const PlannedSong* furthest = nullptr;
    for (const PlannedSong* song : order) {
        if (furthest && song->first_page < furthest->last_page)
            return invalid(
                fmt::format("{} (pages {}-{}) and {} (pages {}-{}) overlap by more than a shared page",
                            named(*furthest), furthest->first_page.value(), furthest->last_page.value(),
                            named(*song), song->first_page.value(), song->last_page.value()));
        if (!furthest || furthest->last_page < song->last_page) furthest = song;
    }
    return Done{};
}

Status check_names(const SplitPlan& plan) {
    if (!plan.folder.empty())
        if (const std::string fault = fault_of_path(plan.folder); !fault.empty())
            return invalid(fmt::format("the folder \"{}\" {}", plan.folder, fault));
    std::map<std::string, const PlannedSong*> song_of;
    for (const PlannedSong& song : plan.songs) {
        if (song.file.empty()) return invalid(named(song) + " has no file name");
        std::string fault = fault_of_path(song.file);
        if (fault.empty() && !collision_key(song.file).ends_with(".pdf")) fault = "does not end with .pdf";
        if (!fault.empty())
            return invalid(fmt::format("{}: the file name \"{}\" {}", named(song), song.file, fault));
        const auto [other, is_new] = song_of.emplace(collision_key(song.file), &song);
        if (!is_new)
            return invalid(fmt::format("{} (page {}) and {} (page {}) have the same file name \"{}\"",
                                       named(*other->second), other->second->first_page.value(), named(song),
                                       song.first_page.value(), song.file));
    }
    return Done{};
}

Status check_rows(const SplitPlan& plan) {
    for (const PlannedPage& page : plan.pages) {
        if (page.page.value() < 1 || page.page.value() > plan.page_count)
            return invalid(fmt::format("pages[] has page {}, the book has pages 1-{}", page.page.value(),
                                       plan.page_count));
        for (const std::size_t song : page.songs)
            if (song >= plan.songs.size())
                return invalid(fmt::format("page {} belongs to song {} of {}", page.page.value(), song + 1,
                                           plan.songs.size()));
    }
    return Done{};
}

}  // namespace

Status validate(const SplitPlan& plan, std::size_t page_count) {
    if (plan.page_count != static_cast<int>(page_count))
        return invalid(fmt::format("the plan is for {} pages, the book has {}", plan.page_count, page_count));
    for (std::size_t i = 0; i < plan.songs.size(); ++i) {
        const PlannedSong& song = plan.songs[i];
        if (blank(song.title))
            return invalid(fmt::format("song {} (page {}) has no title", i + 1, song.first_page.value()));
        if (const std::string fault = fault_of_pages(plan, song); !fault.empty())
            return invalid(named(song) + " " + fault);
        if (pages_of(plan, song).empty()) return invalid(named(song) + " drops all its pages");
        if (song.first_page == song.last_page && song.first_half == song.last_half && song.top &&
            song.bottom && *song.bottom <= *song.top)
            return invalid(
                fmt::format("{} ends above its beginning on page {}", named(song), song.first_page.value()));
    }
    if (const Status rows = check_rows(plan); !rows) return rows;
    if (const Status overlaps = check_overlaps(plan); !overlaps) return overlaps;
    return check_names(plan);
}

}  // namespace sheetsplit
