// A book of facts and leaves only, for stages that read no page.
#pragma once

#include <cassert>
#include <string>
#include <vector>

#include "sheetsplit/book.hpp"

namespace sheetsplit::test {

class SmallBook : public Book {
public:
    SmallBook(std::string path, std::size_t pages, bool two_up = false) {
        facts_.path = std::move(path);
        facts_.sha256 = std::string(64, 'a');
        facts_.page_count = pages;
        facts_.two_up = two_up;
        for (std::size_t i = 0; i < pages; ++i) {
            if (two_up) {
                leaves_.push_back({PageIndex(i), Half::left});
                leaves_.push_back({PageIndex(i), Half::right});
            } else {
                leaves_.push_back({PageIndex(i), Half::whole});
            }
        }
    }

    const BookFacts& facts() const override { return facts_; }
    const std::vector<Leaf>& leaves() const override { return leaves_; }
    const PageLayout& layout(LeafIndex) const override { return layout_; }
    std::vector<TextLine> read(std::span<const LineRef> lines, ReadAs) const override {
        return std::vector<TextLine>(lines.size());
    }
    std::vector<std::vector<TextLine>> read_leaves(std::span<const LeafIndex> leaves) const override {
        return std::vector<std::vector<TextLine>>(leaves.size());
    }

private:
    BookFacts facts_;
    std::vector<Leaf> leaves_;
    PageLayout layout_;
};

}  // namespace sheetsplit::test
