// Who performs the songs, when their first pages say so: "As recorded by ...".
//
// Only words that name a performer count; a name alone may be the composer's.  Safe from any thread as far as
// the book is.
#pragma once

#include <string>
#include <vector>

#include "sheetsplit/book.hpp"
#include "sheetsplit/songs.hpp"

namespace sheetsplit {

// One name a song, for those without an artist; empty where the first page names none.  Some songs are looked
// at first; when none of them names anybody, no other is read.
std::vector<std::string> performers_of(const Book& book, const std::vector<Song>& songs);

}  // namespace sheetsplit
