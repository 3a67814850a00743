#include "book/ink_lines.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "book/image_ops.hpp"
#include "core/statistics.hpp"

namespace sheetsplit {
namespace {

constexpr double least_letter = 2.6;  // points high: smaller pieces are dots
constexpr double most_letter = 70;
constexpr double run_gap = 1.7;  // of the line's cap height: wider gaps part runs
constexpr double rule_width = 24;

// What lines are made of, whether seen as ink or told by a text layer.
struct Glyph {
    Rect box;
    std::size_t source = 0;
};

struct Forest {
    std::vector<std::size_t> parent;
    explicit Forest(std::size_t size) : parent(size) {
        std::iota(parent.begin(), parent.end(), std::size_t{0});
    }
    std::size_t root(std::size_t i) {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b) { parent[root(a)] = root(b); }
};

struct Group {
    std::vector<Glyph> glyphs;  // by x
    Rect box;
    double cap = 0;  // height of capitals
    double baseline = 0;
};

void measure(Group& group) {
    std::sort(group.glyphs.begin(), group.glyphs.end(),
              [](const Glyph& a, const Glyph& b) { return a.box.x0 < b.box.x0; });
    std::vector<double> heights;
    std::vector<double> bottoms;
    group.box = group.glyphs.front().box;
    for (const Glyph& glyph : group.glyphs) {
        heights.push_back(glyph.box.height());
        bottoms.push_back(glyph.box.y1);
        group.box = united(group.box, glyph.box);
    }
    group.cap = percentile(heights, 0.85);
    group.baseline = percentile(bottoms, 0.5);
    // "Moon" and "Comes Home": the few tall letters are the measure, not the many low ones.  Brackets are
    // taller still, but reach below the line.
    std::vector<double> tall;
    for (const Glyph& glyph : group.glyphs)
        if (glyph.box.height() > 1.25 * group.cap && glyph.box.height() < 1.75 * group.cap &&
            std::abs(glyph.box.y1 - group.baseline) < 0.15 * group.cap)
            tall.push_back(glyph.box.height());
    constexpr std::size_t one_word = 8;  // letters
    if (tall.size() > 1 || (tall.size() == 1 && group.glyphs.size() <= one_word))
        group.cap = percentile(tall, 0.5);
}

// Neighbours on one height belong together.
std::vector<Group> grouped(std::vector<Glyph> glyphs, double reach) {
    std::sort(glyphs.begin(), glyphs.end(),
              [](const Glyph& a, const Glyph& b) { return a.box.x0 < b.box.x0; });
    Forest forest(glyphs.size());
    double tallest = 0;
    for (const Glyph& glyph : glyphs) tallest = std::max(tallest, glyph.box.height());
    for (std::size_t i = 0; i < glyphs.size(); ++i)
        for (std::size_t j = i + 1; j < glyphs.size(); ++j) {
            const Rect& a = glyphs[i].box;
            const Rect& b = glyphs[j].box;
            const double gap = b.x0 - a.x1;
            if (b.x0 - a.x0 > reach * tallest + a.width()) break;
            const double low = std::min(a.height(), b.height());
            const double high = std::max(a.height(), b.height());
            if (high > 3.2 * low || gap > reach * high) continue;
            if (overlap(a.y0, a.y1, b.y0, b.y1) >= 0.45 * low) forest.join(i, j);
        }
    std::vector<Group> groups;
    std::vector<std::size_t> group_of(glyphs.size(), glyphs.size());
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        const std::size_t root = forest.root(i);
        if (group_of[root] == glyphs.size()) {
            group_of[root] = groups.size();
            groups.push_back({});
        }
        groups[group_of[root]].glyphs.push_back(glyphs[i]);
    }
    for (Group& group : groups) measure(group);
    return groups;
}

// Cuts a group at its wide gaps; a dash in a gap bridges it.
std::vector<Group> runs_of(const Group& group, double gap_limit, const std::vector<Rect>& dashes) {
    std::vector<Group> runs;
    double right = 0;
    for (const Glyph& glyph : group.glyphs) {
        const double gap = glyph.box.x0 - right;
        const bool bridged = gap > gap_limit && gap < 3 * gap_limit &&
                             std::any_of(dashes.begin(), dashes.end(), [&](const Rect& dash) {
                                 return dash.x0 > right && dash.x1 < glyph.box.x0 &&
                                        dash.middle_y() > group.box.y0 &&
                                        dash.middle_y() < group.baseline - 0.15 * group.cap;
                             });
        if (runs.empty() || (gap > gap_limit && !bridged)) runs.push_back({});
        right = runs.back().glyphs.empty() ? glyph.box.x1 : std::max(right, glyph.box.x1);
        runs.back().glyphs.push_back(glyph);
    }
    for (Group& run : runs) measure(run);
    return runs;
}

struct Row {
    std::vector<Group> runs;
    double cap = 0;
    double baseline = 0;
    Rect box;
};

// Runs on one baseline are one line, however far apart.
std::vector<Row> rows_of(std::vector<Group> runs) {
    std::sort(runs.begin(), runs.end(),
              [](const Group& a, const Group& b) { return a.baseline < b.baseline; });
    std::vector<Row> rows;
    for (Group& run : runs) {
        Row* home = nullptr;
        for (auto row = rows.rbegin(); row != rows.rend() && run.baseline - row->baseline < 40; ++row) {
            const double low = std::min(row->cap, run.cap);
            const double high = std::max(row->cap, run.cap);
            const bool level = std::abs(row->baseline - run.baseline) <= 0.4 * low;
            const bool clear = std::none_of(row->runs.begin(), row->runs.end(), [&](const Group& other) {
                return overlap(other.box.x0, other.box.x1, run.box.x0, run.box.x1) > 0.2 * low;
            });
            if (level && clear && high < 1.9 * low) {
                home = &*row;
                break;
            }
        }
        if (!home) {
            rows.push_back({{}, run.cap, run.baseline, run.box});
            home = &rows.back();
        }
        home->box = united(home->box, run.box);
        home->cap = std::max(home->cap, run.cap);
        home->runs.push_back(std::move(run));
    }
    for (Row& row : rows)
        std::sort(row.runs.begin(), row.runs.end(),
                  [](const Group& a, const Group& b) { return a.box.x0 < b.box.x0; });
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.box.y0 < b.box.y0; });
    return rows;
}

