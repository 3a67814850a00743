// How well a piece of text on a page is the title that the contents give.
//
// Both sides are prepared once, as every title is held against every heading.
// Pure; safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sheetsplit {

struct TitleMatch {
    double likeness = 0;             // 0..1
    std::optional<int> song_number;  // a number printed before the title
};

// A heading without its song number, and that number.
struct NumberedTitle {
    std::string title;
    std::optional<int> number;
};
NumberedTitle without_song_number(std::string_view text);

// The forms in which a title is compared: its letters and figures alone, with and without what stands
// in brackets.
class TitleForms {
public:
    explicit TitleForms(std::string_view title);

    // How well `seen` is this title; it may carry a song number in front and a credit or subtitle behind.
    TitleMatch match(const TitleForms& seen) const;

private:
    struct Plain {
        std::string all;
        std::string bare;  // empty when there are no brackets
    };
    static Plain plain_of(std::string_view title);
    static double likeness_of(const Plain& title, const Plain& seen);

    Plain plain_;
    std::optional<int> number_;
    Plain without_number_;
};

}  // namespace sheetsplit
