// Pages of songbooks that are headed like songs and are none.  Pure; safe from any thread.
#pragma once

#include <string_view>

namespace sheetsplit {

// Charts of chords and explanations of signs, as they stand at the ends of books or between the songs.
bool names_no_song(std::string_view heading);

}  // namespace sheetsplit
