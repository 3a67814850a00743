// How a book sets the titles of its songs, learnt once from those that are known.
//
// Sizes and heights in points.  Pure values and functions; safe from any thread as far as the book is.
#pragma once

#include <vector>

#include "verify/view.hpp"

namespace sheetsplit {

struct TitleStyle {
    double size = 0;             // usual size of titles, 0 when unknown
    std::vector<double> sizes;   // of the headings that bear an entry's title
    double room_above = 0;       // usual height above the first system of a song
    double room_between = 0;     // the same for songs that start within a page
    bool capitals = false;       // titles are printed in capitals
    bool numbered = false;       // titles have the song's number in front
    bool starts_below = false;   // some songs start in the middle of a page
    bool words_only = false;     // songs are printed without music
    bool from_contents = false;  // false: the book has none, and titles are known by themselves
};

// From the headings that bear an entry's title; without contents, from the pages alone.
TitleStyle style_of_titles(const View& view);

// Set in the letters of the book's titles, as near as sizes of one fount can be measured.
bool in_same_letters(const TitleStyle& style, const Heading& heading);

// Set about as large as the book's titles.
bool in_style(const TitleStyle& style, const Heading& heading);

// As much room as the book's songs have where they begin.
bool has_room(const View& view, const TitleStyle& style, const Heading& heading);

// In the book's style, or in the second style of a book that has some titles on pages of their own, or
// set smaller because it is too long for the line.
bool stands_like_title(const TitleStyle& style, const Heading& heading);

}  // namespace sheetsplit
