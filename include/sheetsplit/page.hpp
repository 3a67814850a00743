// What can be known of one leaf: where its staves and lines of text lie, and
// what those lines say.
//
// Layout is cheap (no text is recognised) and known for every leaf.  Text is
// read on demand, line by line, see book.hpp.  All boxes are in points, see
// geometry.hpp.  Plain values, safe from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sheetsplit/geometry.hpp"
#include "sheetsplit/pages.hpp"

namespace sheetsplit {

// A group of horizontal staff lines: 5 for notes, 6 for guitar tablature, 4 for chant.
struct Staff {
    Rect box;
    int lines = 5;
    bool operator==(const Staff&) const = default;
};

// Staves that are played at once.
struct System {
    Rect box;
    std::vector<Staff> staves;
    bool operator==(const System&) const = default;
};

// A stretch of a line of text without a wide gap in it: a title, a number, a
// column of a table.  `leader` is true when dots lead from it to the next run.
struct TextRun {
    Rect box;
    bool leader = false;
    bool operator==(const TextRun&) const = default;
};

// A line of ink that looks like text, not yet read.  `size` is the height of
// its capitals or tall letters in points, the nearest thing to a font size.
struct InkLine {
    Rect box;
    double size = 0;
    std::vector<TextRun> runs;  // left to right, at least one
    bool operator==(const InkLine&) const = default;
};

enum class LeafKind { blank, music, text, picture };

struct PageLayout {
    Size size;
    LeafKind kind = LeafKind::blank;
    std::vector<System> systems;  // top to bottom
    std::vector<InkLine> lines;   // outside the systems, top to bottom
    double ink_share = 0;         // of the leaf's area, 0..1
    double picture_share = 0;     // of the leaf's area covered by pictures or solid ink
    double skew_degrees = 0;      // as scanned; boxes are given after its correction
    bool upside_down = false;     // as scanned; boxes are given after turning
    bool operator==(const PageLayout&) const = default;
};

enum class TextSource { text_layer, ocr };

// A word of a read line.
struct Word {
    std::string text;  // UTF-8
    Rect box;
    double size = 0;  // font size in points, or cap height / 0.7 where recognised
    bool italic = false;
    bool bold = false;
    bool leader_after = false;  // dots lead from this word to the next
    int run = 0;                // subscript of the line's run that it stands in
    bool operator==(const Word&) const = default;
};

struct TextLine {
    std::vector<Word> words;  // left to right
    Rect box;
    double size = 0;        // font size in points, as in Word
    double confidence = 0;  // 0..1: how sure the reading is
    TextSource source = TextSource::ocr;

    std::string text() const;  // words joined by single spaces
    bool operator==(const TextLine&) const = default;
};

}  // namespace sheetsplit
