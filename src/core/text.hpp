// Comparing and tidying the text of titles.  Pure; UTF-8 in and out; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sheetsplit {

// What remains of a title when only its letters and figures count: lower case, no diacritics, no
// punctuation, single spaces, "&" as "and", a leading or trailing article dropped.
std::string folded(std::string_view title);

// How alike two titles are, 0..1, tolerant of misread letters: 1 - edit distance / length of the longer,
// over their folded forms without spaces.
double likeness(std::string_view a, std::string_view b);

// The same for forms that are folded already.
double folded_likeness(std::string_view a, std::string_view b);

// How well `part` is found at the beginning of `whole`: wrapped titles, titles with a subtitle.
double prefix_likeness(std::string_view whole, std::string_view part);

// "Cowboy, The" becomes "The Cowboy"; other titles stay.
std::string article_put_right(std::string_view title);

// Without spaces and leftovers of leaders at the ends, inner spaces single.
std::string tidied(std::string_view text);

// Without any space: of folded titles what their letters and figures alone say.
std::string without_spaces(std::string_view text);

// Without blanks and ends of lines around it.
std::string_view without_outer_blanks(std::string_view text);

// UTF-8 text as code points; bytes that are no UTF-8 become U+FFFD.
std::u32string code_points(std::string_view utf8);
std::string utf8(std::u32string_view text);

// Letters, counted in code points.
int letters_in(std::string_view text);
int digits_in(std::string_view text);

// True when there are letters and none of them is lower case.
bool is_all_capitals(std::string_view text);

}  // namespace sheetsplit
