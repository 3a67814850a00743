// Book over an opened PDF: looks at each page once, reads lines when asked.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <cmath>
#include <map>
#include <mutex>
#include <set>

#include "book/broken_words.hpp"
#include "book/crop_store.hpp"
#include "book/crops.hpp"
#include "book/drawn_leaf.hpp"
#include "book/layout.hpp"
#include "book/leaf_data.hpp"
#include "book/line_reading.hpp"
#include "book/reading_cache.hpp"
#include "book/text_layer.hpp"
#include "core/parallel.hpp"
#include "core/pool.hpp"
#include "core/statistics.hpp"
#include "sheetsplit/memory.hpp"
#include "sheetsplit/reading.hpp"
#include "sheetsplit/store.hpp"

namespace sheetsplit {
namespace {

constexpr double drawn_dpi = 100;    // enough to see the staves of a born-digital page
constexpr double outline_dpi = 200;  // text that is drawn as shapes
constexpr double most_scan_dpi = 300;
constexpr double least_scan_dpi = 100;
constexpr std::size_t pages_between_releases = 24;
constexpr std::size_t crop_budget = 48u << 20;  // bytes of line pictures kept for a later question

// Which pages hold text that can be trusted, and how the others are drawn.
struct PageLook {
    bool text_sound = false;
    double dpi = drawn_dpi;
};

PageLook look_at(const PageSource& source) {
    if (source.image_share > 0.5) return {false, std::clamp(source.image_dpi, least_scan_dpi, most_scan_dpi)};
    if (is_sound_text(source.words)) return {true, drawn_dpi};
    return {false, outline_dpi};
}

struct PageData {
    std::optional<LeafData> whole;
    std::optional<LeafData> left;
    std::optional<LeafData> right;
    bool staves_cross_middle = false;
    Size size;
    bool scanned = false;
    std::vector<std::string> warnings;  // of what is missing
};

GrayImage half_of(const GrayImage& page, Half half) {
    const int middle = page.width / 2;
    return half == Half::left ? columns(page, 0, middle) : columns(page, middle, page.width);
}

std::vector<LayerWord> words_of_half(const std::vector<LayerWord>& words, Half half, double page_width) {
    if (half == Half::whole) return words;
    std::vector<LayerWord> part;
    for (LayerWord word : words) {
        const bool left = word.box.middle_x() < page_width / 2;
        if (left != (half == Half::left)) continue;
        if (!left) {
            word.box.x0 -= page_width / 2;
            word.box.x1 -= page_width / 2;
        }
        part.push_back(std::move(word));
    }
    return part;
}

// Lines that a later stage is likely to ask for.
std::vector<bool> worth_keeping(const PageLayout& layout, bool near_an_end) {
    const std::size_t count = layout.lines.size();
    std::vector<bool> keep(count, false);
    if (layout.kind == LeafKind::picture || layout.kind == LeafKind::blank) return keep;
    if (layout.kind == LeafKind::text && near_an_end) return std::vector<bool>(count, true);
    if (layout.kind == LeafKind::music) {
        // Folios, and what stands above the first system or in large letters; little else is ever read.
        for (std::size_t i = 0; i < count; ++i) {
            const InkLine& line = layout.lines[i];
            const bool at_edge =
                line.box.y1 < 0.11 * layout.size.height || line.box.y0 > 0.89 * layout.size.height;
            const bool heads = line.box.y1 < layout.systems.front().box.y0 && line.size > 6;
            const bool beside = line.box.x1 < layout.systems.front().box.x0 + 2;
            keep[i] = (at_edge && line.size < 20) || heads || beside ||
                      (line.size > 6.4 && line.box.width() > 0.9 * line.size);
        }
        return keep;
    }
    std::vector<double> sizes;
    for (const InkLine& line : layout.lines) sizes.push_back(line.size);
    const double usual = median_of(std::move(sizes));
    for (std::size_t i = 0; i < count; ++i)
        keep[i] = i < 6 || i + 3 >= count || layout.lines[i].size > 1.15 * usual;
    return keep;
}

class PdfBook final : public Book {
    using Redrawn = std::map<LineRef, std::vector<Crop>>;  // lines whose pictures had to be made again

public:
    PdfBook(ReadingOptions options, std::shared_ptr<const PdfFile> file, BookFacts facts)
        : options_(std::move(options)),
          file_(std::move(file)),
          facts_(std::move(facts)),
          cache_(options_, facts_.sha256) {}

