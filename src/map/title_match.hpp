// How well a piece of text on a page is the title that the contents give.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sheetsplit {

struct TitleMatch {
    double likeness = 0;             // 0..1
    std::optional<int> song_number;  // a number printed before the title
};

// `seen` may carry a song number in front and a credit or subtitle behind.
TitleMatch match_title(std::string_view title, std::string_view seen);

// A heading without its song number, and that number.
struct NumberedTitle {
    std::string title;
    std::optional<int> number;
};
NumberedTitle without_song_number(std::string_view text);

}  // namespace sheetsplit
