// The entries of one column of a contents page.
//
// Rows with a number are entries; rows without one are wrapped titles, artists or headings, told apart by
// indentation, size and distance.  Pure; safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "core/contents_rows.hpp"
#include "sheetsplit/toc.hpp"

namespace sheetsplit::contents {

struct ColumnEntries {
    std::vector<TocEntry> entries;  // top to bottom
    std::string section;            // the heading that holds at the end of the column, for the next one
    std::size_t rows_used = 0;      // that are part of an entry or head some
    std::size_t rows_all = 0;
    int leaders = 0;  // rows whose title has dots leading to its number
};

// `section` is the heading that holds where the column begins.
ColumnEntries read_column(std::vector<Row> rows, const Design& design, std::string section);

}  // namespace sheetsplit::contents