    ~PdfBook() override { keep_lines(); }

    // Takes what an earlier run has seen, or looks for itself.
    Status know() {
        if (auto looked = cache_.looked(facts_.page_count)) {
            adopt(std::move(*looked));
            known_ = cache_.lines(data_);
            kept_lines_ = known_.size();
            return Done{};
        }
        return look();
    }

    const BookFacts& facts() const override { return facts_; }
    const std::vector<Leaf>& leaves() const override { return leaves_; }
    const PageLayout& layout(LeafIndex leaf) const override { return data_[leaf.at()].layout; }

    std::vector<TextLine> read(std::span<const LineRef> lines, ReadAs as) const override {
        std::vector<TextLine> answers(lines.size());
        // Pictures of lines that are drawn again live for one batch only, however many pages are asked about.
        for (std::size_t first = 0; first < lines.size();) {
            const std::size_t last = end_of_batch(lines, first, as);
            const Redrawn redrawn = redraw(lines.subspan(first, last - first), as);
            for_each_index(last - first, jobs(), [&](std::size_t i) {
                answers[first + i] = read_line(lines[first + i], as, redrawn);
            });
            first = last;
        }
        constexpr std::size_t some_seconds_of_work = 400;  // are not lost when the run is killed
        keep_lines(some_seconds_of_work);
        return answers;
    }

    std::vector<std::vector<TextLine>> read_leaves(std::span<const LeafIndex> leaves) const override {
        std::vector<LineRef> questions;
        for (const LeafIndex leaf : leaves)
            for (std::size_t line = 0; line < layout(leaf).lines.size(); ++line)
                questions.push_back({leaf, line});
        const std::vector<TextLine> lines = read(questions, ReadAs::prose);
        std::vector<std::vector<TextLine>> answers;
        auto next = lines.begin();
        for (const LeafIndex leaf : leaves) {
            const auto end = next + static_cast<std::ptrdiff_t>(layout(leaf).lines.size());
            answers.emplace_back(next, end);
            next = end;
        }
        return answers;
    }

private:
    Status look() {
        const std::size_t count = facts_.page_count;
        std::vector<PageData> pages(count);
        std::mutex failure_mutex;
        std::optional<Error> failure;
        for_each_index(count, jobs(), [&](std::size_t i) {
            auto data = look_at_page(PageIndex(i));
            if (data) {
                pages[i] = std::move(*data);
                return;
            }
            const std::lock_guard lock(failure_mutex);
            if (!failure || (data.error().page && failure->page && *data.error().page < *failure->page))
                failure = data.error();
        });
        if (failure) return *failure;
        LookedBook looked = assembled(pages);
        // A page that could not be drawn today may be another time.
        const bool all_seen = std::all_of(pages.begin(), pages.end(),
                                          [](const PageData& page) { return page.warnings.empty(); });
        if (all_seen)
            if (const Status kept = cache_.keep(looked); !kept)
                facts_.warnings.push_back(describe(kept.error()));
        adopt(std::move(looked));
        return Done{};
    }

    void adopt(LookedBook&& looked) {
        facts_.two_up = looked.two_up;
        facts_.scanned = looked.scanned;
        leaves_ = std::move(looked.leaves);
        data_ = std::move(looked.data);
    }

