// Book: one open PDF, giving page content on demand.
//
// The only place that knows how a page is read: from a text layer that was
// found sound, or by OCR of just the lines that are asked for.  A Book keeps
// what it has read, so asking twice costs nothing, and equal questions have
// equal answers: to a stage it is a value.  All members may be called from any
// thread; read() works on its own threads and returns answers in the order of
// the questions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sheetsplit/page.hpp"
#include "sheetsplit/pages.hpp"

namespace sheetsplit {

// One bookmark of the PDF's outline, in reading order.
struct OutlineItem {
    std::string title;
    std::optional<PageIndex> page;  // absent when it points nowhere
    int depth = 0;                  // 0 = top level
};

struct BookFacts {
    std::string path;    // as the user named it
    std::string sha256;  // of the file's bytes, 64 hex digits
    std::uintmax_t bytes = 0;
    std::size_t page_count = 0;  // PDF pages
    std::string title;           // document information, often junk
    std::string author;
    std::vector<OutlineItem> outline;
    std::vector<std::string> page_labels;    // per PDF page; empty when the PDF has none
    bool two_up = false;                     // pages hold two leaves each
    bool repaired = false;                   // the file was damaged and had to be mended
    bool scanned = false;                    // most pages are images
    std::vector<PageIndex> pages_with_gaps;  // in order; something of them is damaged, or could not be drawn
    std::vector<std::string> warnings;
};

// A question to the book: the text of one line of a leaf's layout.
struct LineRef {
    LeafIndex leaf;
    std::size_t line = 0;  // subscript of PageLayout::lines
    auto operator<=>(const LineRef&) const = default;
};

// What kind of reading helps: numbers are read with a digits-only alphabet as well.
enum class ReadAs { prose, number };

class Book {
public:
    virtual ~Book() = default;

    virtual const BookFacts& facts() const = 0;

    // All leaves in reading order; as many as facts().page_count unless two-up.
    virtual const std::vector<Leaf>& leaves() const = 0;

    // Need: leaf is one of leaves().
    virtual const PageLayout& layout(LeafIndex leaf) const = 0;

    // The text of these lines, one answer a question, empty words where nothing could be read.
    virtual std::vector<TextLine> read(std::span<const LineRef> lines, ReadAs as) const = 0;

    // The whole text of these leaves, lines top to bottom: for pages that may be a TOC.
    virtual std::vector<std::vector<TextLine>> read_leaves(std::span<const LeafIndex> leaves) const = 0;
};

}  // namespace sheetsplit
