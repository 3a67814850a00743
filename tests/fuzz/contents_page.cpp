// The grammar of contents pages, from lines of words anywhere on a page.
#include "core/contents_page.hpp"
#include "fuzz/input.hpp"

using namespace sheetsplit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    std::vector<TextLine> lines;
    while (!input.empty() && lines.size() < 40) {
        TextLine line;
        line.size = 4.0 + static_cast<double>(input.choice(30));
        line.confidence = 1;
        double x = static_cast<double>(input.choice(256)) * 2;
        const double y = static_cast<double>(input.choice(256)) * 3;
        line.box = {x, y, x, y + line.size};
        const std::size_t words = 1 + input.choice(8);
        for (std::size_t i = 0; i < words; ++i) {
            Word word;
            const std::size_t form = input.choice(256);
            word.text = input.until(' ');
            if (word.text.empty()) continue;
            word.size = line.size;
            word.leader_after = (form & 1) != 0;
            word.bold = (form & 2) != 0;
            word.italic = (form & 4) != 0;
            const double width = static_cast<double>(word.text.size()) * line.size / 2;
            word.box = {x, y, x + width, y + line.size};
            word.run = static_cast<int>(i);
            x += width + static_cast<double>(form >> 3) * 6;
            line.box.x1 = word.box.x1;
            line.words.push_back(std::move(word));
        }
        if (!line.words.empty()) lines.push_back(std::move(line));
    }
    const ContentsPage page = read_contents_page(lines, {612, 792});
    fuzz::must(page.share >= 0 && page.share <= 1, "the entries' share of a page is a share");
    fuzz::must(page.numbered >= 0 && static_cast<std::size_t>(page.numbered) <= page.entries.size(),
               "no more entries have numbers than there are");
    return 0;
}
