#include "verify/words.hpp"

#include <algorithm>
#include <cmath>

#include "core/statistics.hpp"
#include "core/text.hpp"

namespace sheetsplit {

bool is_wordy(const std::string& title) {
    if (title.find("\xEF\xBF\xBD") != std::string::npos) return false;
    std::size_t longest = 0;
    std::size_t word = 0;
    for (const char32_t c : code_points(folded(title))) {
        word = c == ' ' ? 0 : word + 1;
        longest = std::max(longest, word);
    }
    return longest >= 3;
}

double match_of(const std::string& title, const std::string& seen) {
    return std::max({likeness(title, seen), letters_in(title) > 6 ? prefix_likeness(seen, title) : 0.0,
                     letters_in(seen) > 6 ? prefix_likeness(title, seen) : 0.0});
}

bool is_body(const Book& book, LeafIndex leaf, std::size_t line) {
    constexpr double body_size = 0.17;  // the letters of a body differ by less
    const PageLayout& page = book.layout(leaf);
    std::vector<double> sizes;
    for (const InkLine& other : page.lines) sizes.push_back(other.size);
    if (std::abs(page.lines[line].size / median_of(std::move(sizes)) - 1) > body_size) return false;
    std::vector<LineRef> questions{{leaf, line}};
    constexpr int around = 2;
    for (int step = -around; step <= around; ++step) {
        const LeafIndex other = leaf + step;
        if (step != 0 && other.value() >= 0 && other.at() < book.leaves().size() &&
            !book.layout(other).lines.empty())
            questions.push_back({other, 0});
    }
    const std::vector<TextLine> texts = book.read(questions, ReadAs::prose);
    const TextLine& here = texts.front();
    if (letters_in(here.text()) < 6 || folio_from_text(here.words.front().text) ||
        folio_from_text(here.words.back().text))
        return false;
    return std::none_of(texts.begin() + 1, texts.end(),
                        [&](const TextLine& other) { return likeness(other.text(), here.text()) > 0.7; });
}

WordPage words_on(const Book& book, LeafIndex leaf, const std::string& title, const std::string& following) {
    constexpr std::size_t least_text = 4;  // lines; fewer are a caption or a folio
    constexpr std::size_t head_lines = 3;
    const PageLayout& page = book.layout(leaf);
    if (page.lines.size() < least_text) return WordPage::other;
    std::vector<double> sizes;
    std::vector<LineRef> head;
    for (std::size_t i = 0; i < page.lines.size(); ++i) {
        const InkLine& line = page.lines[i];
        if (line.box.width() < 2 * line.size) continue;
        sizes.push_back(line.size);
        if (head.size() < head_lines) head.push_back({leaf, i});
    }
    const double usual = median_of(std::move(sizes));
    bool headed = false;
    for (const TextLine& line : book.read(head, ReadAs::prose)) {
        const std::string text = tidied(line.text());
        if (match_of(title, text) > good_title || likeness(text, "additional lyrics") > good_title)
            return WordPage::lyrics;
        if (!following.empty() && match_of(following, text) > good_title) return WordPage::unclear;
        headed = headed || (line.size * 0.7 > 1.25 * usual && is_wordy(text) && line.confidence > 0.8);
    }
    return headed ? WordPage::other : WordPage::unclear;
}

}  // namespace sheetsplit
