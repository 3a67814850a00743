#include <algorithm>

#include <fmt/format.h>

#include "sheetsplit/job.hpp"

namespace sheetsplit {
namespace {

// Each part with its length, so that no two lists of parts look alike.
class Parts {
public:
    void add(std::string_view text) { text_ += fmt::format("{}:{};", text.size(), text); }
    void add(double number) { add(fmt::format("{}", number)); }
    void add(int number) { add(fmt::format("{}", number)); }
    void add(bool flag) { add(std::string_view(flag ? "yes" : "no")); }
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

void add_index(const Toc& index, Parts& parts) {
    parts.add(name_of(index.numbers));
    for (const TocEntry& entry : index.entries) {
        parts.add(std::string_view(entry.title));
        parts.add(std::string_view(entry.artist));
        parts.add(std::string_view(entry.folio ? to_text(*entry.folio) : ""));
        parts.add(std::string_view(entry.last_folio ? to_text(*entry.last_folio) : ""));
        parts.add(entry.song_number.value_or(-1));
    }
}

}  // namespace

std::string digest_of(const BookOptions& options) {
    Parts parts;
    parts.add(std::string_view(SHEETSPLIT_VERSION));
    parts.add(std::string_view(options.reading.language));
    parts.add(std::string_view(options.reading.tessdata));
    parts.add(options.reading.page_megapixels);
    parts.add(std::string_view(options.naming.file_template));
    parts.add(std::string_view(options.naming.artist.value_or("\n")));
    parts.add(std::string_view(options.naming.book.value_or("\n")));
    parts.add(std::string_view(options.naming.genre));
    parts.add(options.policy.crop_shared_pages);
    parts.add(options.policy.keep_inserts);
    parts.add(options.policy.write_matter);
    parts.add(options.policy.cut_unlisted);
    parts.add(options.gates.min_entries);
    parts.add(options.gates.short_book);
    parts.add(options.gates.min_verified);
    parts.add(options.gates.min_written);
    parts.add(options.gates.max_song_pages);
    parts.add(options.gates.allow_partial);
    std::vector<std::string> exports;
    for (const ExportFormat format : options.exports) exports.emplace_back(name_of(format));
    std::sort(exports.begin(), exports.end());
    for (const std::string& name : exports) parts.add(std::string_view(name));
    parts.add(name_of(options.review));
    if (options.index) add_index(*options.index, parts);
    return sha256_hex(bytes_of(parts.text())).substr(0, 16);
}

}  // namespace sheetsplit
