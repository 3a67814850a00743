// Places on a leaf where a title may stand.
#pragma once

#include <string>
#include <vector>

#include "sheetsplit/book.hpp"

namespace sheetsplit {

struct Spot {
    LeafIndex leaf;
    std::vector<std::size_t> lines;  // subscripts of the layout's lines, one title
    Rect box;
    double size = 0;         // letters' height, points
    double prominence = 0;   // 0..1: how much it stands out among the text of the book
    bool below_top = false;  // music or text of another song may stand above it
    bool read = false;
    std::string text;    // when read: the lines joined, without what stands beside
    std::string beside;  // when read: what else its lines hold, a composer's name at the edge
    std::string whole;   // when read: all that its lines hold, from left to right
    double confidence = 0;
};

// All places of all leaves, by leaf and height.  Nothing is read.
std::vector<Spot> find_spots(const Book& book, const std::vector<LeafIndex>& contents);

// Places left of the first system of a music leaf, where pieces without titles have their number.
std::vector<Spot> find_number_spots(const Book& book);

// Reads the spots whose subscripts are given.  Returns the spots with their text.
std::vector<Spot> read_spots(const Book& book, std::vector<Spot> spots,
                             const std::vector<std::size_t>& which);

}  // namespace sheetsplit