    // Lines that cannot be kept are read again another time: that the cache cannot be written was said when
    // the book was looked at.
    void keep_lines(std::size_t at_least = 1) const {
        const std::lock_guard lock(mutex_);
        if (!all_readable_ || known_.size() < kept_lines_ + at_least) return;
        if (cache_.keep(known_)) kept_lines_ = known_.size();
    }

    // The text layer does not tell what the line says.
    bool must_be_seen(LineRef ref) const {
        const LeafData& leaf = data_[ref.leaf.at()];
        return !leaf.text_sound || has_broken_words(leaf.text[ref.line]);
    }

    // A line whose picture is wanted and was not kept.
    bool is_lost(LineRef ref, ReadAs as) const {
        const LeafData& leaf = data_[ref.leaf.at()];
        const bool kept = !leaf.text_sound && !leaf.crops[ref.line].empty();
        return must_be_seen(ref) && !kept && !is_known(ref, as);
    }

    // Lines of no more than so many leaves whose pictures are lost.
    std::size_t end_of_batch(std::span<const LineRef> lines, std::size_t first, ReadAs as) const {
        const auto most_leaves = static_cast<std::size_t>(4 * jobs());
        std::set<LeafIndex> lost;
        std::size_t at = first;
        for (; at < lines.size(); ++at) {
            if (is_lost(lines[at], as)) lost.insert(lines[at].leaf);
            if (lost.size() > most_leaves) break;
        }
        return at;
    }

    // Drawing leaves holes in memory, which are given back from time to time.
    Expected<GrayImage> draw(PdfPages& handle, PageIndex page, double dpi) const {
        if (++drawn_ % pages_between_releases == 0) release_unused_memory();
        return handle.draw(page, {dpi}, max_pixels());
    }

    int jobs() const { return effective_jobs(options_.jobs); }
    long long max_pixels() const { return options_.page_megapixels * 1'000'000LL; }

    Expected<Pool<PdfPages>::Loan> pages() const {
        return pages_.borrow([&] { return file_->pages(); });
    }
    Expected<Pool<Ocr>::Loan> ocr() const {
        return ocr_.borrow([&] { return make_ocr(options_.tessdata, options_.language); });
    }

    LeafData scanned_leaf(const GrayImage& picture, PageIndex page) const {
        LeafData leaf;
        leaf.dpi = picture.resolution.dpi;
        leaf.layout = analyse_scan(picture);
        const auto last = static_cast<int>(facts_.page_count) - 1;
        const bool near_an_end = page.value() < 40 || page.value() > last - 15;
        const std::vector<bool> keep = worth_keeping(leaf.layout, near_an_end);
        leaf.crops.resize(keep.size());
        if (crops_.full()) return leaf;
        GrayImage turned_picture;
        if (leaf.layout.upside_down) turned_picture = turned(picture);
        const GrayImage& upright = leaf.layout.upside_down ? turned_picture : picture;
        for (std::size_t i = 0; i < keep.size(); ++i)
            if (keep[i]) leaf.crops[i] = kept(crops_of(upright, leaf.layout, i));
        return leaf;
    }

    // All of a line or nothing of it.
    std::vector<KeptCrop> kept(const std::vector<Crop>& crops) const {
        std::vector<KeptCrop> result;
        for (const Crop& crop : crops) {
            const auto one = crops_.keep(crop);
            if (!one) return {};
            result.push_back(*one);
        }
        return result;
    }

    static std::vector<Crop> crops_of(const GrayImage& upright, const PageLayout& layout, std::size_t line) {
        std::vector<Crop> crops;
        for (const TextRun& run : layout.lines[line].runs)
            crops.push_back(crop_run(upright, run.box, layout.lines[line].size, layout.skew_degrees));
        return crops;
    }

