// Words of a text layer with a sign in the place of letters: ligatures for which the font gives no text.
//
// What the page shows at their place tells the letters.  Pure; safe from any thread.
#pragma once

#include "sheetsplit/page.hpp"

namespace sheetsplit {

// Is a letter or two of the line lost?  Chord names and notes among words are no letters.
bool has_broken_words(const TextLine& line);

// The line of a text layer, its broken words with the ligatures that come next to what was recognised at
// their place; as they are where nothing like them was seen there.
TextLine with_ligatures(TextLine layer, const TextLine& recognised);

}  // namespace sheetsplit
