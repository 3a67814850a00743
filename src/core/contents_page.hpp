// The grammar of contents pages: from placed text to entries, by geometry.
//
// What stands above the entries heads the page; below it are columns (contents_rows), each read by itself
// (contents_column).  Pure; places in points; safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "sheetsplit/page.hpp"
#include "sheetsplit/toc.hpp"

namespace sheetsplit {

struct ContentsPage {
    std::vector<TocEntry> entries;      // column by column, top to bottom; seen_on is not set
    std::string heading;                // what stands above the first entry, e.g. "Contents"
    int numbered = 0;                   // entries with a number
    bool by_leaders = false;            // most entries have dots leading to their number
    bool has_song_numbers_too = false;  // a second number, in front of the titles
    double share = 0;                   // of the page's lines that are part of an entry, 0..1
};

ContentsPage read_contents_page(const std::vector<TextLine>& lines, Size page);

// "Contents", "Index", "Inhalt", "Table des matières", ...: words that head a contents page.
bool is_contents_heading(std::string_view text);

}  // namespace sheetsplit
