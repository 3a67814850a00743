// Titles set letter by letter are read word by word.
#include "core/spaced_letters.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace sheetsplit;

namespace {

// Letters five points wide; '_' is a wider gap, ' ' the gap between letters.
std::vector<Word> words_of(const std::string& text, double gap, double wide) {
    std::vector<Word> words;
    double x = 0;
    for (const char c : text) {
        if (c == ' ' || c == '_') {
            x += c == ' ' ? gap : wide;
            continue;
        }
        if (!words.empty() && words.back().box.x1 == x) {
            words.back().text += c;
            words.back().box.x1 += 5;
        } else {
            words.push_back({std::string(1, c), {x, 0, x + 5, 10}, 12, false, false, false, 0});
        }
        x += 5;
    }
    return words;
}

std::string joined(const std::vector<Word>& words) {
    std::string text;
    for (const Word& word : with_spaced_letters_joined(words)) text += (text.empty() ? "" : " ") + word.text;
    return text;
}

}  // namespace

TEST_CASE("letters with spaces between them are words") {
    CHECK(joined(words_of("O m b r a_m a i_f u", 4, 11)) == "Ombra mai fu");
    CHECK(joined(words_of("H O M E_A G A I N", 6, 15)) == "HOME AGAIN");
}

TEST_CASE("ordinary words stay apart, short ones too") {
    CHECK(joined(words_of("I am a man", 4, 8)) == "I am a man");
    CHECK(joined(words_of("If I go", 4, 8)) == "If I go");
}

TEST_CASE("chord names over a staff are no word") {
    CHECK(joined(words_of("C_G_D_A", 4, 90)) == "C G D A");
}
