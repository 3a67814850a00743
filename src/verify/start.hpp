// A place where a song begins.
//
// Tops in points from the top of the leaf; entries and headings are named by their subscripts in the map.  A
// plain value, safe from any thread.
#pragma once

#include <optional>

#include "sheetsplit/pages.hpp"

namespace sheetsplit {

struct Start {
    LeafIndex leaf;
    double top = 0;
    std::optional<std::size_t> placement;  // of the entry; absent for unlisted songs
    std::optional<std::size_t> heading;
    bool shares = false;  // something of the song before stands above it on its leaf
    bool sure = false;
    bool clash = false;  // another start claims the same place
};

}  // namespace sheetsplit
