#include "map/spots.hpp"

#include <algorithm>
#include <cmath>

#include "core/statistics.hpp"
#include "core/text.hpp"

namespace sheetsplit {
namespace {

constexpr double least_title = 4.2;  // points: letters' height of the smallest title
constexpr double most_title = 46;
constexpr std::size_t most_spots = 14;  // a leaf; more is noise of a scan

double width_of(const InkLine& line) {
    double width = 0;
    for (const TextRun& run : line.runs) width += run.box.width();
    return width;
}

// The usual height of letters on the leaves of one kind: lyrics, chord names, credits.
double usual_size(const Book& book, LeafKind kind) {
    std::vector<double> sizes;
    for (LeafIndex leaf(0); leaf.at() < book.leaves().size(); ++leaf) {
        const PageLayout& layout = book.layout(leaf);
        if (layout.kind != kind) continue;
        for (const InkLine& line : layout.lines)
            if (line.size > 3 && line.size < 20 && width_of(line) > 3 * line.size) sizes.push_back(line.size);
    }
    return median_of(std::move(sizes), 7);
}

// Lines that may be (part of) a title: what is left between and above the systems, and is neither
// specks nor a piece of a drawing.
bool may_be_title(const PageLayout& layout, const InkLine& line) {
    if (line.size < least_title || line.size > most_title) return false;
    if (width_of(line) < 0.9 * line.size || line.box.height() > 3.2 * line.size) return false;
    // Foot lines below the last system are copyright notices and folios.
    if (!layout.systems.empty() && line.box.y0 > layout.systems.back().box.y1 &&
        line.box.middle_y() > 0.86 * layout.size.height)
        return false;
    return true;
}

// Two lines of one title: same letters, close, one above the other.
bool continues(const InkLine& above, const InkLine& below) {
    const double ratio = below.size / above.size;
    const double gap = below.box.y0 - above.box.y1;
    return ratio > 0.86 && ratio < 1.16 && gap < 1.35 * above.size && gap > -0.5 * above.size &&
           overlap(above.box.x0, above.box.x1, below.box.x0, below.box.x1) > 0;
}

void add_music_spots(const Book& book, LeafIndex leaf, double usual, std::vector<Spot>& spots) {
    const PageLayout& layout = book.layout(leaf);
    std::vector<Spot> found;
    for (std::size_t i = 0; i < layout.lines.size(); ++i) {
        const InkLine& line = layout.lines[i];
        if (!may_be_title(layout, line)) continue;
        const auto above =
            std::count_if(layout.systems.begin(), layout.systems.end(),
                          [&](const System& system) { return system.box.middle_y() < line.box.middle_y(); });
        Spot spot;
        spot.leaf = leaf;
        spot.lines = {i};
        spot.box = line.box;
        spot.size = line.size;
        spot.below_top = above > 0;
        const double ratio = line.size / usual;
        spot.prominence = std::clamp((ratio - 1.0) / 1.0, 0.0, 1.0);
        // Between systems a title needs room, which lyrics and chord names do not have.
        if (above > 0 && above < static_cast<std::ptrdiff_t>(layout.systems.size())) {
            const double room = layout.systems[static_cast<std::size_t>(above)].box.y0 -
                                layout.systems[static_cast<std::size_t>(above) - 1].box.y1;
            if (room < 4 * line.size) spot.prominence *= 0.4;
        }
        found.push_back(spot);
    }
    // A title of two lines; each line also stays a spot of its own.
    std::vector<Spot> joined;
    for (const Spot& a : found)
        for (const Spot& b : found)
            if (a.lines.front() < b.lines.front() && a.prominence > 0.2 && a.below_top == b.below_top &&
                continues(layout.lines[a.lines.front()], layout.lines[b.lines.front()])) {
                Spot both = a;
                both.lines.push_back(b.lines.front());
                both.box = united(a.box, b.box);
                joined.push_back(both);
            }
    found.insert(found.end(), joined.begin(), joined.end());
    if (found.size() > most_spots) {
        std::stable_sort(found.begin(), found.end(),
                         [](const Spot& a, const Spot& b) { return a.prominence > b.prominence; });
        found.resize(most_spots);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Spot& a, const Spot& b) { return a.box.y0 < b.box.y0; });
    spots.insert(spots.end(), found.begin(), found.end());
}

// The lines of a leaf that hold words; strokes of a border and specks are left out.
std::vector<std::size_t> wordy_lines(const PageLayout& layout) {
    std::vector<std::size_t> wordy;
    for (std::size_t i = 0; i < layout.lines.size(); ++i)
        if (width_of(layout.lines[i]) >= 1.5 * layout.lines[i].size) wordy.push_back(i);
    return wordy;
}

void add_text_spots(const Book& book, LeafIndex leaf, double usual_in_music, std::vector<Spot>& spots) {
    const PageLayout& layout = book.layout(leaf);
    const std::vector<std::size_t> wordy = wordy_lines(layout);
    std::vector<double> sizes;
    double right = 0;
    double left = layout.size.width;
    for (const std::size_t i : wordy) {
        const InkLine& line = layout.lines[i];
        if (width_of(line) < 2 * line.size) continue;
        sizes.push_back(line.size);
        right = std::max(right, line.box.x1);
        left = std::min(left, line.box.x0);
    }
    if (sizes.empty()) return;
    // A title page has nothing but the title to measure it by.
    constexpr std::size_t lines_of_title_page = 3;
    const double usual = sizes.size() <= lines_of_title_page ? usual_in_music : median_of(sizes, 7);
    std::size_t taken = 0;
    for (std::size_t at = 0; at < wordy.size() && taken < most_spots; ++at) {
        const InkLine& line = layout.lines[wordy[at]];
        if (!may_be_title(layout, line)) continue;
        const double gap_above = at == 0 ? 3 * line.size : line.box.y0 - layout.lines[wordy[at - 1]].box.y1;
        const double gap_below =
            at + 1 < wordy.size() ? layout.lines[wordy[at + 1]].box.y0 - line.box.y1 : 3 * line.size;
        const double ratio = line.size / usual;
        const bool apart = gap_above > 1.1 * usual && gap_below > 0.7 * usual;
        const bool centred = std::abs(line.box.middle_x() - (left + right) / 2) < 0.06 * (right - left) &&
                             line.box.width() < 0.8 * (right - left);
        if (ratio < 1.12 && at > 1 && !(apart && centred)) continue;
        Spot spot;
        spot.leaf = leaf;
        spot.lines = {wordy[at]};
        spot.box = line.box;
        spot.size = line.size;
        spot.below_top = at > 1 && line.box.y0 > 0.25 * layout.size.height;
        spot.prominence =
            std::clamp((ratio - 1.0) / 0.6 + (apart ? 0.15 : 0) + (centred && apart ? 0.15 : 0), 0.0, 1.0);
        spots.push_back(spot);
        ++taken;
    }
}

std::string spaced(const std::string& before, const std::string& after) {
    return before.empty() || after.empty() ? before + after : before + " " + after;
}

// A stretch of runs that are set together.
struct Stretch {
    std::vector<int> runs;
    Rect box;
    double size = 0;  // the median of its words
    std::string text;
};

// The line's runs by the wide gaps between them, and where the letters change their size.
std::vector<Stretch> stretches_of(const InkLine& line, const TextLine& read) {
    constexpr double wide_gap = 3.2;  // of the line's capitals
    constexpr double same_size = 0.85;
    std::vector<Stretch> stretches;
    for (std::size_t run = 0; run < line.runs.size(); ++run) {
        std::vector<double> sizes;
        std::string text;
        for (const Word& word : read.words) {
            if (word.run != static_cast<int>(run)) continue;
            sizes.push_back(word.size);
            text = spaced(text, word.text);
        }
        if (text.empty()) continue;
        const double size = median_of(std::move(sizes));
        const Rect& box = line.runs[run].box;
        const bool joins =
            !stretches.empty() && box.x0 - stretches.back().box.x1 < wide_gap * line.size &&
            std::min(size, stretches.back().size) > same_size * std::max(size, stretches.back().size);
        if (joins) {
            Stretch& home = stretches.back();
            home.runs.push_back(static_cast<int>(run));
            home.box = united(home.box, box);
            home.text += " " + text;
        } else {
            stretches.push_back({{static_cast<int>(run)}, box, size, text});
        }
    }
    return stretches;
}

// A title and a name at the edge of the page often share a line.  The title has the larger letters, or stands
// nearer to the middle.  Numbers stay with it: they count songs.
struct TitleAndRest {
    std::string title;
    std::string rest;
};

TitleAndRest parted(const PageLayout& layout, const InkLine& line, const TextLine& read) {
    const std::vector<Stretch> stretches = stretches_of(line, read);
    const auto wordy = [](const Stretch& stretch) { return letters_in(stretch.text) >= 3; };
    constexpr std::size_t most_stretches = 3;  // more are syllables under notes
    if (stretches.size() > most_stretches || std::count_if(stretches.begin(), stretches.end(), wordy) < 2)
        return {tidied(read.text()), ""};
    double largest = 0;
    for (const Stretch& stretch : stretches)
        if (wordy(stretch)) largest = std::max(largest, stretch.size);
    const double middle = layout.size.width / 2;
    const Stretch* title = nullptr;
    for (const Stretch& stretch : stretches) {
        if (!wordy(stretch) || stretch.size < 0.9 * largest) continue;
        if (!title || std::abs(stretch.box.middle_x() - middle) < std::abs(title->box.middle_x() - middle))
            title = &stretch;
    }
    TitleAndRest result;
    for (const Stretch& stretch : stretches) {
        const bool kept = &stretch == title || (!wordy(stretch) && stretch.box.x1 < title->box.x0);
        std::string& to = kept ? result.title : result.rest;
        to = spaced(to, stretch.text);
    }
    return {tidied(result.title), tidied(result.rest)};
}

}  // namespace

