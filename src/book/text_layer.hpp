// Judging the words of a text layer.
#pragma once

#include <string_view>
#include <vector>

#include "sheetsplit/ports.hpp"

namespace sheetsplit {

// Is this a word for reading, rather than music glyphs or symbols without a meaning?
bool is_reading_text(std::string_view utf8);

// Are there words, and are most of them for reading?
bool is_sound_text(const std::vector<LayerWord>& words);

}  // namespace sheetsplit
