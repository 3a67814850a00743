#include "book/reading_cache.hpp"

#include <filesystem>

#include <fmt/format.h>

#include "core/packed.hpp"
#include "sheetsplit/ports.hpp"
#include "sheetsplit/reading_code.hpp"

namespace sheetsplit {

// What the kept values are made of.
void fields(auto& archive, Is<Size> auto& size) {
    archive(size.width, size.height);
}
void fields(auto& archive, Is<Rect> auto& rect) {
    archive(rect.x0, rect.y0, rect.x1, rect.y1);
}
void fields(auto& archive, Is<Staff> auto& staff) {
    archive(staff.box, staff.lines);
}
void fields(auto& archive, Is<System> auto& system) {
    archive(system.box, system.staves);
}
void fields(auto& archive, Is<TextRun> auto& run) {
    archive(run.box, run.leader);
}
void fields(auto& archive, Is<InkLine> auto& line) {
    archive(line.box, line.size, line.runs);
}
void fields(auto& archive, Is<PageLayout> auto& layout) {
    archive(layout.size, layout.kind, layout.systems, layout.lines, layout.ink_share, layout.picture_share,
            layout.skew_degrees, layout.upside_down);
}
void fields(auto& archive, Is<Word> auto& word) {
    archive(word.text, word.box, word.size, word.italic, word.bold, word.leader_after, word.run);
}
void fields(auto& archive, Is<TextLine> auto& line) {
    archive(line.words, line.box, line.size, line.confidence, line.source);
}
void fields(auto& archive, Is<LeafData> auto& leaf) {
    archive(leaf.layout, leaf.text, leaf.dpi, leaf.text_sound);
}
void fields(auto& archive, Is<Leaf> auto& leaf) {
    archive(leaf.page, leaf.half);
}
void fields(auto& archive, Is<LookedBook> auto& looked) {
    archive(looked.two_up, looked.scanned, looked.leaves, looked.data);
}

namespace {

struct KnownLine {
    LineRef ref;
    ReadAs as = ReadAs::prose;
    TextLine line;
};
void fields(auto& archive, Is<KnownLine> auto& known) {
    archive(known.ref.leaf, known.ref.line, known.as, known.line);
}

bool makes_sense(const LeafData& leaf) {
    const PageLayout& layout = leaf.layout;
    for (const System& system : layout.systems)
        if (system.staves.empty()) return false;
    for (const InkLine& line : layout.lines)
        if (line.runs.empty()) return false;
    return layout.kind >= LeafKind::blank && layout.kind <= LeafKind::picture &&
           (layout.kind != LeafKind::music || !layout.systems.empty()) &&
           leaf.text.size() == (leaf.text_sound ? layout.lines.size() : 0);
}

bool makes_sense(const LookedBook& looked, std::size_t page_count) {
    if (looked.leaves.size() != looked.data.size() || looked.leaves.size() < page_count) return false;
    for (const Leaf& leaf : looked.leaves)
        if (leaf.page.value() < 0 || leaf.page.at() >= page_count || leaf.half < Half::whole ||
            leaf.half > Half::right)
            return false;
    for (const LeafData& leaf : looked.data)
        if (!makes_sense(leaf)) return false;
    return true;
}

bool makes_sense(const KnownLine& known, const std::vector<LeafData>& leaves) {
    if (known.ref.leaf.value() < 0 || known.ref.leaf.at() >= leaves.size()) return false;
    const auto& lines = leaves[known.ref.leaf.at()].layout.lines;
    if (known.ref.line >= lines.size()) return false;
    for (const Word& word : known.line.words)
        if (word.run < 0 || static_cast<std::size_t>(word.run) >= lines[known.ref.line].runs.size())
            return false;
    return (known.as == ReadAs::prose || known.as == ReadAs::number) && known.line.source == TextSource::ocr;
}

// OCR data of the user's may be replaced by others under the same name.
std::string state_of_ocr_data(const ReadingOptions& options) {
    if (options.tessdata.empty()) return {};
    std::string state = std::filesystem::absolute(options.tessdata).string();
    std::size_t from = 0;
    while (from <= options.language.size()) {
        const std::size_t to = std::min(options.language.find('+', from), options.language.size());
        const auto file = std::filesystem::path(options.tessdata) /
                          (options.language.substr(from, to - from) + ".traineddata");
        std::error_code absent;
        const auto size = std::filesystem::file_size(file, absent);
        const auto time = std::filesystem::last_write_time(file, absent);
        state += fmt::format("|{}|{}", size, time.time_since_epoch().count());
        from = to + 1;
    }
    return state;
}

std::string name_from(const std::string& parts, const char* kind) {
    return sha256_hex(bytes_of(parts)).substr(0, 32) + "." + kind;
}

}  // namespace

ReadingCache::ReadingCache(const ReadingOptions& options, const std::string& book_sha256) {
    if (options.cache_folder.empty()) return;
    cache_ =
        open_disk_cache(options.cache_folder, static_cast<std::uintmax_t>(options.cache_megabytes) << 20);
    const std::string look = fmt::format("{}|{}|{}", reading_code, book_sha256, options.page_megapixels);
    looked_name_ = name_from(look, "layout");
    lines_name_ =
        name_from(fmt::format("{}|{}|{}", look, options.language, state_of_ocr_data(options)), "lines");
}

std::optional<LookedBook> ReadingCache::looked(std::size_t page_count) const {
    const auto bytes = cache_ ? cache_->get(looked_name_) : std::nullopt;
    if (!bytes) return std::nullopt;
    LookedBook looked;
    Unpacker archive(*bytes);
    archive(looked);
    if (!archive.whole() || !makes_sense(looked, page_count)) return std::nullopt;
    for (LeafData& leaf : looked.data)
        if (!leaf.text_sound) leaf.crops.resize(leaf.layout.lines.size());
    return looked;
}

Status ReadingCache::keep(const LookedBook& looked) {
    if (!cache_) return Done{};
    Packer archive;
    archive(looked);
    return cache_->put(looked_name_, archive.bytes());
}

KnownLines ReadingCache::lines(const std::vector<LeafData>& leaves) const {
    const auto bytes = cache_ ? cache_->get(lines_name_) : std::nullopt;
    if (!bytes) return {};
    std::vector<KnownLine> list;
    Unpacker archive(*bytes);
    archive(list);
    if (!archive.whole()) return {};
    KnownLines lines;
    for (KnownLine& known : list) {
        if (!makes_sense(known, leaves)) return {};
        lines.emplace(std::pair{known.ref, known.as}, std::move(known.line));
    }
    return lines;
}

Status ReadingCache::keep(const KnownLines& lines) {
    if (!cache_) return Done{};
    std::vector<KnownLine> list;
    for (const auto& [key, line] : lines) list.push_back({key.first, key.second, line});
    Packer archive;
    archive(list);
    return cache_->put(lines_name_, archive.bytes());
}

}  // namespace sheetsplit
