// Headings that are numbered one after the other, as the pieces of a tune book are.
//
// Headings are named by their subscripts, from 0.  Pure; safe from any thread.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sheetsplit/page_map.hpp"

namespace sheetsplit {

struct NumberedHeadings {
    std::set<std::size_t> members;
    bool numbers_only = false;  // pieces have a number in place of a title
};

// The rows of numbers that are too long for an accident.  Need: headings by leaf, then by height.
NumberedHeadings numbered_one_by_one(const std::vector<Heading>& headings);

// A numbered heading's words; the number itself where there are none.
std::string without_number(const Heading& heading);

}  // namespace sheetsplit
