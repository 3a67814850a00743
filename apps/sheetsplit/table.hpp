// Tables for people, with columns as wide as their widest cell.
#pragma once

#include <string>
#include <vector>

namespace sheetsplit::cli {

// Which end of a text that is too long gives way to an ellipsis.
enum class Cut { back, front };

struct Column {
    std::string head;
    bool right = false;       // numbers stand to the right
    std::size_t widest = 60;  // characters
    Cut cut = Cut::back;      // front where the end tells more, as with paths
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
