// Status and reasons from measurements; see the gates of Gates.
#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "sheetsplit/manifest.hpp"

namespace sheetsplit {
namespace {

// So many songs of one page in a row, none of them verified, look like a contents page read as pages.
constexpr int suspicious_run = 5;

bool verified(const PlannedSong& song) {
    return song.confirmed_by_person || song.verdict == Verdict::confirmed;
}

bool one_page(const PlannedSong& song) {
    return song.first_page == song.last_page;
}

std::size_t count(const std::vector<PlannedSong>& songs, const std::function<bool(const PlannedSong&)>& has) {
    return static_cast<std::size_t>(std::count_if(songs.begin(), songs.end(), has));
}

std::string plural(std::size_t n, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", n, n == 1 ? one : many);
}

// "A, B, C and 4 more"
std::string some_of(const std::vector<std::string>& names) {
    constexpr std::size_t shown = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), shown); ++i) text += (i ? ", " : "") + names[i];
    if (names.size() > shown) text += fmt::format(" and {} more", names.size() - shown);
    return text;
}

std::vector<std::string> titles(const std::vector<PlannedSong>& songs,
                                const std::function<bool(const PlannedSong&)>& has) {
    std::vector<std::string> list;
    for (const PlannedSong& song : songs)
        if (has(song)) list.push_back("\"" + song.title + "\"");
    return list;
}

// Pages of the book without a row, and song pages without a song, as "4, 7-9".
std::string unaccounted_pages(const SplitPlan& plan) {
    std::vector<bool> known(static_cast<std::size_t>(std::max(plan.page_count, 0)) + 1, false);
    for (const PlannedPage& page : plan.pages) {
        const bool inside = page.page.value() >= 1 && page.page.value() <= plan.page_count;
        if (inside && (page.role != LeafRole::song || !page.songs.empty())) known[page.page.at()] = true;
    }
    std::vector<std::string> runs;
    for (int page = 1; page <= plan.page_count; ++page) {
        if (known[static_cast<std::size_t>(page)]) continue;
        int last = page;
        while (last < plan.page_count && !known[static_cast<std::size_t>(last) + 1]) ++last;
        runs.push_back(last == page ? fmt::format("{}", page) : fmt::format("{}-{}", page, last));
        page = last;
    }
    return some_of(runs);
}

class Reasons {
public:
    template <class... Values>
    void add(fmt::format_string<Values...> sentence, Values&&... values) {
        list_.push_back(fmt::format(sentence, std::forward<Values>(values)...));
    }
    std::vector<std::string> take() { return std::move(list_); }

private:
    std::vector<std::string> list_;
};

double percent(double share) {
    return 100 * share;
}

// Rounded down: 94.96 % must not read as the 95 % that were asked for.
double percent(std::size_t part, std::size_t whole) {
    return static_cast<double>(part * 1000 / whole) / 10;
}

bool below(std::size_t part, std::size_t whole, double share) {
    return static_cast<double>(part) < share * static_cast<double>(whole) - 1e-9;
}

void judge_toc(Reasons& reasons, int toc_entries, bool has_toc, bool all_by_person, const Gates& gates) {
    if (all_by_person) return;  // a person has looked at every song; the contents pages prove nothing more
    if (!has_toc)
        reasons.add(
            "The book has no table of contents to check the songs against, and a person has not confirmed "
            "all of them");
    else if (!gates.short_book && toc_entries < gates.min_entries)
        reasons.add(
            "The table of contents has {}, at least {} are expected unless the book is marked as short",
            plural(static_cast<std::size_t>(std::max(toc_entries, 0)), "entry", "entries"),
            gates.min_entries);
}

