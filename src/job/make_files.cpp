#include "job/make_files.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>

#include <fmt/format.h>

#include "core/parallel.hpp"
#include "core/pool.hpp"
#include "job/book_folder.hpp"
#include "job/settle.hpp"
#include "split/naming.hpp"

namespace sheetsplit {
namespace {

constexpr const char* producer = "sheetsplit " SHEETSPLIT_VERSION;

bool is_front(LeafRole role) {
    return role == LeafRole::cover || role == LeafRole::front || role == LeafRole::toc;
}

PlanPage whole(PdfPage page) {
    PlanPage whole_page;
    whole_page.page = page;
    return whole_page;
}

// Front matter ends where the songs begin, back matter starts where they end; blanks go along.
std::vector<PlanPage> matter_pages(const SplitPlan& plan, bool front) {
    const auto is_song = [](const PlannedPage& page) {
        return page.role == LeafRole::song || !page.songs.empty();
    };
    const auto first_song = std::find_if(plan.pages.begin(), plan.pages.end(), is_song);
    const auto after_songs = std::find_if(plan.pages.rbegin(), plan.pages.rend(), is_song).base();
    std::vector<PlanPage> pages;
    if (front) {
        for (auto page = plan.pages.begin(); page != first_song; ++page)
            if (is_front(page->role) || page->role == LeafRole::blank) pages.push_back(whole(page->page));
        return pages;
    }
    for (auto page = after_songs; page != plan.pages.end() && first_song != plan.pages.end(); ++page)
        if (page->role == LeafRole::back || is_front(page->role) || page->role == LeafRole::blank)
            pages.push_back(whole(page->page));
    return pages;
}

void add_matter(const SplitPlan& plan, bool front, std::vector<FileOrder>& orders) {
    FileOrder order;
    order.pdf.pages = matter_pages(plan, front);
    if (order.pdf.pages.empty()) return;
    const std::string title = front ? "Front matter" : "Back matter";
    order.pdf.metadata = {.title = plan.book_name + ": " + title,
                          .author = plan.artist,
                          .subject = plan.genre,
                          .keywords = plan.book_name,
                          .producer = producer};
    std::set<std::string> taken;
    for (const FileOrder& other : orders) taken.insert(collision_key(other.file));
    const std::string wanted = key_in(plan.folder, title + ".pdf");
    order.file = wanted;
    for (int number = 2; taken.contains(collision_key(order.file)); ++number)
        order.file = numbered(wanted, number);
    orders.push_back(std::move(order));
}

bool same_bytes_in_place(const Store& store, const std::string& file, const Bytes& bytes) {
    const auto size = store.size(file);
    if (!size || !*size || **size != bytes.size()) return false;
    const auto there = store.get(file);
    return there && *there && **there == bytes;
}

// Errors that the next song would run into as well.
bool stops_everything(const Error& error) {
    return error.code == ErrorCode::disk_full || error.code == ErrorCode::output_unwritable ||
           error.code == ErrorCode::interrupted;
}

}  // namespace

std::vector<FileOrder> orders_of(const SplitPlan& plan, bool with_matter) {
    std::vector<FileOrder> orders;
    for (std::size_t i = 0; i < plan.songs.size(); ++i) {
        const PlannedSong& song = plan.songs[i];
        if (song.file.empty()) continue;  // reported only
        orders.push_back({.file = song.file,
                          .pdf = {.pages = pages_of(plan, song),
                                  .metadata = {.title = song.title,
                                               .author = artist_of(plan, song),
                                               .subject = plan.genre,
                                               .keywords = plan.book_name,
                                               .producer = producer}},
                          .song = i});
    }
    if (with_matter) {
        add_matter(plan, true, orders);
        add_matter(plan, false, orders);
    }
    return orders;
}

TakeFile stage_on(const Desk& desk, FolderStore& store) {
    return [&desk, &store](std::size_t number, const FileOrder& order,
                           const Bytes& bytes) -> Expected<std::string> {
        if (same_bytes_in_place(store, order.file, bytes)) return std::string();
        const std::string staged = desk.staged(fmt::format("{}.pdf", number));
        if (const Status put = store.put(staged, bytes); !put) return put.error();
        return staged;
    };
}

Expected<FilesMade> make_files(const std::vector<FileOrder>& orders, const Source& source,
                               const std::string& name, const Ports& ports, int jobs, const TakeFile& take,
                               Steps& steps) {
    std::vector<std::optional<Expected<FileMade>>> made(orders.size());
    std::atomic<bool> give_up = false;
    std::atomic<std::size_t> done = 0;

    const auto make_one = [&](Pool<PdfWriter>::Loan& writer, std::size_t i) -> Expected<FileMade> {
        const FileOrder& order = orders[i];
        const auto bytes = writer->song(order.pdf);
        if (!bytes) return bytes.error();
        const auto staged = take(i, order, *bytes);
        if (!staged) return staged.error();
        return FileMade{{order.file, bytes->size(), sha256_hex(*bytes), order.song}, *staged};
    };

    // Mending a damaged book is dear, and every writer would ask for it.
    std::once_flag mended_once;
    std::optional<Expected<Bytes>> mended;
    const auto clean_copy = [&]() -> Expected<Bytes> {
        std::call_once(mended_once, [&] { mended = source.file->clean_copy(); });
        return *mended;
    };

    // A writer is dear to make and for one thread at a time.
    Pool<PdfWriter> writers;
    for_each_index(orders.size(), effective_jobs(jobs), [&](std::size_t i) {
        if (give_up) return;
        if (steps.stopped()) {
            made[i] = steps.interrupted();
        } else if (auto writer =
                       writers.borrow([&] { return ports.open_writer(source.bytes, name, clean_copy); })) {
            made[i] = make_one(*writer, i);
        } else {
            made[i] = writer.error();
            give_up = true;
        }
        if (!*made[i] && stops_everything(made[i]->error())) give_up = true;
        steps.progressed(Stage::write, ++done, orders.size());
    });

    FilesMade result;
    for (std::size_t i = 0; i < orders.size(); ++i) {
        if (!made[i]) continue;  // given up before its turn: another one has the error
        if (*made[i]) {
            result.files.push_back(std::move(**made[i]));
        } else if (give_up && (stops_everything(made[i]->error()))) {
            return made[i]->error();
        } else {
            Error error = made[i]->error();
            if (orders[i].song) error.detail = orders[i].pdf.metadata.title + ": " + error.detail;
            result.errors.push_back(std::move(error));
        }
    }
    if (give_up && !result.errors.empty()) return result.errors.front();
    return result;
}

}  // namespace sheetsplit
