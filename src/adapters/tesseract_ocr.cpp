// Ocr by Tesseract, LSTM engine only.
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#ifdef SHEETSPLIT_TESSERACT_OPENMP
#include <omp.h>
#endif

#include "sheetsplit/ports.hpp"
#include "sheetsplit/resources/eng_traineddata.hpp"
#include "sheetsplit/unpacked.hpp"

namespace sheetsplit {
namespace {

// Tesseract's own OpenMP threads fight with ours: a page takes 5 to 30 times
// as long.  The setting is per thread and must be made on each.
void forbid_nested_threads() {
#ifdef SHEETSPLIT_TESSERACT_OPENMP
    thread_local const bool done = [] {
        omp_set_max_active_levels(0);
        return true;
    }();
    static_cast<void>(done);
#endif
}

// Where Tesseract's messages go is one string of the process, which it reads and writes without a lock: it is
// set before the first engine begins, and never again.  Everything else that is set belongs to its engine.
void silence() {
    static const bool done = [] {
        tesseract::TessBaseAPI engine;
        return engine.SetVariable("debug_file", "/dev/null");
    }();
    static_cast<void>(done);
}

// Unpacked once for the engines of all threads.
const std::string& embedded_english() {
    static const std::string data = unpacked(resources::eng_traineddata());
    return data;
}

tesseract::PageSegMode mode_of(OcrShape shape) {
    switch (shape) {
        case OcrShape::line:
        case OcrShape::number:
        case OcrShape::figures:
            return tesseract::PSM_SINGLE_LINE;
        case OcrShape::block:
            return tesseract::PSM_SINGLE_BLOCK;
        case OcrShape::sparse:
            return tesseract::PSM_SPARSE_TEXT;
    }
    return tesseract::PSM_SINGLE_LINE;
}

// Empty: all that the language has.
const char* alphabet_of(OcrShape shape) {
    if (shape == OcrShape::number) return "0123456789ivxlcIVXLC";
    return shape == OcrShape::figures ? "0123456789" : "";
}

class TesseractOcr final : public Ocr {
public:
    bool init(const std::string& tessdata, const std::string& language) {
        forbid_nested_threads();
        silence();
        int failed;
        if (tessdata.empty()) {
            const std::string& data = embedded_english();
            failed = engine_.Init(data.data(), static_cast<int>(data.size()), "eng", tesseract::OEM_LSTM_ONLY,
                                  nullptr, 0, nullptr, nullptr, false, nullptr);
        } else {
            failed = engine_.Init(tessdata.c_str(), language.c_str(), tesseract::OEM_LSTM_ONLY);
        }
        if (failed != 0) return false;
        engine_.SetVariable("tessedit_do_invert", "0");
        return true;
    }

    std::vector<OcrWord> recognise(const GrayImage& image, OcrShape shape) override {
        forbid_nested_threads();
        std::vector<OcrWord> words;
        if (image.width < 3 || image.height < 3) return words;
        try {
            engine_.SetVariable("tessedit_char_whitelist", alphabet_of(shape));
            engine_.SetPageSegMode(mode_of(shape));
            engine_.SetImage(image.pixels.data(), image.width, image.height, 1, image.width);
            engine_.SetSourceResolution(static_cast<int>(image.resolution.dpi));
            if (engine_.Recognize(nullptr) != 0) return words;
            const std::unique_ptr<tesseract::ResultIterator> it(engine_.GetIterator());
            if (!it) return words;
            do {
                const std::unique_ptr<char[]> text(it->GetUTF8Text(tesseract::RIL_WORD));
                if (!text) continue;
                OcrWord word;
                word.text = text.get();
                word.confidence = static_cast<double>(it->Confidence(tesseract::RIL_WORD)) / 100;
                it->BoundingBox(tesseract::RIL_WORD, &word.x0, &word.y0, &word.x1, &word.y1);
                if (!word.text.empty() && word.text != " ") words.push_back(std::move(word));
            } while (it->Next(tesseract::RIL_WORD));
        } catch (const std::exception&) {
            words.clear();  // out of memory on a freak picture: nothing was read
        }
        return words;
    }

private:
    tesseract::TessBaseAPI engine_;
};

}  // namespace

Expected<std::unique_ptr<Ocr>> make_ocr(const std::string& tessdata, const std::string& language) {
    auto ocr = std::make_unique<TesseractOcr>();
    if (!ocr->init(tessdata, language))
        return Error{ErrorCode::ocr_unavailable,
                     tessdata,
                     {},
                     "no usable OCR data for the language '" + language + "'",
                     "name a folder with " + language + ".traineddata by --tessdata"};
    return std::unique_ptr<Ocr>(std::move(ocr));
}

}  // namespace sheetsplit
