// Tables for people, with columns as wide as their widest cell.
#pragma once

#include <string>
#include <vector>

namespace sheetsplit::cli {

struct Column {
    std::string head;
    bool right = false;       // numbers stand to the right
    std::size_t widest = 60;  // longer text ends in an ellipsis
};

struct Cell {
    std::string text;
    const char* colour = "";  // terminal sequence; used only with `coloured`
    Cell(std::string said, const char* in_colour = "") : text(std::move(said)), colour(in_colour) {}
    Cell(const char* said) : text(said) {}
};

std::string table_of(const std::vector<Column>& columns, const std::vector<std::vector<Cell>>& rows,
                     bool coloured);

// Text without control characters: titles and file names must not steer the terminal.
std::string printable(const std::string& text);

}  // namespace sheetsplit::cli
