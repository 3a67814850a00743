// The plan stage: songs on leaves become files of pages.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sheetsplit/naming.hpp"
#include "sheetsplit/stages.hpp"
#include "split/naming.hpp"

namespace sheetsplit {
namespace {

// When the two leaves of a page have different roles, the earlier of these is the page's.
constexpr std::array<LeafRole, 7> by_importance{LeafRole::song,  LeafRole::toc,  LeafRole::cover,
                                                LeafRole::front, LeafRole::back, LeafRole::insert,
                                                LeafRole::blank};

LeafRole more_important(LeafRole a, LeafRole b) {
    return std::find(by_importance.begin(), by_importance.end(), a) <=
                   std::find(by_importance.begin(), by_importance.end(), b)
               ? a
               : b;
}

bool is_plate(LeafRole role) {
    return role == LeafRole::insert || role == LeafRole::blank;
}

class Planner {
public:
    Planner(const Book& book, const PageMap& page_map, const Songs& songs, const SplitPolicy& policy)
        : leaves_(book.leaves()),
          page_count_(book.facts().page_count),
          page_map_(page_map),
          songs_(songs),
          policy_(policy) {}

    bool is_cut(const Song& song) const { return song.listed || policy_.cut_unlisted; }

    PlannedSong planned(std::size_t index) const {
        const Song& song = songs_.songs[index];
        const LeafRange range{song.leaves.first, last_leaf(index)};
        const Leaf& first = leaves_[range.first.at()];
        const Leaf& last = leaves_[range.last.at()];
        PlannedSong result;
        result.title =
            song.title.empty() ? fmt::format("Untitled (page {})", pdf_page(first.page).value()) : song.title;
        result.artist = song.artist;
        if (song.folio)
            result.printed_page = to_text(*song.folio);
        else if (song.song_number)
            result.printed_page = std::to_string(*song.song_number);
        result.first_page = pdf_page(first.page);
        result.last_page = pdf_page(last.page);
        result.first_half = first.half;
        result.last_half = last.half;
        result.shares_first_page = song.shares_first_leaf;
        if (song.shares_first_leaf) result.top = song.top;
        result.bottom = song.bottom;
        if (!policy_.keep_inserts) result.dropped = dropped_pages(song, range);
        result.listed = song.listed;
        result.adjusted = song.adjusted;
        result.verdict = song.verdict;
        result.confidence = song.confidence;
        result.evidence = song.evidence;
        return result;
    }

    // Roles and folios of the PDF pages; songs are added when they are known.
    std::vector<PlannedPage> pages() const {
        std::vector<PlannedPage> rows(page_count_);
        std::vector<int> leaves_seen(page_count_, 0);
        for (std::size_t i = 0; i < page_count_; ++i) rows[i].page = pdf_page(PageIndex(i));
        for (std::size_t i = 0; i < leaves_.size(); ++i) {
            PlannedPage& row = rows[leaves_[i].page.at()];
            const LeafRole role = i < songs_.roles.size() ? songs_.roles[i] : LeafRole::front;
            const std::string folio = i < page_map_.folios.size() && page_map_.folios[i]
                                          ? to_text(*page_map_.folios[i])
                                          : std::string();
            int& seen = leaves_seen[leaves_[i].page.at()];
            row.role = seen == 0 ? role : more_important(row.role, role);
            if (seen > 0 && (row.printed_page || !folio.empty()))
                row.printed_page = row.printed_page.value_or("") + "|" + folio;
            else if (!folio.empty())
                row.printed_page = folio;
            row.two_leaves = leaves_[i].half != Half::whole;
            ++seen;
        }
        return rows;
    }

private:
    // Plates that follow a song stay with it where the policy keeps them.
    LeafIndex last_leaf(std::size_t index) const {
        LeafIndex last = songs_.songs[index].leaves.last;
        if (!policy_.keep_inserts) return last;
        for (std::size_t other = index + 1; other < songs_.songs.size(); ++other)
            if (songs_.songs[other].leaves.contains(last)) return last;  // another song stands between
        while (last.at() + 1 < songs_.roles.size() && is_plate(songs_.roles[last.at() + 1])) ++last;
        return last;
    }

