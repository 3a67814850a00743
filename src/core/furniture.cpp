#include "core/furniture.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "core/text.hpp"

namespace sheetsplit {

bool names_no_song(std::string_view heading) {
    constexpr std::array<std::string_view, 6> playing{" chord ",     " chords ", " notation ",
                                                      " tablature ", " tab ",    " strumming "};
    constexpr std::array<std::string_view, 10> charts{
        " chart ",  " charts ",    " frames ", " diagrams ", " dictionary ",
        " legend ", " explained ", " key ",    " guide ",    " patterns "};
    const std::string words = " " + folded(heading) + " ";
    const auto has = [&](std::string_view word) { return words.find(word) != std::string::npos; };
    return std::any_of(playing.begin(), playing.end(), has) && std::any_of(charts.begin(), charts.end(), has);
}

}  // namespace sheetsplit
