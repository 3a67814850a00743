#include "core/contents_page.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <span>

#include "core/contents_column.hpp"
#include "core/credits.hpp"
#include "core/text.hpp"

namespace sheetsplit {
namespace {

// Do lines among the entries stand in letters of this size, larger than theirs?
bool is_size_of_sections(double size, std::span<const contents::Line> lines, const contents::Design& design) {
    return size > 1.2 * design.size &&
           std::any_of(lines.begin(), lines.end(), [&](const contents::Line& line) {
               return std::abs(line.size / size - 1) < 0.08 && letters_in(line.text()) > 2 &&
                      !is_numbered(line, contents::Side::right) && !is_numbered(line, contents::Side::left);
           });
}

}  // namespace

bool is_contents_heading(std::string_view text) {
    const std::string core = folded(text);
    if (core.size() > 40) return false;
    constexpr std::array<std::string_view, 30> heads{"contents",
                                                     "content",
                                                     "index",
                                                     "table of contents",
                                                     "inhalt",
                                                     "inhaltsverzeichnis",
                                                     "inhoud",
                                                     "sommaire",
                                                     "indice",
                                                     "table",
                                                     "table des matieres",
                                                     "songs",
                                                     "song list",
                                                     "songlist",
                                                     "song index",
                                                     "alphabetical index",
                                                     "song title index",
                                                     "title index",
                                                     "index of songs",
                                                     "index of tunes",
                                                     "index of titles",
                                                     "list of songs",
                                                     "track listing",
                                                     "verzeichnis",
                                                     "contenido",
                                                     "conteudo",
                                                     "innehall",
                                                     "indhold",
                                                     "innhold",
                                                     "sisallys"};
    for (const std::string_view head : heads)
        if (core == head || folded_likeness(core, head) > 0.84) return true;
    return core.starts_with("contents ") || core.ends_with(" contents") || core.starts_with("index of") ||
           core.ends_with(" index") || core.starts_with("alphabetical");
}

ContentsPage read_contents_page(const std::vector<TextLine>& texts, Size page) {
    ContentsPage result;
    using namespace contents;
    std::vector<Line> lines = lines_of(texts);
    if (lines.empty()) return result;
    const Design design = design_of(lines, page);
    // What stands above the entries in larger letters heads the page.
    const auto first = std::find_if(lines.begin(), lines.end(), [&](const Line& line) {
        const bool wordy = line.runs.size() > 1 || line.runs.front().words.size() > 1;
        return design.side != Side::none && line.size < 1.2 * design.size && wordy &&
               is_numbered(line, design.side);
    });
    const double first_number = first == lines.end() ? page.height : first->y;
    // An album's name right above the first entry heads the entries, not the page, where others stand below.
    const bool heads_section = first != lines.begin() && first != lines.end() &&
                               is_size_of_sections(std::prev(first)->size, {first, lines.end()}, design);
    const double section_y = heads_section ? std::prev(first)->y : page.height;
    const auto heads_page = [&](const Line& line) {
        if (line.y >= first_number) return false;
        if (is_contents_heading(line.text())) return true;
        return line.size > 1.2 * design.size && line.y != section_y;
    };
    for (const Line& line : lines)
        if (heads_page(line) && letters_in(line.text()) > 1)
            result.heading += (result.heading.empty() ? "" : " ") + line.text();
    std::erase_if(lines, heads_page);
    std::size_t used = 0;
    std::size_t all = 0;
    int leaders = 0;
    std::string section;
    for (std::size_t column = 0; column < design.columns.size(); ++column) {
        ColumnEntries read = read_column(rows_of_column(lines, design, column), design, section);
        section = read.section;
        used += read.rows_used;
        all += read.rows_all;
        leaders += read.leaders;
        for (TocEntry& entry : read.entries) result.entries.push_back(std::move(entry));
    }
    result.entries = with_credits_apart(std::move(result.entries));
    std::size_t with_song_number = 0;
    for (TocEntry& entry : result.entries) {
        entry.title = article_put_right(entry.title);
        result.numbered += entry.folio.has_value();
        with_song_number += entry.song_number.has_value();
    }
    result.has_song_numbers_too = with_song_number * 2 > result.entries.size();
    result.by_leaders = static_cast<std::size_t>(leaders) * 2 > result.entries.size();
    result.share = all == 0 ? 0 : static_cast<double>(used) / static_cast<double>(all);
    return result;
}

}  // namespace sheetsplit
