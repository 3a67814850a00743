// Names that stand behind the titles of a table of contents: "Title - Artist", "Title (Composer)".
//
// One title with a dash or brackets says nothing; what most titles of a table have in common does.  Pure;
// safe from any thread.
#pragma once

#include <vector>

#include "sheetsplit/toc.hpp"

namespace sheetsplit {

// The entries with the names taken out of their titles into TocEntry::artist, where the table has such
// names.  Entries that have an artist already keep their titles.  Who wrote or arranged a song is not its
// artist ("Words by ...": TocEntry::artist is empty then), who sings it is ("as sung by ...").
std::vector<TocEntry> with_credits_apart(std::vector<TocEntry> entries);

}  // namespace sheetsplit
