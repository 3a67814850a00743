// Where songs end, and how sure that is.
//
// Leaves are 0-based reading positions.  Safe from any thread as far as the book is.
#pragma once

#include <set>
#include <string>

#include "sheetsplit/songs.hpp"
#include "verify/start.hpp"
#include "verify/title_style.hpp"
#include "verify/view.hpp"

namespace sheetsplit {

// The last leaf of the song that begins on `first` and must end by `limit`: its music, and the pages of its
// lyrics behind.
LeafIndex last_leaf_of(const View& view, const TitleStyle& style, const std::string& title, LeafIndex first,
                       LeafIndex limit);

// What follows a song: where it starts and what it is; both absent behind the last one.
struct Following {
    const Start* start = nullptr;
    const Song* song = nullptr;
};

// Nothing between the song and the next one may be a part of it, or a song of its own.
bool is_end_sure(const View& view, const TitleStyle& style, const std::set<LeafIndex>& disputed,
                 const Song& song, const Following& next);

// What was seen where the song ends.
Evidence end_evidence(const View& view, const Song& song, const Start* next, bool sure);

}  // namespace sheetsplit
