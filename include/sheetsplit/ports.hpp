// The ports: what the program asks of the outside world.
//
// Each is implemented once in src/adapters, with one vendor library in one
// translation unit, and once more by fakes in the tests.  Units and origins as
// in geometry.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sheetsplit/book.hpp"
#include "sheetsplit/expected.hpp"
#include "sheetsplit/geometry.hpp"
#include "sheetsplit/options.hpp"
#include "sheetsplit/pages.hpp"
#include "sheetsplit/plan.hpp"

namespace sheetsplit {

// An 8-bit gray picture, 0 = black, rows top to bottom without padding.
struct GrayImage {
    int width = 0;
    int height = 0;
    Resolution resolution;
    std::vector<std::uint8_t> pixels;  // width * height

    std::uint8_t at(int x, int y) const {
        return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(x)];
    }
    bool empty() const { return pixels.empty(); }
};

// A word of a page's text layer.
struct LayerWord {
    std::string text;
    Rect box;
    double size = 0;
    bool bold = false;
    bool italic = false;
    bool invisible = false;  // drawn in render mode 3, as OCR layers are
};

// What a PDF page is made of, without drawing it.
struct PageSource {
    Size size;                     // as displayed, after /Rotate
    std::vector<LayerWord> words;  // in the order of the text layer
    double image_share = 0;        // of the page's area covered by its largest image
    double image_dpi = 0;          // resolution of that image, 0 without one
};

// One thread's handle on the PDF.  Not thread-safe; make one a thread.
class PdfPages {
public:
    virtual ~PdfPages() = default;
    virtual Expected<PageSource> inspect(PageIndex page) = 0;
    // Whether the page that was inspected or drawn last has shown less than it should: some of what it is
    // made of is damaged.
    virtual bool has_gaps() const = 0;
    // Draws the page as displayed.  Fails with limit_exceeded above `max_pixels`.
    virtual Expected<GrayImage> draw(PageIndex page, Resolution resolution, long long max_pixels) = 0;
    // JPEG for people to look at, `height` pixels high and in colour where there is any, of a part of the
    // page as displayed (nothing: all of it).  Its quality goes down until it fits into `most_bytes`, to the
    // lowest that can still be recognised.
    virtual Expected<std::vector<std::byte>> picture(PageIndex page, const std::optional<Rect>& part,
                                                     int height, std::size_t most_bytes) = 0;
};

struct PdfFacts {
    std::size_t page_count = 0;
    std::string title;
    std::string author;
    std::vector<OutlineItem> outline;
    std::vector<std::string> page_labels;
    bool encrypted = false;
    bool repaired = false;
};

// An opened PDF.  facts() and pages() may be called from any thread.
class PdfFile {
public:
    virtual ~PdfFile() = default;
    virtual const PdfFacts& facts() const = 0;
    virtual Expected<std::unique_ptr<PdfPages>> pages() const = 0;
    // The document mended and decrypted, as bytes another library can open.
    virtual Expected<std::vector<std::byte>> clean_copy() const = 0;
};

// Opens `bytes` (kept alive by the result).  `name` is used in errors.  Fails
// with not_a_pdf, damaged, encrypted, no_pages.
Expected<std::unique_ptr<PdfFile>> open_pdf(std::shared_ptr<const std::vector<std::byte>> bytes,
                                            const std::string& name, const std::string& password);

// What OCR is told about the picture it gets.
enum class OcrShape { line, block, sparse, number, figures };

struct OcrWord {
    std::string text;
    int x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // pixels of the picture
    double confidence = 0;               // 0..1
};

// One thread's OCR engine.  Not thread-safe; make one a thread.
class Ocr {
public:
    virtual ~Ocr() = default;
    virtual std::vector<OcrWord> recognise(const GrayImage& image, OcrShape shape) = 0;
};

// Fails with ocr_unavailable.
Expected<std::unique_ptr<Ocr>> make_ocr(const std::string& tessdata, const std::string& language);

// Metadata of a written song.
struct PdfMetadata {
    std::string title;
    std::string author;
    std::string subject;
    std::string keywords;
    std::string producer;
};

struct SongPdf {
    std::vector<PlanPage> pages;
    PdfMetadata metadata;
};

// Writes parts of one opened book.  Not thread-safe; make one a thread.
class PdfWriter {
public:
    virtual ~PdfWriter() = default;
    // The bytes of a PDF with just these pages and what they reach.  Deterministic.
    virtual Expected<std::vector<std::byte>> song(const SongPdf& song) = 0;
    // The whole book with an outline and page labels; page i of the result is page i of the source.
    virtual Expected<std::vector<std::byte>> annotated(const std::vector<OutlineItem>& outline,
                                                       const std::vector<std::string>& page_labels,
                                                       const PdfMetadata& metadata) = 0;
};

// `bytes` must stay alive as long as the writer.  `clean_copy` is asked for when the writer's library
// cannot open the bytes as they are (encrypted or damaged files).
Expected<std::unique_ptr<PdfWriter>> open_writer(
    std::shared_ptr<const std::vector<std::byte>> bytes, const std::string& name,
    std::function<Expected<std::vector<std::byte>>()> clean_copy);

// SHA-256 as 64 hex digits.
std::string sha256_hex(std::span<const std::byte> bytes);

}  // namespace sheetsplit