    Expected<PageData> look_at_page(PageIndex page) const {
        PageData data;
        const auto handle = pages();
        if (!handle) return handle.error();
        const auto source = (*handle)->inspect(page);
        if (!source) {
            // A page that cannot be read is a gap in the book, not the end of it.
            data.whole.emplace();
            data.warnings.push_back(describe(source.error()));
            return data;
        }
        const PageLook look = look_at(*source);
        data.size = source->size;
        data.scanned = source->image_share > 0.5;
        const auto picture = draw(**handle, page, look.dpi);
        if (!picture) {
            data.whole.emplace();
            data.whole->layout.size = source->size;
            data.warnings.push_back(describe(picture.error()));
            return data;
        }
        const auto leaf = [&](Half half) {
            GrayImage part;
            if (half != Half::whole) part = half_of(*picture, half);
            const GrayImage& shown = half == Half::whole ? *picture : part;
            return look.text_sound ? drawn_leaf(shown, words_of_half(source->words, half, source->size.width))
                                   : scanned_leaf(shown, page);
        };
        if ((*handle)->has_gaps())
            data.warnings.push_back(
                describe({ErrorCode::damaged, facts_.path, pdf_page(page),
                          "something that it shows is damaged and missing", "Get a fresh copy of the file"}));
        data.whole = leaf(Half::whole);
        if (source->size.width > 1.15 * source->size.height) {
            data.left = leaf(Half::left);
            data.right = leaf(Half::right);
            data.staves_cross_middle = staves_cross_middle(*picture, data.whole->layout);
        }
        return data;
    }

    // Two leaves a page when hardly any music of the wide pages runs on through their middle.
    static bool is_two_up(const std::vector<PageData>& pages) {
        int wide = 0;
        int crossed = 0;
        int witnesses = 0;
        for (const PageData& page : pages) {
            if (!page.left) continue;
            ++wide;
            const bool halves = !page.left->layout.systems.empty() || !page.right->layout.systems.empty();
            if (page.staves_cross_middle)
                ++crossed;
            else if (halves)
                ++witnesses;
        }
        return wide * 2 > static_cast<int>(pages.size()) && witnesses > 3 * crossed;
    }

    LookedBook assembled(std::vector<PageData>& pages) {
        LookedBook looked;
        looked.two_up = is_two_up(pages);
        std::size_t scanned = 0;
        for (std::size_t i = 0; i < pages.size(); ++i) {
            PageData& page = pages[i];
            scanned += page.scanned;
            facts_.warnings.insert(facts_.warnings.end(), page.warnings.begin(), page.warnings.end());
            if (!page.warnings.empty()) facts_.pages_with_gaps.push_back(PageIndex(i));
            const auto add = [&](Half half, LeafData&& data) {
                looked.leaves.push_back({PageIndex(i), half});
                looked.data.push_back(std::move(data));
            };
            if (looked.two_up && page.left) {
                add(Half::left, std::move(*page.left));
                add(Half::right, std::move(*page.right));
            } else {
                add(Half::whole, std::move(*page.whole));
            }
        }
        looked.scanned = scanned * 2 > pages.size();
        return looked;
    }

    TextLine read_line(LineRef ref, ReadAs as, const Redrawn& redrawn) const {
        const LeafData& leaf = data_[ref.leaf.at()];
        if (!must_be_seen(ref)) return leaf.text[ref.line];
        TextLine seen = seen_line(ref, as, redrawn);
        return leaf.text_sound ? with_ligatures(leaf.text[ref.line], seen) : seen;
    }

    TextLine seen_line(LineRef ref, ReadAs as, const Redrawn& redrawn) const {
        const auto key = std::pair{ref, as};
        {
            const std::lock_guard lock(mutex_);
            if (const auto known = known_.find(key); known != known_.end()) return known->second;
        }
        TextLine line = recognise(ref, as, redrawn);
        const std::lock_guard lock(mutex_);
        return known_.emplace(key, std::move(line)).first->second;
    }

    std::vector<Crop> taken(const std::vector<KeptCrop>& kept) const {
        std::vector<Crop> crops;
        for (const KeptCrop& crop : kept) crops.push_back(crops_.at(crop));
        return crops;
    }

