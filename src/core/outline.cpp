#include "core/outline.hpp"

#include <algorithm>
#include <cctype>
#include <map>

#include "core/contents_page.hpp"
#include "core/text.hpp"

namespace sheetsplit {
namespace {

bool is_made_by_a_program(const std::string& title) {
    std::string lower = title;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const char* mark : {".tif", ".jpg", ".jpeg", ".png", ".pdf", "image_", "scan_", "img_", "_page_"})
        if (lower.find(mark) != std::string::npos) return true;
    return folded(title).starts_with("page ") || folio_from_text(title).has_value();
}

}  // namespace

std::vector<OutlineItem> usable_outline(const BookFacts& facts) {
    std::vector<OutlineItem> named;
    std::size_t junk = 0;
    for (const OutlineItem& item : facts.outline) {
        if (!item.page || letters_in(item.title) + digits_in(item.title) == 0) continue;
        if (is_made_by_a_program(item.title)) {
            ++junk;
            continue;
        }
        if (!is_contents_heading(item.title)) named.push_back(item);
    }
    if (junk > named.size()) return {};
    // With chapters above songs, the songs are the level with the most bookmarks.
    std::map<int, std::size_t> by_depth;
    for (const OutlineItem& item : named) ++by_depth[item.depth];
    int depth = 0;
    std::size_t most = 0;
    for (const auto& [level, count] : by_depth)
        if (count > most) {
            most = count;
            depth = level;
        }
    std::erase_if(named, [&](const OutlineItem& item) { return item.depth != depth; });
    return named;
}

}  // namespace sheetsplit