std::vector<Spot> find_spots(const Book& book, const std::vector<LeafIndex>& contents) {
    std::vector<Spot> spots;
    const double usual = usual_size(book, LeafKind::music);
    for (LeafIndex leaf(0); leaf.at() < book.leaves().size(); ++leaf) {
        if (std::find(contents.begin(), contents.end(), leaf) != contents.end()) continue;
        const LeafKind kind = book.layout(leaf).kind;
        if (kind == LeafKind::music) add_music_spots(book, leaf, usual, spots);
        if (kind == LeafKind::text) add_text_spots(book, leaf, usual, spots);
    }
    return spots;
}

std::vector<Spot> find_number_spots(const Book& book) {
    std::vector<Spot> spots;
    for (LeafIndex leaf(0); leaf.at() < book.leaves().size(); ++leaf) {
        const PageLayout& layout = book.layout(leaf);
        if (layout.kind != LeafKind::music) continue;
        const Rect& first = layout.systems.front().box;
        for (std::size_t i = 0; i < layout.lines.size(); ++i) {
            const InkLine& line = layout.lines[i];
            const bool beside = line.box.x1 < first.x0 + 2 && line.box.middle_y() > first.y0 - 4 &&
                                line.box.middle_y() < first.y1 + 4;
            if (!beside || line.size < 4 || line.size > 24 || width_of(line) > 6 * line.size) continue;
            Spot spot;
            spot.leaf = leaf;
            spot.lines = {i};
            spot.box = line.box;
            spot.size = line.size;
            spot.prominence = 0.5;
            spots.push_back(spot);
        }
    }
    return spots;
}

std::vector<Spot> read_spots(const Book& book, std::vector<Spot> spots,
                             const std::vector<std::size_t>& which) {
    std::vector<LineRef> questions;
    std::vector<std::size_t> asked;
    for (const std::size_t i : which) {
        if (spots[i].read) continue;
        asked.push_back(i);
        for (const std::size_t line : spots[i].lines) questions.push_back({spots[i].leaf, line});
    }
    const auto answers = book.read(questions, ReadAs::prose);
    std::size_t next = 0;
    for (const std::size_t i : asked) {
        Spot& spot = spots[i];
        spot.read = true;
        spot.confidence = 1;
        for (std::size_t k = 0; k < spot.lines.size(); ++k, ++next) {
            const PageLayout& layout = book.layout(spot.leaf);
            const TitleAndRest parts = parted(layout, layout.lines[spot.lines[k]], answers[next]);
            spot.text = spaced(spot.text, parts.title);
            spot.beside = spaced(spot.beside, parts.rest);
            spot.whole = spaced(spot.whole, tidied(answers[next].text()));
            spot.confidence = std::min(spot.confidence, answers[next].confidence);
        }
    }
    return spots;
}

}  // namespace sheetsplit