    TextLine recognise(LineRef ref, ReadAs as, const Redrawn& redrawn) const {
        const LeafData& leaf = data_[ref.leaf.at()];
        const InkLine& ink = leaf.layout.lines[ref.line];
        const auto again = redrawn.find(ref);
        std::vector<Crop> crops;
        if (again != redrawn.end())
            crops = again->second;
        else if (!leaf.text_sound)
            crops = taken(leaf.crops[ref.line]);
        const auto engine = ocr();
        if (engine && !crops.empty()) return recognise_line(**engine, crops, ink, as);
        all_readable_ = false;
        TextLine line;
        line.box = ink.box;
        line.size = ink.size / 0.7;
        return line;
    }

    // Draws the leaves of those lines once more whose pictures were not kept, each leaf once.
    Redrawn redraw(std::span<const LineRef> lines, ReadAs as) const {
        std::map<LeafIndex, std::vector<std::size_t>> lost;
        for (const LineRef& ref : lines)
            if (is_lost(ref, as)) lost[ref.leaf].push_back(ref.line);
        const std::vector<std::pair<LeafIndex, std::vector<std::size_t>>> tasks(lost.begin(), lost.end());
        Redrawn result;
        std::mutex result_mutex;
        for_each_index(tasks.size(), jobs(), [&](std::size_t i) {
            const auto& [index, wanted] = tasks[i];
            const LeafData& leaf = data_[index.at()];
            const Leaf& place = leaves_[index.at()];
            const auto handle = pages();
            if (!handle) return;
            auto picture = draw(**handle, place.page, leaf.text_sound ? outline_dpi : leaf.dpi);
            if (!picture) return;
            GrayImage upright = std::move(*picture);
            if (place.half != Half::whole) upright = half_of(upright, place.half);
            if (leaf.layout.upside_down) upright = turned(upright);
            for (const std::size_t line : wanted) {
                std::vector<Crop> crops = crops_of(upright, leaf.layout, line);
                const std::lock_guard lock(result_mutex);
                result[{index, line}] = std::move(crops);
            }
        });
        return result;
    }

    bool is_known(LineRef ref, ReadAs as) const {
        const std::lock_guard lock(mutex_);
        return known_.contains({ref, as});
    }

    ReadingOptions options_;
    std::shared_ptr<const PdfFile> file_;
    BookFacts facts_;
    std::vector<Leaf> leaves_;
    std::vector<LeafData> data_;
    mutable Pool<PdfPages> pages_;
    mutable Pool<Ocr> ocr_;
    mutable CropStore crops_{crop_budget};
    mutable std::mutex mutex_;
    mutable std::atomic<std::size_t> drawn_{0};
    mutable KnownLines known_;
    mutable ReadingCache cache_;
    mutable std::size_t kept_lines_ = 0;            // of known_
    mutable std::atomic<bool> all_readable_{true};  // else lines are empty that might be read another time
};

}  // namespace

Expected<OpenedBook> open_book(std::shared_ptr<const std::vector<std::byte>> bytes, const std::string& path,
                               const ReadingOptions& options) {
    auto opened = open_pdf(bytes, path, options.password);
    if (!opened) return opened.error();
    const std::shared_ptr<const PdfFile> file(std::move(*opened));
    BookFacts facts;
    facts.path = path;
    facts.sha256 = sha256_hex(*bytes);
    facts.bytes = bytes->size();
    facts.page_count = file->facts().page_count;
    facts.title = file->facts().title;
    facts.author = file->facts().author;
    facts.outline = file->facts().outline;
    facts.page_labels = file->facts().page_labels;
    facts.repaired = file->facts().repaired;
    if (facts.repaired) facts.warnings.push_back(path + ": the PDF is damaged and was mended for reading");
    auto book = std::make_unique<PdfBook>(options, file, std::move(facts));
    if (const Status looked = book->know(); !looked) return looked.error();
    return OpenedBook{std::move(book), std::move(bytes), file};
}

}  // namespace sheetsplit
