// Ligatures that a text layer does not tell are taken from what the page shows.
#include "book/broken_words.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace sheetsplit;

namespace {

const std::string lost = "\xEF\xBF\xBD";  // U+FFFD
const std::string own = "\xEF\x80\x81";   // U+F001

// Words side by side, as wide as they have bytes.
TextLine line_of(const std::vector<std::string>& words) {
    TextLine line;
    double x = 0;
    for (const std::string& text : words) {
        Word word;
        word.text = text;
        word.box = {x, 0, x + 5 * static_cast<double>(text.size()), 7};
        x = word.box.x1 + 4;
        line.words.push_back(word);
    }
    return line;
}

std::string mended(const std::vector<std::string>& layer, const std::vector<std::string>& seen) {
    return with_ligatures(line_of(layer), line_of(seen)).text();
}

}  // namespace

TEST_CASE("a sign without a meaning among letters breaks a word") {
    for (const std::string& word : {"O" + lost + "ce", lost + "ve", "re" + own + "ection", "cli" + own}) {
        INFO(word);
        CHECK(has_broken_words(line_of({"The", word})));
    }
}

TEST_CASE("notes, flats of chord names and plain words are not broken") {
    for (const std::string& word : {std::string("Office"), "E" + own + "m7", "B" + own + "maj7", own,
                                    "=" + own, "C" + own + "7", own + own + "p"}) {
        INFO(word);
        CHECK_FALSE(has_broken_words(line_of({"The", word})));
    }
}

TEST_CASE("a broken word gets the ligature that the page shows, the rest of its line stays") {
    CHECK(mended({"Th\xC3\xA9", "O" + lost + "ce", "Waltz"}, {"The", "Office", "Walfz"}) ==
          "Th\xC3\xA9 Office Waltz");
    CHECK(mended({"A", "Tri" + own + "e"}, {"A", "Trifle"}) == "A Trifle");
    CHECK(mended({"Ba" + lost + "ed"}, {"Bafiled"}) == "Baffled");
    CHECK(mended({lost + "re" + own + "y"}, {"firefly"}) == "firefly");
}

TEST_CASE("a broken word stays as it is where the page shows nothing like it") {
    CHECK(mended({"O" + lost + "ce"}, {}) == "O" + lost + "ce");
    CHECK(mended({"O" + lost + "ce"}, {"Wandering"}) == "O" + lost + "ce");
}
