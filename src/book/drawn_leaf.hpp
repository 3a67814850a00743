// A leaf whose text layer can be trusted: its text from there, its staves from its picture.
#pragma once

#include <vector>

#include "book/leaf_data.hpp"
#include "sheetsplit/ports.hpp"

namespace sheetsplit {

LeafData drawn_leaf(const GrayImage& picture, const std::vector<LayerWord>& all_words);

}  // namespace sheetsplit
