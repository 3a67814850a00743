#include "core/spaced_letters.hpp"

#include <algorithm>

#include "core/statistics.hpp"
#include "core/text.hpp"

namespace sheetsplit {
namespace {

bool is_letter(const Word& word) {
    return code_points(word.text).size() == 1 && letters_in(word.text) == 1;
}

double gap_before(const std::vector<Word>& words, std::size_t at) {
    return words[at].box.x0 - words[at - 1].box.x1;
}

}  // namespace

std::vector<Word> with_spaced_letters_joined(std::vector<Word> words) {
    constexpr std::ptrdiff_t least_letters = 4;
    constexpr double word_gap = 1.8;  // of the usual gap between letters
    const auto letters = std::count_if(words.begin(), words.end(), is_letter);
    if (letters < least_letters || letters * 10 < static_cast<std::ptrdiff_t>(words.size()) * 7) return words;
    std::vector<double> gaps;
    for (std::size_t i = 1; i < words.size(); ++i)
        if (words[i].run == words[i - 1].run) gaps.push_back(gap_before(words, i));
    const double usual = median_of(std::move(gaps));
    // Chord names stand as far apart as their notes.
    if (usual <= 0 || usual > words.front().size) return words;
    std::vector<Word> joined;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool begins =
            i == 0 || words[i].run != words[i - 1].run || gap_before(words, i) > word_gap * usual;
        if (begins) {
            joined.push_back(std::move(words[i]));
            continue;
        }
        Word& home = joined.back();
        home.text += words[i].text;
        home.box = united(home.box, words[i].box);
        home.leader_after = words[i].leader_after;
    }
    return joined;
}

}  // namespace sheetsplit
