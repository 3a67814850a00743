// Titles set with spaces between their letters: "F e n e s t a   c h e   l u c i v e".
//
// Text layers and recognition give such a line letter by letter.  Pure; safe from any thread.
#pragma once

#include <vector>

#include "sheetsplit/page.hpp"

namespace sheetsplit {

// The words of one line, left to right, put together from their letters where most of them are single
// letters; other lines stay as they are.
std::vector<Word> with_spaced_letters_joined(std::vector<Word> words);

}  // namespace sheetsplit
