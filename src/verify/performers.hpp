// Who performs the songs, when their first pages say so: "As recorded by ...".
//
// Only words that name a performer count; a name alone may be the composer's.  Safe from any thread as far as
// the book is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sheetsplit/book.hpp"
#include "sheetsplit/songs.hpp"

namespace sheetsplit {

// What comes after words like "As performed by" at the beginning of a text: the name, empty when it stands on
// the next line.  Nothing when the text does not begin so.
std::optional<std::string> performer_in(std::string_view text);

// One name a song, for those without an artist; empty where the first page names none.  Some songs are looked
// at first; when none of them names anybody, no other is read.
std::vector<std::string> performers_of(const Book& book, const std::vector<Song>& songs);

}  // namespace sheetsplit
