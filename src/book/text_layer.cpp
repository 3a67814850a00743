#include "book/text_layer.hpp"

#include <algorithm>
#include <cstdint>

namespace sheetsplit {
namespace {

// Private use, control characters and the replacement character: what music fonts and broken encodings give.
bool is_meaningless(std::uint32_t rune) {
    return rune < 0x20 || (rune >= 0x7F && rune < 0xA0) || rune == 0xFFFD ||
           (rune >= 0xE000 && rune <= 0xF8FF) || rune >= 0xF0000 || (rune >= 0x1D100 && rune <= 0x1D1FF) ||
           (rune >= 0x2669 && rune <= 0x266F);
}

std::uint32_t next_rune(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(at++);
    const int more = lead < 0x80 ? 0 : lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : -1;
    if (more < 0) return 0xFFFD;
    std::uint32_t rune = more == 0 ? lead : lead & (0x3Fu >> more);
    for (int i = 0; i < more && at < text.size(); ++i) rune = (rune << 6) | (byte(at++) & 0x3Fu);
    return rune;
}

}  // namespace

bool is_reading_text(std::string_view utf8) {
    std::size_t good = 0;
    std::size_t bad = 0;
    for (std::size_t at = 0; at < utf8.size();) (is_meaningless(next_rune(utf8, at)) ? bad : good) += 1;
    return good > bad;
}

bool is_sound_text(const std::vector<LayerWord>& words) {
    const auto letters = std::count_if(words.begin(), words.end(), [](const LayerWord& word) {
        return !word.invisible && is_reading_text(word.text) &&
               std::any_of(word.text.begin(), word.text.end(), [](char c) {
                   return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          static_cast<unsigned char>(c) >= 0x80;
               });
    });
    return letters > 0;
}

}  // namespace sheetsplit
