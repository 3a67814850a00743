#include "verify/numbered_headings.hpp"

#include <cmath>

#include "core/text.hpp"
#include "verify/words.hpp"

namespace sheetsplit {
namespace {

constexpr std::size_t least_chain = 4;  // numbered headings in a row that are no accident

bool numeral_like(const std::string& title) {
    return title.find_first_not_of("IVXLCivxlc0123456789l1|!jT. ,-") == std::string::npos;
}

bool is_worded(const Heading& heading) {
    const std::string rest = without_number(heading);
    return rest != heading.title ? is_wordy(rest) : !numeral_like(heading.title);
}

bool is_number(const Heading& heading) {
    return letters_in(heading.title) < 8 && !is_worded(heading);
}

bool may_be_numbered(const Heading& heading) {
    if (!heading.song_number) return false;
    return is_number(heading) ? numeral_like(heading.title)
                              : is_wordy(heading.title) && heading.confidence >= 0.55;
}

// Headings numbered n, n + 1, n + 2 ... on later and later places, all of one kind and size, from the last
// to the first; a number that was not read leaves a gap, which costs.  Those that are taken count no more.
std::vector<std::size_t> longest_chain(const std::vector<Heading>& headings,
                                       const std::set<std::size_t>& taken) {
    const std::size_t count = headings.size();
    std::vector<double> worth(count, 0);  // of the best row that ends there; 0 for what can be in none
    std::vector<std::size_t> before(count, count);
    std::size_t best = count;
    for (std::size_t h = 0; h < count; ++h) {
        const Heading& here = headings[h];
        if (taken.contains(h) || !may_be_numbered(here)) continue;
        worth[h] = 1;
        for (std::size_t k = 0; k < h; ++k) {
            const Heading& there = headings[k];
            if (worth[k] == 0 || is_number(here) != is_number(there)) continue;
            const int step = *here.song_number - *there.song_number;
            if (step < 1 || step > 3 || std::abs(here.size / there.size - 1) > 0.25) continue;
            if (there.leaf == here.leaf && there.top + 20 > here.top) continue;
            const double value = worth[k] + 1 - 0.6 * (step - 1);
            if (value > worth[h]) {
                worth[h] = value;
                before[h] = k;
            }
        }
        if (best == count || worth[h] > worth[best]) best = h;
    }
    std::vector<std::size_t> chain;
    for (std::size_t h = best; h < count; h = before[h]) chain.push_back(h);
    return chain;
}

// A number that could not be read, alone between two of the row that leave just one out.
std::vector<std::size_t> with_gaps_filled(const std::vector<Heading>& headings,
                                          const std::vector<std::size_t>& chain) {
    std::vector<std::size_t> full = chain;  // from the last number to the first
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
        const Heading& later = headings[chain[i]];
        const Heading& earlier = headings[chain[i + 1]];
        if (*later.song_number - *earlier.song_number != 2) continue;
        std::vector<std::size_t> between;
        for (std::size_t h = chain[i + 1] + 1; h < chain[i]; ++h) {
            const Heading& mark = headings[h];
            if (mark.beside_staff && earlier.beside_staff && mark.leaf > earlier.leaf &&
                mark.leaf < later.leaf && std::abs(mark.size / later.size - 1) < 0.25)
                between.push_back(h);
        }
        if (between.size() == 1) full.push_back(between.front());
    }
    return full;
}

}  // namespace

NumberedHeadings numbered_one_by_one(const std::vector<Heading>& headings) {
    NumberedHeadings numbered;
    for (std::vector<std::size_t> chain = longest_chain(headings, numbered.members);
         chain.size() >= least_chain; chain = longest_chain(headings, numbered.members))
        for (const std::size_t h : with_gaps_filled(headings, chain)) {
            numbered.members.insert(h);
            numbered.numbers_only = numbered.numbers_only || is_number(headings[h]);
        }
    return numbered;
}

std::string without_number(const Heading& heading) {
    if (!heading.song_number) return heading.title;
    const std::string digits = std::to_string(*heading.song_number);
    if (folio_from_text(heading.title) || !heading.title.starts_with(digits)) return heading.title;
    const std::string words = tidied(std::string_view(heading.title).substr(digits.size()));
    return letters_in(words) == 0 ? heading.title : words;
}

}  // namespace sheetsplit
