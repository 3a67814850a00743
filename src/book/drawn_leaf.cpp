#include "book/drawn_leaf.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "book/ink_lines.hpp"
#include "book/layout.hpp"
#include "book/text_layer.hpp"
#include "core/spaced_letters.hpp"

namespace sheetsplit {
namespace {

using Letters = std::map<double, std::size_t>;  // how many there are of each size

double most_used(const Letters& letters) {
    const auto most = std::max_element(letters.begin(), letters.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == letters.end() ? 0 : most->first;
}

TextLine line_of_words(const std::vector<LayerWord>& words, const InkLine& ink,
                       const std::vector<std::vector<std::size_t>>& members) {
    TextLine line;
    line.box = ink.box;
    line.source = TextSource::text_layer;
    line.confidence = 0.98;
    Letters of_line;
    for (std::size_t r = 0; r < members.size(); ++r) {
        Letters of_run;
        for (std::size_t m = 0; m < members[r].size(); ++m) {
            const LayerWord& from = words[members[r][m]];
            Word word{from.text, from.box, from.size, from.italic, from.bold, false, static_cast<int>(r)};
            word.leader_after = m + 1 == members[r].size() && ink.runs[r].leader;
            of_run[word.size] += word.text.size();
            of_line[word.size] += word.text.size();
            line.words.push_back(std::move(word));
        }
        // A title is as large as it is, whoever's long name shares its line; a dynamic mark in large letters
        // does not make its line of lyrics a title.
        constexpr std::size_t longest_mark = 3;
        const double size = most_used(of_run);
        if (of_run[size] > longest_mark) line.size = std::max(line.size, size);
    }
    if (line.size == 0) line.size = most_used(of_line);
    line.words = with_spaced_letters_joined(std::move(line.words));
    return line;
}

}  // namespace

LeafData drawn_leaf(const GrayImage& picture, const std::vector<LayerWord>& all_words) {
    std::vector<LayerWord> words;
    std::copy_if(all_words.begin(), all_words.end(), std::back_inserter(words),
                 [](const LayerWord& word) { return is_reading_text(word.text); });
    WordLines found = lines_of_words(words);
    std::map<std::pair<double, double>, std::size_t> order;
    LeafData leaf;
    leaf.text_sound = true;
    std::vector<TextLine> texts;
    for (std::size_t i = 0; i < found.lines.size(); ++i) {
        texts.push_back(line_of_words(words, found.lines[i], found.members[i]));
        found.lines[i].size = texts.back().size * 0.7;
    }
    leaf.layout = analyse_drawn(picture, found.lines);
    // analyse_drawn leaves out lines inside systems: keep the texts in step.
    std::size_t next = 0;
    for (const InkLine& line : leaf.layout.lines) {
        while (!(found.lines[next] == line)) ++next;
        leaf.text.push_back(std::move(texts[next]));
        ++next;
    }
    return leaf;
}

}  // namespace sheetsplit
