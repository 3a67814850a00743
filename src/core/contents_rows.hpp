// How a contents page is set: its lines, its columns, and the rows of each column with their numbers.
//
// Printers align page numbers; where they stand tells the columns, whose rows hold a title, names and a
// number. Pure; places in points; safe from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sheetsplit/page.hpp"

namespace sheetsplit::contents {

// A stretch of a line without a wide gap.
struct Run {
    std::vector<Word> words;
    Rect box;
    bool leader = false;

    std::string text() const;
};

struct Line {
    std::vector<Run> runs;
    double y = 0;  // middle of the small letters
    double size = 0;
    double confidence = 0;

    std::string text() const;
};

// Places along x that belong together.
struct Cluster {
    double low = 0;
    double high = 0;
    std::size_t count = 0;
    double middle() const { return (low + high) / 2; }
};

std::vector<Cluster> clusters_of(std::vector<double> edges, double slack);

// Where the numbers stand beside the titles.
enum class Side { right, left, none };

// How the page is laid out: on which side of the titles the numbers stand, and the columns.
struct Design {
    Side side = Side::none;
    std::vector<std::pair<double, double>> columns;  // x ranges
    std::vector<Cluster> numbers;                    // one a column
    bool ragged = false;                             // numbers follow their titles wherever these end
    double size = 10;                                // of the lines with a number
};

// One printed row of one column.
struct Row {
    std::vector<Run> title;  // runs of text, left to right
    std::vector<Folio> numbers;
    std::optional<Folio> other;  // a number on the other side of the title
    double y = 0;
    double x0 = 0;
    double size = 0;
    double confidence = 1;
    bool leader = false;
    bool italic = false;
    bool bold = false;

    bool numbered() const { return !numbers.empty() || (leader && !title.empty()); }
    std::string text() const;
};

// The page's lines from top to bottom, without stray marks.
std::vector<Line> lines_of(const std::vector<TextLine>& texts);

Design design_of(const std::vector<Line>& lines, Size page);

// `column` is a subscript of design.columns.
std::vector<Row> rows_of_column(const std::vector<Line>& lines, const Design& design, std::size_t column);

// Is there a number in the line that could be an entry's, or dots that lead to one?
bool is_numbered(const Line& line, Side side);

}  // namespace sheetsplit::contents
