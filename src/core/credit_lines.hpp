// Whom a credit names: who sings a song is its artist, who wrote it need not be.
//
// Pure; UTF-8 in and out; safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sheetsplit {

// What comes after words like "As performed by" at the beginning of a text: the name, empty when it stands on
// the next line.  Nothing when the text does not begin so.
std::optional<std::string> performer_in(std::string_view text);

// Whom a text in the place of the artist's name names: nobody where it credits the authors ("Words by ...",
// "arr. ..."), the name alone where it says "as sung by", else what it says.
std::string artist_in(const std::string& text);

}  // namespace sheetsplit