void judge_verdicts(Reasons& reasons, const std::vector<PlannedSong>& songs, const Gates& gates) {
    const std::size_t good = count(songs, verified);
    if (below(good, songs.size(), gates.min_verified))
        reasons.add("{} of {} are verified ({:.1f} %), at least {:.0f} % are expected", good,
                    plural(songs.size(), "song", "songs"), percent(good, songs.size()),
                    percent(gates.min_verified));
    for (const Verdict verdict : {Verdict::conflicting, Verdict::unverified}) {
        const auto names = titles(songs, [&](const PlannedSong& song) {
            return !song.confirmed_by_person && song.verdict == verdict;
        });
        if (!names.empty())
            reasons.add("{} {}: {}", plural(names.size(), "song is", "songs are"), name_of(verdict),
                        some_of(names));
    }
}

void judge_written(Reasons& reasons, const SplitPlan& plan, int toc_entries, std::size_t songs_written,
                   const Gates& gates) {
    const std::size_t unwritten = plan.songs.size() - std::min(plan.songs.size(), songs_written);
    if (unwritten > 0)
        reasons.add("{} of {} could not be written", unwritten, plural(plan.songs.size(), "song", "songs"));
    if (gates.allow_partial) return;
    if (!plan.missing.empty()) {
        std::vector<std::string> names;
        for (const MissingEntry& entry : plan.missing) names.push_back("\"" + entry.title + "\"");
        reasons.add("{} of the table of contents {} missing from the book or could not be found: {}",
                    plural(names.size(), "entry", "entries"), names.size() == 1 ? "is" : "are",
                    some_of(names));
    }
    // Songs that no entry asked for do not make up for entries that gave none.
    const std::size_t listed = count(plan.songs, [](const PlannedSong& song) { return song.listed; });
    const std::size_t written = listed - std::min(listed, unwritten);
    const auto entries = static_cast<std::size_t>(std::max(toc_entries, 0));
    if (entries > 0 && below(written, entries, gates.min_written))
        reasons.add("{} of {} were written ({:.1f} %), at least {:.0f} % are expected", written,
                    plural(entries, "entry", "entries"), percent(written, entries),
                    percent(gates.min_written));
}

void judge_lengths(Reasons& reasons, const std::vector<PlannedSong>& songs, const Gates& gates) {
    for (const PlannedSong& song : songs) {
        const int pages = song.last_page - song.first_page + 1 - static_cast<int>(song.dropped.size());
        if (!verified(song) && pages > gates.max_song_pages)
            reasons.add("\"{}\" has {} pages, more than {}, and is not verified", song.title, pages,
                        gates.max_song_pages);
    }
    std::size_t run = 0;
    for (std::size_t i = 0; i <= songs.size(); ++i) {
        if (i < songs.size() && one_page(songs[i]) && !verified(songs[i])) {
            ++run;
            continue;
        }
        if (run >= suspicious_run)
            reasons.add("{} songs in a row from \"{}\" have one page each and are not verified", run,
                        songs[i - run].title);
        run = 0;
    }
}

}  // namespace

std::string book_id_of(std::string_view sha256) {
    return std::string(sha256.substr(0, 16));
}

Judgement judge(const SplitPlan& plan, int toc_entries, bool has_toc, std::size_t songs_written,
                const Gates& gates) {
    Reasons reasons;
    if (songs_written == 0) reasons.add("No song was written");
    const bool all_by_person =
        !plan.songs.empty() && std::all_of(plan.songs.begin(), plan.songs.end(),
                                           [](const PlannedSong& s) { return s.confirmed_by_person; });
    judge_toc(reasons, toc_entries, has_toc, all_by_person, gates);
    if (!plan.songs.empty()) judge_verdicts(reasons, plan.songs, gates);
    judge_written(reasons, plan, toc_entries, songs_written, gates);
    judge_lengths(reasons, plan.songs, gates);
    if (plan.page_count < 1) reasons.add("The book has no pages");
    if (const std::string pages = unaccounted_pages(plan); !pages.empty())
        reasons.add("Not every page is accounted for: {}", pages);

    Judgement judgement;
    judgement.gates_failed = reasons.take();
    judgement.status = songs_written == 0               ? BookStatus::failed
                       : judgement.gates_failed.empty() ? BookStatus::success
                                                        : BookStatus::manual_review;
    return judgement;
}

}  // namespace sheetsplit