    // Pages of which the song has only inserts.
    std::vector<PdfPage> dropped_pages(const Song& song, const LeafRange& range) const {
        std::vector<PdfPage> dropped;
        for (LeafIndex leaf = range.first; leaf <= range.last; ++leaf) {
            const PdfPage page = pdf_page(leaves_[leaf.at()].page);
            const bool insert =
                std::find(song.inserts.begin(), song.inserts.end(), leaf) != song.inserts.end();
            const bool again = leaf != range.first && pdf_page(leaves_[leaf.at() - 1].page) == page;
            if (insert && !again)
                dropped.push_back(page);
            else if (!insert && again && !dropped.empty() && dropped.back() == page)
                dropped.pop_back();
        }
        return dropped;
    }

    const std::vector<Leaf>& leaves_;
    std::size_t page_count_;
    const PageMap& page_map_;
    const Songs& songs_;
    const SplitPolicy& policy_;
};

void add_song(std::vector<PlannedPage>& pages, const PlannedSong& song, std::size_t index) {
    for (PdfPage at = song.first_page; at <= song.last_page; ++at) {
        if (std::find(song.dropped.begin(), song.dropped.end(), at) != song.dropped.end()) continue;
        PlannedPage& page = pages[page_index(at).at()];
        page.songs.push_back(index);
        if (!is_plate(page.role)) page.role = LeafRole::song;
    }
}

// The pages of a song that is not cut stay behind as inserts, said and not lost.
void leave_out(SplitPlan& plan, const PlannedSong& song) {
    plan.warnings.push_back(
        fmt::format("\"{}\" on pages {}-{} is in no table of contents and was left out, as asked", song.title,
                    song.first_page.value(), song.last_page.value()));
    for (PdfPage at = song.first_page; at <= song.last_page; ++at) {
        PlannedPage& page = plan.pages[page_index(at).at()];
        if (page.role == LeafRole::song && page.songs.empty()) page.role = LeafRole::insert;
    }
}

// Heading and lyrics at the edge of a crop are easier to read with some white around them.
constexpr double air_above = 4;  // points

}  // namespace

SplitPlan plan(const Book& book, const Toc& toc, const PageMap& page_map, const Songs& songs,
               const Naming& naming, const SplitPolicy& policy) {
    const BookFacts& facts = book.facts();
    const BookIdentity identity = identify_book(facts.path, toc, naming);
    SplitPlan result;
    result.source_pdf = facts.path;
    result.source_sha256 = facts.sha256;
    result.page_count = static_cast<int>(facts.page_count);
    result.two_up = facts.two_up;
    result.crop_shared_pages = policy.crop_shared_pages;
    result.artist = identity.artist;
    result.book_name = identity.name;
    result.genre = naming.genre;
    result.missing = songs.missing;
    result.warnings = facts.warnings;
    result.warnings.insert(result.warnings.end(), songs.warnings.begin(), songs.warnings.end());

    const Planner planner(book, page_map, songs, policy);
    result.pages = planner.pages();
    std::vector<PlannedSong> left_out;
    for (std::size_t i = 0; i < songs.songs.size(); ++i) {
        PlannedSong song = planner.planned(i);
        if (!planner.is_cut(songs.songs[i])) {
            left_out.push_back(std::move(song));
            continue;
        }
        add_song(result.pages, song, result.songs.size());
        result.songs.push_back(std::move(song));
    }
    for (const PlannedSong& song : left_out) leave_out(result, song);
    return with_names(std::move(result), naming);
}

std::string artist_of(const SplitPlan& plan, const PlannedSong& song) {
    if (!song.artist.empty()) return song.artist;
    return plan.artist == various_artists ? std::string() : plan.artist;
}

std::vector<PlanPage> pages_of(const SplitPlan& plan, const PlannedSong& song) {
    std::vector<PlanPage> pages;
    for (PdfPage at = song.first_page; at <= song.last_page; ++at) {
        if (std::find(song.dropped.begin(), song.dropped.end(), at) != song.dropped.end()) continue;
        const std::size_t row = page_index(at).at();
        const bool known = row < plan.pages.size() && plan.pages[row].page == at;
        if (!plan.two_up || (known && !plan.pages[row].two_leaves)) {
            pages.push_back({at, Half::whole, {}, {}});
            continue;
        }
        if (at != song.first_page || song.first_half != Half::right)
            pages.push_back({at, Half::left, {}, {}});
        if (at != song.last_page || song.last_half != Half::left) pages.push_back({at, Half::right, {}, {}});
    }
    if (!plan.crop_shared_pages || pages.empty()) return pages;
    if (song.shares_first_page && song.top && pages.front().page == song.first_page)
        pages.front().crop_top = std::max(0.0, *song.top - air_above);
    if (song.bottom && pages.back().page == song.last_page) pages.back().crop_bottom = song.bottom;
    return pages;
}

}  // namespace sheetsplit
