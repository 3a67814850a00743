// What each leaf of a book is for, once its songs are known.
//
// Safe from any thread as far as the book is.
#pragma once

#include <vector>

#include "sheetsplit/songs.hpp"
#include "verify/title_style.hpp"
#include "verify/view.hpp"

namespace sheetsplit {

// One role a leaf.
std::vector<LeafRole> roles_of_leaves(const View& view, const TitleStyle& style,
                                      const std::vector<Song>& songs);

}  // namespace sheetsplit