// Dots and rules: what may lead from a title to its number.
struct Leaders {
    std::vector<Rect> dots;
    std::vector<Rect> rules;

    bool between(const Group& left, const Group& right, double cap) const {
        const auto in_gap = [&](const Rect& box) {
            return box.x0 >= left.box.x1 - 1 && box.x1 <= right.box.x0 + 1 &&
                   box.middle_y() > left.baseline - 0.75 * cap && box.middle_y() < left.baseline + 0.45 * cap;
        };
        if (std::count_if(dots.begin(), dots.end(), in_gap) >= 3) return true;
        return std::any_of(rules.begin(), rules.end(), in_gap);
    }
};

std::vector<InkLine> lines_from(const std::vector<Row>& rows, const Leaders& leaders) {
    std::vector<InkLine> lines;
    for (const Row& row : rows) {
        InkLine line;
        line.box = row.box;
        line.size = row.cap;
        for (std::size_t i = 0; i < row.runs.size(); ++i) {
            TextRun run{row.runs[i].box, false};
            if (i + 1 < row.runs.size()) run.leader = leaders.between(row.runs[i], row.runs[i + 1], row.cap);
            line.runs.push_back(run);
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace

bool inside_system(const Rect& box, const std::vector<System>& systems) {
    return std::any_of(systems.begin(), systems.end(), [&](const System& system) {
        const Staff& staff = system.staves.front();
        const double space = staff.box.height() / std::max(1, staff.lines - 1);
        return box.middle_y() > system.box.y0 - 0.5 * space && box.middle_y() < system.box.y1 + 0.5 * space &&
               box.x1 > system.box.x0 - 0.5 * space && box.middle_x() < system.box.x1 + 2 * space;
    });
}

std::vector<InkLine> find_ink_lines(const Bitmap& bitmap, const std::vector<System>& systems) {
    const Resolution& r = bitmap.resolution;
    std::vector<Glyph> letters;
    std::vector<Rect> dashes;
    Leaders leaders;
    const double page_width = r.points(bitmap.width);
    for (const Blob& blob : blobs(bitmap)) {
        const Rect box{r.points(blob.x0), r.points(blob.y0), r.points(blob.x1), r.points(blob.y1)};
        if (inside_system(box, systems)) continue;
        if (box.height() < least_letter) {
            if (box.width() < least_letter)
                leaders.dots.push_back(box);
            else if (box.width() > rule_width)
                leaders.rules.push_back(box);
            else
                dashes.push_back(box);
            continue;
        }
        if (box.height() > most_letter || box.width() > 0.9 * page_width) continue;
        if (box.width() > 12 * box.height() && box.height() < 4) continue;  // a rule drawn askew
        letters.push_back({box, letters.size()});
    }
    if (letters.size() > 20000) return {};  // a halftone picture, no text
    // Small marks above or beside letters (dots of i, commas) widen what they belong to in the
    // reading, where a margin is cut with the run; as glyphs they would only confuse the sizes.
    std::vector<Group> runs;
    for (const Group& group : grouped(letters, 2.2))
        for (Group& run : runs_of(group, run_gap * group.cap, dashes)) runs.push_back(std::move(run));
    return lines_from(rows_of(std::move(runs)), leaders);
}

WordLines lines_of_words(const std::vector<LayerWord>& words) {
    const auto is_leader = [](const std::string& text) {
        const auto dots =
            std::count_if(text.begin(), text.end(), [](char c) { return c == '.' || c == '_' || c == '-'; });
        // "…" and "·" in UTF-8
        const bool mark = text == "\xE2\x80\xA6" || text == "\xC2\xB7";
        return mark || (dots >= 1 && static_cast<std::size_t>(dots) == text.size() && text != "-");
    };
    std::vector<Glyph> glyphs;
    Leaders leaders;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].box.empty()) continue;
        if (is_leader(words[i].text)) {
            // One box per em, so that a long row of dots counts as several.
            const int count = std::max(1, static_cast<int>(words[i].text.size()));
            for (int k = 0; k < std::min(count, 3); ++k) leaders.dots.push_back(words[i].box);
            continue;
        }
        Rect box = words[i].box;
        // The box of a text layer spans ascender to descender: take the capitals' part of it.
        const double height = box.height();
        box.y0 += 0.2 * height;
        box.y1 -= 0.22 * height;
        glyphs.push_back({box, i});
    }
    std::vector<Group> runs;
    for (const Group& group : grouped(glyphs, 1.5))
        for (Group& run : runs_of(group, run_gap * group.cap, {})) runs.push_back(std::move(run));
    const std::vector<Row> rows = rows_of(std::move(runs));
    WordLines result;
    result.lines = lines_from(rows, leaders);
    for (const Row& row : rows) {
        std::vector<std::vector<std::size_t>> line;
        for (const Group& run : row.runs) {
            std::vector<std::size_t> members;
            for (const Glyph& glyph : run.glyphs) members.push_back(glyph.source);
            line.push_back(std::move(members));
        }
        result.members.push_back(std::move(line));
    }
    return result;
}

}  // namespace sheetsplit
