// A Book made of words: what stands on each leaf and where, without a PDF.
//
// Leaves are 600 x 800 points.  A system takes its whole width; the text of a leaf is what a sound text
// layer would give.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sheetsplit/book.hpp"

namespace sheetsplit::fake {

constexpr Size page_size{600, 800};

// Words at a place; a gap between two of them on one line makes them runs of their own.
struct Text {
    double x;
    double y;
    std::string words;
    double size = 10;  // of the type, points
};

inline double width_of(const Text& text) {
    return static_cast<double>(text.words.size()) * 0.5 * text.size;
}

// Centred words.
inline Text centred(double y, const std::string& words, double size) {
    const Text text{0, y, words, size};
    return {(page_size.width - width_of(text)) / 2, y, words, size};
}

struct FakeLeaf {
    PageLayout layout;
    std::vector<TextLine> read_lines;

    FakeLeaf() {
        layout.size = page_size;
        layout.kind = LeafKind::text;
    }

    // Five-line staves, each a system, with their tops at these heights.
    FakeLeaf& staves(const std::vector<double>& tops) {
        layout.kind = LeafKind::music;
        for (const double top : tops) {
            const Rect box{50, top, 550, top + 30};
            layout.systems.push_back({box, {{box, 5}}});
        }
        return *this;
    }

    // One line of text; several texts are its runs.
    FakeLeaf& line(const std::vector<Text>& texts) {
        InkLine ink;
        TextLine read;
        for (std::size_t run = 0; run < texts.size(); ++run) {
            const Text& text = texts[run];
            ink.runs.push_back({{text.x, text.y, text.x + width_of(text), text.y + 0.7 * text.size}, false});
            double x = text.x;
            for (std::size_t at = 0; at < text.words.size();) {
                const std::size_t end = std::min(text.words.find(' ', at), text.words.size());
                const double width = static_cast<double>(end - at) * 0.5 * text.size;
                read.words.push_back({text.words.substr(at, end - at),
                                      {x, text.y, x + width, text.y + 0.7 * text.size},
                                      text.size,
                                      false,
                                      false,
                                      false,
                                      static_cast<int>(run)});
                x += width + 0.5 * text.size;
                at = end + 1;
            }
            ink.size = std::max(ink.size, 0.7 * text.size);
            ink.box = run == 0 ? ink.runs.back().box : united(ink.box, ink.runs.back().box);
        }
        read.box = ink.box;
        read.size = ink.size / 0.7;
        read.confidence = 0.98;
        read.source = TextSource::text_layer;
        const auto place = std::find_if(layout.lines.begin(), layout.lines.end(),
                                        [&](const InkLine& other) { return other.box.y0 > ink.box.y0; });
        read_lines.insert(read_lines.begin() + (place - layout.lines.begin()), std::move(read));
        layout.lines.insert(place, std::move(ink));
        return *this;
    }
    FakeLeaf& line(const Text& text) { return line(std::vector<Text>{text}); }
};

class FakeBook : public Book {
public:
    explicit FakeBook(std::vector<FakeLeaf> content) : content_(std::move(content)) {
        facts_.path = "book.pdf";
        facts_.page_count = content_.size();
        for (std::size_t i = 0; i < content_.size(); ++i) leaves_.push_back({PageIndex(i), Half::whole});
    }

    // Two leaves a page, left and right in turn.
    static FakeBook two_up(std::vector<FakeLeaf> content) {
        FakeBook book(std::move(content));
        book.facts_.two_up = true;
        book.facts_.page_count = (book.content_.size() + 1) / 2;
        for (std::size_t i = 0; i < book.leaves_.size(); ++i)
            book.leaves_[i] = {PageIndex(i / 2), i % 2 == 0 ? Half::left : Half::right};
        return book;
    }

    const BookFacts& facts() const override { return facts_; }
    const std::vector<Leaf>& leaves() const override { return leaves_; }
    const PageLayout& layout(LeafIndex leaf) const override { return content_[leaf.at()].layout; }

    std::vector<TextLine> read(std::span<const LineRef> lines, ReadAs) const override {
        std::vector<TextLine> answers;
        for (const LineRef& line : lines) answers.push_back(content_[line.leaf.at()].read_lines[line.line]);
        return answers;
    }

    std::vector<std::vector<TextLine>> read_leaves(std::span<const LeafIndex> leaves) const override {
        std::vector<std::vector<TextLine>> answers;
        for (const LeafIndex leaf : leaves) answers.push_back(content_[leaf.at()].read_lines);
        return answers;
    }

private:
    BookFacts facts_;
    std::vector<FakeLeaf> content_;
    std::vector<Leaf> leaves_;
};

}  // namespace sheetsplit::fake
