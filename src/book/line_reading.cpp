#include "book/line_reading.hpp"

#include <algorithm>
#include <string_view>

#include "book/even_letters.hpp"
#include "core/spaced_letters.hpp"

namespace sheetsplit {
namespace {

// The pronoun is a lone stroke, which recognition takes for other strokes: "|", "Pll", "rll".
std::string mended_pronoun(std::string word, bool among_others) {
    if (word == "|" && among_others) return "I";
    for (const std::string_view will : {"Pll", "Tll", "rll", "lll", "l'll", "T'll", "1'll"})
        if (word == will) return "I'll";
    return word;
}

double sureness(const std::vector<OcrWord>& words) {
    double sum = 0;
    for (const OcrWord& word : words) sum += word.confidence;
    return words.empty() ? 0 : sum / static_cast<double>(words.size());
}

// Small capitals are read as they stand and stretched; the surer reading counts.
std::vector<OcrWord> recognise_prose(Ocr& engine, const GrayImage& image) {
    std::vector<OcrWord> plain = engine.recognise(image, OcrShape::line);
    if (sureness(plain) > 0.95) return plain;
    const auto stretched = with_full_capitals(image);
    if (!stretched) return plain;
    std::vector<OcrWord> capitals = engine.recognise(*stretched, OcrShape::line);
    return sureness(capitals) > sureness(plain) ? capitals : plain;
}

// A run as short as a page number is read with the alphabet of numbers too, as a lone figure is easily
// taken for a letter.
std::vector<OcrWord> recognise_run(Ocr& engine, const Crop& crop, const InkLine& line, const TextRun& run,
                                   ReadAs as) {
    std::vector<OcrWord> prose = recognise_prose(engine, crop.image);
    const bool short_run = run.box.width() < 4.5 * line.size;
    if (!short_run) return prose;
    const auto sure_number = [](const std::vector<OcrWord>& words) {
        const bool is_number = words.size() == 1 && folio_from_text(words.front().text).has_value();
        return is_number ? words.front().confidence : -1.0;
    };
    if (sure_number(prose) > 0.8) return prose;
    std::vector<OcrWord> number = engine.recognise(crop.image, OcrShape::number);
    if (sure_number(number) <= 0.8) {
        std::vector<OcrWord> lining = engine.recognise(with_lining_figures(crop.image), OcrShape::figures);
        if (sure_number(lining) > std::max(0.35, sure_number(number))) number = std::move(lining);
    }
    if (sure_number(number) < 0) return prose;
    const double prose_confidence = prose.empty() ? 0 : prose.front().confidence;
    const double bias = as == ReadAs::number ? 0.5 : 0.1;
    return number.front().confidence + bias > prose_confidence ? number : prose;
}

}  // namespace

TextLine recognise_line(Ocr& engine, std::span<const Crop> runs, const InkLine& ink, ReadAs as) {
    TextLine line;
    line.box = ink.box;
    line.size = ink.size / 0.7;
    double confidence = 0;
    for (std::size_t r = 0; r < runs.size(); ++r) {
        const Crop& crop = runs[r];
        std::vector<OcrWord> words = recognise_run(engine, crop, ink, ink.runs[r], as);
        for (std::size_t w = 0; w < words.size(); ++w) {
            Word word;
            word.text = mended_pronoun(std::move(words[w].text), words.size() > 1);
            word.box = {crop.left + words[w].x0 * crop.scale, crop.top + words[w].y0 * crop.scale,
                        crop.left + words[w].x1 * crop.scale, crop.top + words[w].y1 * crop.scale};
            word.size = line.size;
            word.run = static_cast<int>(r);
            word.leader_after = w + 1 == words.size() && ink.runs[r].leader;
            confidence += words[w].confidence;
            line.words.push_back(std::move(word));
        }
    }
    if (!line.words.empty()) line.confidence = confidence / static_cast<double>(line.words.size());
    line.words = with_spaced_letters_joined(std::move(line.words));
    return line;
}

}  // namespace sheetsplit
