#include "verify/performers.hpp"

#include <algorithm>

#include "core/credit_lines.hpp"
#include "core/text.hpp"

namespace sheetsplit {
namespace {

constexpr std::size_t lines_below = 4;  // that may hold credits, from the title down
constexpr std::size_t first_look = 6;   // songs

// Between the title and the first staff.
std::vector<LineRef> credit_lines(const Book& book, const Song& song) {
    const LeafIndex leaf = song.leaves.first;
    const PageLayout& page = book.layout(leaf);
    double staff = page.size.height;
    for (const System& system : page.systems)
        if (system.box.y0 > song.top) staff = std::min(staff, system.box.y0);
    std::vector<LineRef> lines;
    for (std::size_t i = 0; i < page.lines.size(); ++i) {
        const InkLine& line = page.lines[i];
        if (line.box.y0 > song.top + 0.5 * line.size && line.box.y1 <= staff) lines.push_back({leaf, i});
    }
    std::sort(lines.begin(), lines.end(), [&](const LineRef& a, const LineRef& b) {
        return page.lines[a.line].box.y0 < page.lines[b.line].box.y0;
    });
    if (lines.size() > lines_below) lines.resize(lines_below);
    return lines;
}

// The stretches of a line that stand apart: a performer to the left, a composer to the right.
std::vector<std::string> runs_of(const TextLine& line) {
    std::vector<std::string> runs;
    int run = -1;
    for (const Word& word : line.words) {
        if (runs.empty() || word.run != run) runs.emplace_back();
        run = word.run;
        runs.back() += (runs.back().empty() ? "" : " ") + word.text;
    }
    return runs;
}

std::string performer_on(const std::vector<TextLine>& lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        for (const std::string& run : runs_of(lines[i])) {
            const auto name = performer_in(run);
            if (!name) continue;
            if (letters_in(*name) + digits_in(*name) >= 2) return *name;
            if (i + 1 < lines.size() && lines[i + 1].confidence >= 0.7) return tidied(lines[i + 1].text());
        }
    }
    return {};
}

}  // namespace

std::vector<std::string> performers_of(const Book& book, const std::vector<Song>& songs) {
    std::vector<std::string> names(songs.size());
    const auto look_at = [&](const std::vector<std::size_t>& which) {
        std::vector<LineRef> questions;
        std::vector<std::size_t> asked;
        for (const std::size_t song : which) {
            const auto lines = credit_lines(book, songs[song]);
            questions.insert(questions.end(), lines.begin(), lines.end());
            asked.push_back(lines.size());
        }
        const auto answers = book.read(questions, ReadAs::prose);
        auto next = answers.begin();
        bool any = false;
        for (std::size_t i = 0; i < which.size(); ++i) {
            const auto end = next + static_cast<std::ptrdiff_t>(asked[i]);
            names[which[i]] = performer_on({next, end});
            any = any || !names[which[i]].empty();
            next = end;
        }
        return any;
    };
    std::vector<std::size_t> nameless;
    for (std::size_t i = 0; i < songs.size(); ++i)
        if (songs[i].artist.empty()) nameless.push_back(i);
    std::vector<std::size_t> sample;
    std::vector<std::size_t> others;
    const std::size_t step = std::max<std::size_t>(1, nameless.size() / first_look);
    for (std::size_t i = 0; i < nameless.size(); ++i)
        (i % step == 0 ? sample : others).push_back(nameless[i]);
    if (look_at(sample)) look_at(others);
    return names;
}

}  // namespace sheetsplit
