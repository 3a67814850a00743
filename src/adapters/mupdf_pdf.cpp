// PdfFile and PdfPages by MuPDF.
//
// Every handle has a context of its own, so handles share nothing and need no
// locks.  MuPDF reports errors by longjmp: inside `guarded` only trivially
// destructible locals may live, everything else is made outside of it.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstring>
#include <initializer_list>
#include <string_view>

extern "C" {
#include <mupdf/fitz.h>
#include <mupdf/pdf.h>
}

#include <fmt/format.h>

#include "adapters/jpeg.hpp"
#include "sheetsplit/ports.hpp"

namespace sheetsplit {
namespace {

constexpr std::size_t store_bytes = 24u << 20;  // decoded images kept by one handle

struct ContextCloser {
    void operator()(fz_context* context) const { fz_drop_context(context); }
};
using ContextPtr = std::unique_ptr<fz_context, ContextCloser>;

void ignore_message(void*, const char*) {}

// What MuPDF says when it leaves out something that should be seen.  It says much else of files in which all
// is well: fonts, colours, lengths that are not as they should be.
bool tells_of_a_gap(std::string_view message) {
    constexpr std::string_view beginnings[] = {"Ignoring error during interpretation",
                                               "cannot load content stream part",
                                               "content stream is not a stream",
                                               "ignoring zlib error",
                                               "jbig2dec error",
                                               "openjpeg error",
                                               "padding truncated image",
                                               "premature end",
                                               "read error; treating as end of file",
                                               "tolerating a single out of range code in lzw decode",
                                               "too many syntax errors"};
    return std::any_of(std::begin(beginnings), std::end(beginnings),
                       [&](std::string_view beginning) { return message.starts_with(beginning); });
}

void note_gap(void* has_gaps, const char* message) {
    if (tells_of_a_gap(message)) *static_cast<bool*>(has_gaps) = true;
}

ContextPtr new_context() {
    ContextPtr context(fz_new_context(nullptr, nullptr, store_bytes));
    if (!context) return context;
    fz_set_warning_callback(context.get(), ignore_message, nullptr);
    fz_set_error_callback(context.get(), ignore_message, nullptr);
    return context;
}

// Runs `body`; false when MuPDF threw.
template <class Body>
bool guarded(fz_context* context, Body&& body) {
    bool ok = true;
    fz_var(ok);
    fz_try(context) {
        body();
    }
    fz_catch(context) {
        ok = false;
    }
    return ok;
}

// A document with the context it lives in.
class Document {
public:
    Document(ContextPtr context, std::shared_ptr<const std::vector<std::byte>> bytes)
        : context_(std::move(context)), bytes_(std::move(bytes)) {}
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;
    ~Document() {
        if (!context_) return;
        fz_drop_document(context_.get(), document_);
        fz_drop_stream(context_.get(), stream_);
    }

    bool open() {
        fz_context* ctx = context_.get();
        return guarded(ctx, [&] {
            stream_ =
                fz_open_memory(ctx, reinterpret_cast<const unsigned char*>(bytes_->data()), bytes_->size());
            pdf_document* pdf = pdf_open_document_with_stream(ctx, stream_);
            document_ = &pdf->super;
        });
    }

    // True when the document needs no password or takes this one.
    bool unlock(const std::string& password) {
        bool unlocked = false;
        fz_context* ctx = context_.get();
        const char* text = password.c_str();
        guarded(ctx, [&] {
            unlocked = !fz_needs_password(ctx, document_) || fz_authenticate_password(ctx, document_, text);
        });
        return unlocked;
    }

    // From now on `has_gaps`, which must outlive the document, becomes true when something cannot be shown.
    void watch_for_gaps(bool& has_gaps) const {
        fz_set_warning_callback(context_.get(), note_gap, &has_gaps);
    }

    fz_context* context() const { return context_.get(); }
    fz_document* get() const { return document_; }
    pdf_document* pdf() const { return pdf_specifics(context_.get(), document_); }

private:
    ContextPtr context_;
    std::shared_ptr<const std::vector<std::byte>> bytes_;
    fz_stream* stream_ = nullptr;
    fz_document* document_ = nullptr;
};

// What the drawing operations of a page tell about its making.
struct PaintCounts {
    std::size_t visible_glyphs = 0;
    std::size_t invisible_glyphs = 0;
    double image_area = 0;  // of the largest image, square points
    double image_dpi = 0;   // the highest among the images that cover much of the page
    double page_area = 1;
};

struct CountingDevice {
    fz_device super;
    PaintCounts* counts;
};

std::size_t glyphs_of(const fz_text* text) {
    std::size_t glyphs = 0;
    for (const fz_text_span* span = text->head; span; span = span->next)
        glyphs += static_cast<std::size_t>(span->len);
    return glyphs;
}

void count_visible(fz_context*, fz_device* device, const fz_text* text, fz_matrix, fz_colorspace*,
                   const float*, float, fz_color_params) {
    reinterpret_cast<CountingDevice*>(device)->counts->visible_glyphs += glyphs_of(text);
}

void count_invisible(fz_context*, fz_device* device, const fz_text* text, fz_matrix) {
    reinterpret_cast<CountingDevice*>(device)->counts->invisible_glyphs += glyphs_of(text);
}

void count_picture(fz_device* device, const fz_image* image, fz_matrix matrix) {
    PaintCounts& counts = *reinterpret_cast<CountingDevice*>(device)->counts;
    const fz_rect box = fz_transform_rect(fz_unit_rect, matrix);
    const double width = std::hypot(matrix.a, matrix.b);
    const double height = std::hypot(matrix.c, matrix.d);
    const double area = static_cast<double>(box.x1 - box.x0) * static_cast<double>(box.y1 - box.y0);
    counts.image_area = std::max(counts.image_area, area);
    if (area > counts.page_area / 3 && width > 1 && height > 1)
        counts.image_dpi =
            std::max(counts.image_dpi, std::max(image->w * 72.0 / width, image->h * 72.0 / height));
}

void count_image(fz_context*, fz_device* device, fz_image* image, fz_matrix matrix, float, fz_color_params) {
    count_picture(device, image, matrix);
}

void count_mask(fz_context*, fz_device* device, fz_image* image, fz_matrix matrix, fz_colorspace*,
                const float*, float, fz_color_params) {
    count_picture(device, image, matrix);
}

Rect rect_of(fz_rect box) {
    return {box.x0, box.y0, box.x1, box.y1};
}

void append_utf8(std::string& text, int rune) {
    char buffer[8];
    const int length = fz_runetochar(buffer, rune);
    text.append(buffer, static_cast<std::size_t>(length));
}

bool is_space(int rune) {
    return rune == ' ' || rune == 0xA0 || rune == '\t' || rune == 0x2003 || rune == 0x2002;
}

bool is_leader(int rune) {
    return rune == '.' || rune == '_' || rune == 0xB7 || rune == 0x2026;
}

// Fonts often say what they are in their names alone.
bool name_has(fz_context* ctx, fz_font* font, std::initializer_list<const char*> parts) {
    const char* name = fz_font_name(ctx, font);
    return std::any_of(parts.begin(), parts.end(),
                       [&](const char* part) { return std::strstr(name, part) != nullptr; });
}

// Collects the words of a structured text page.  `words` and `word` live outside the guarded call.
void collect_words(fz_context* ctx, const fz_stext_page* page, std::vector<LayerWord>& words,
                   LayerWord& word) {
    for (const fz_stext_block* block = page->first_block; block; block = block->next) {
        if (block->type != FZ_STEXT_BLOCK_TEXT) continue;
        for (const fz_stext_line* line = block->u.t.first_line; line; line = line->next) {
            // Text that runs up or down the page is no line of a reader's.
            if (std::abs(line->dir.x) < 0.7f) continue;
            const fz_stext_char* before = nullptr;
            bool in_leader = false;
            auto close = [&] {
                in_leader = false;
                if (!word.text.empty()) words.push_back(word);
                word = LayerWord{};
                before = nullptr;
            };
            for (const fz_stext_char* c = line->first_char; c; c = c->next) {
                const Rect box = rect_of(fz_rect_from_quad(c->quad));
                const bool gap =
                    before && box.x0 - rect_of(fz_rect_from_quad(before->quad)).x1 > 0.25 * c->size;
                // Rows of dots are words of their own, however close the title and the number stand.
                const bool leads = is_leader(c->c) && c->next && c->next->c == c->c;
                const bool leader_ends = in_leader && !is_leader(c->c);
                if (is_space(c->c) || gap || (leads && !in_leader) || leader_ends) close();
                if (is_space(c->c)) continue;
                if (leads) in_leader = true;
                if (word.text.empty()) {
                    word.box = box;
                    word.size = c->size;
                    word.bold = fz_font_is_bold(ctx, c->font) != 0 ||
                                name_has(ctx, c->font, {"Bold", "bold", "Smbd", "Black", "Heavy"});
                    word.italic = fz_font_is_italic(ctx, c->font) != 0 ||
                                  name_has(ctx, c->font, {"Italic", "italic", "Oblique", "-It", "Kursiv"});
                }
                word.box = united(word.box, box);
                append_utf8(word.text, c->c);
                before = c;
            }
            close();
        }
    }
}

class MupdfPages final : public PdfPages {
public:
    MupdfPages(std::unique_ptr<Document> document, std::string name)
        : document_(std::move(document)), name_(std::move(name)) {
        document_->watch_for_gaps(has_gaps_);
    }
    ~MupdfPages() override { fz_drop_display_list(ctx(), list_); }

    bool has_gaps() const override { return has_gaps_; }

    Expected<PageSource> inspect(PageIndex page) override {
        if (const auto loaded = load(page); !loaded) return loaded.error();
        PageSource source;
        source.size = {bounds_.x1 - bounds_.x0, bounds_.y1 - bounds_.y0};
        PaintCounts counts;
        counts.page_area = std::max(1.0, source.size.width * source.size.height);
        LayerWord word;
        std::vector<LayerWord>& words = source.words;
        fz_stext_page* text = nullptr;
        fz_device* device = nullptr;
        fz_context* ctx = this->ctx();
        fz_var(text);
        fz_var(device);
        guarded(ctx, [&] {
            device = &fz_new_derived_device(ctx, CountingDevice)->super;
            auto* counting = reinterpret_cast<CountingDevice*>(device);
            counting->counts = &counts;
            device->fill_text = count_visible;
            device->ignore_text = count_invisible;
            device->fill_image = count_image;
            device->fill_image_mask = count_mask;
            fz_run_display_list(ctx, list_, device, fz_identity, fz_infinite_rect, nullptr);
            fz_close_device(ctx, device);
            if (counts.visible_glyphs + counts.invisible_glyphs == 0) return;
            fz_drop_device(ctx, device);
            device = nullptr;
            fz_stext_options options{};
            options.flags = FZ_STEXT_PRESERVE_WHITESPACE;
            text = fz_new_stext_page(ctx, bounds_);
            device = fz_new_stext_device(ctx, text, &options);
            fz_run_display_list(ctx, list_, device, fz_identity, fz_infinite_rect, nullptr);
            fz_close_device(ctx, device);
            collect_words(ctx, text, words, word);
        });
        fz_drop_device(ctx, device);
        fz_drop_stext_page(ctx, text);
        source.image_share = std::min(1.0, counts.image_area / counts.page_area);
        source.image_dpi = counts.image_dpi;
        const bool invisible = counts.invisible_glyphs > counts.visible_glyphs;
        for (LayerWord& w : words) {
            w.invisible = invisible;
            w.box = {w.box.x0 - bounds_.x0, w.box.y0 - bounds_.y0, w.box.x1 - bounds_.x0,
                     w.box.y1 - bounds_.y0};
        }
        return source;
    }

    Expected<GrayImage> draw(PageIndex page, Resolution resolution, long long max_pixels) override {
        if (const auto loaded = load(page); !loaded) return loaded.error();
        GrayImage image;
        image.resolution = resolution;
        const Rect all{0, 0, bounds_.x1 - bounds_.x0, bounds_.y1 - bounds_.y0};
        const auto pixels = render(page, resolution.dpi / 72, fz_device_gray(ctx()), max_pixels, image.width,
                                   image.height, all);
        if (!pixels) return pixels.error();
        image.pixels = std::move(*pixels);
        return image;
    }

    Expected<std::vector<std::byte>> picture(PageIndex page, const std::optional<Rect>& part, int height,
                                             std::size_t most_bytes) override {
        if (const auto loaded = load(page); !loaded) return loaded.error();
        const Rect all{0, 0, bounds_.x1 - bounds_.x0, bounds_.y1 - bounds_.y0};
        const Rect& area = part ? *part : all;
        const double scale = height / std::max(1.0, area.height());
        int pixel_width = 0;
        int pixel_height = 0;
        const auto pixels =
            render(page, scale, fz_device_rgb(ctx()), 1 << 24, pixel_width, pixel_height, area);
        if (!pixels) return pixels.error();
        std::vector<std::byte> bytes = encode_jpeg_within(*pixels, pixel_width, pixel_height, most_bytes);
        if (bytes.empty()) return failure(page, "the page's picture could not be encoded");
        return bytes;
    }

private:
    fz_context* ctx() const { return document_->context(); }

    Error failure(PageIndex page, std::string detail) const {
        return {ErrorCode::damaged, name_, pdf_page(page), std::move(detail), ""};
    }

    // Interprets the page once; inspect and draw both replay the list.
    Status load(PageIndex page) {
        if (loaded_ == page) return Done{};
        fz_context* ctx = this->ctx();
        fz_drop_display_list(ctx, list_);
        list_ = nullptr;
        loaded_.reset();
        has_gaps_ = false;
        fz_flush_warnings(ctx);  // else the same one as before would not be told again
        fz_page* handle = nullptr;
        fz_device* device = nullptr;
        fz_var(handle);
        fz_var(device);
        const bool ok = guarded(ctx, [&] {
            handle = fz_load_page(ctx, document_->get(), page.value());
            bounds_ = fz_bound_page(ctx, handle);
            list_ = fz_new_display_list(ctx, bounds_);
            device = fz_new_list_device(ctx, list_);
            // A broken operator late in the page leaves what came before it usable.
            fz_try(ctx) {
                fz_run_page_contents(ctx, handle, device, fz_identity, nullptr);
            }
            fz_catch(ctx) {
                has_gaps_ = true;
            }
            fz_close_device(ctx, device);
        });
        fz_drop_device(ctx, device);
        fz_drop_page(ctx, handle);
        if (!ok) return failure(page, fmt::format("the page cannot be read ({})", fz_caught_message(ctx)));
        loaded_ = page;
        return Done{};
    }

    Expected<std::vector<std::uint8_t>> render(PageIndex page, double scale, fz_colorspace* colours,
                                               long long max_pixels, int& width, int& height,
                                               const Rect& part) {
        fz_context* ctx = this->ctx();
        const fz_matrix matrix = fz_scale(static_cast<float>(scale), static_cast<float>(scale));
        const double wide = std::ceil(part.width() * scale);
        const double high = std::ceil(part.height() * scale);
        if (!(wide * high <= static_cast<double>(max_pixels)) || wide > 60000 || high > 60000)
            return Error{ErrorCode::limit_exceeded, name_, pdf_page(page),
                         fmt::format("drawing the page would take {:.0f} x {:.0f} pixels", wide, high),
                         "Raise --pixel-limit if the page is meant to be that large"};
        const fz_rect area =
            fz_make_rect(bounds_.x0 + static_cast<float>(part.x0), bounds_.y0 + static_cast<float>(part.y0),
                         bounds_.x0 + static_cast<float>(part.x1), bounds_.y0 + static_cast<float>(part.y1));
        const fz_irect box = fz_round_rect(fz_transform_rect(area, matrix));
        width = box.x1 - box.x0;
        height = box.y1 - box.y0;
        // MuPDF draws straight into our memory: a page is some ten megabytes, not worth copying.
        const auto channels = static_cast<std::size_t>(fz_colorspace_n(ctx, colours));
        std::vector<std::uint8_t> pixels(
            static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * channels, 255);
        fz_pixmap* pixmap = nullptr;
        fz_device* device = nullptr;
        fz_var(pixmap);
        fz_var(device);
        guarded(ctx, [&] {
            pixmap = fz_new_pixmap_with_bbox_and_data(ctx, colours, box, nullptr, 0, pixels.data());
            device = fz_new_draw_device(ctx, matrix, pixmap);
            fz_run_display_list(ctx, list_, device, fz_identity, fz_infinite_rect, nullptr);
            fz_close_device(ctx, device);
        });
        fz_drop_device(ctx, device);
        const bool drawn = pixmap != nullptr;
        fz_drop_pixmap(ctx, pixmap);
        if (!drawn) return failure(page, "the page cannot be drawn");
        return pixels;
    }

    bool has_gaps_ = false;  // before the document, which refers to it
    std::unique_ptr<Document> document_;
    std::string name_;
    std::optional<PageIndex> loaded_;
    fz_display_list* list_ = nullptr;
    fz_rect bounds_{};
};

void collect_outline(const fz_outline* item, int depth, std::size_t page_count,
                     std::vector<OutlineItem>& items) {
    // An outline that refers to itself is cut by MuPDF; the depth limit is for hostile but legal nesting.
    for (; item && depth < 32 && items.size() < 20000; item = item->next) {
        OutlineItem entry;
        entry.title = item->title ? item->title : "";
        entry.depth = depth;
        if (item->page.page >= 0 && static_cast<std::size_t>(item->page.page) < page_count)
            entry.page = PageIndex(item->page.page);
        items.push_back(std::move(entry));
        collect_outline(item->down, depth + 1, page_count, items);
    }
}

// From `page` on, pages are labelled prefix + (start + distance) in the style, see ISO 32000-1, 12.4.2.
struct LabelRange {
    std::size_t page = 0;
    char style = 0;  // D, R, r, A, a, or 0 for no number
    int start = 1;
    char prefix[32] = "";
};

// Walks the number tree.  Runs inside `guarded`: only `ranges` lives outside.
void collect_labels(fz_context* ctx, pdf_obj* node, int depth, std::size_t page_count,
                    std::vector<LabelRange>& ranges) {
    if (!node || depth > 16) return;
    pdf_obj* numbers = pdf_dict_gets(ctx, node, "Nums");
    for (int i = 0; i + 1 < pdf_array_len(ctx, numbers) && ranges.size() < page_count; i += 2) {
        pdf_obj* label = pdf_array_get(ctx, numbers, i + 1);
        LabelRange range;
        range.page = static_cast<std::size_t>(std::max(0, pdf_array_get_int(ctx, numbers, i)));
        range.style = pdf_to_name(ctx, pdf_dict_gets(ctx, label, "S"))[0];
        range.start = pdf_dict_gets(ctx, label, "St") ? pdf_to_int(ctx, pdf_dict_gets(ctx, label, "St")) : 1;
        fz_strlcpy(range.prefix, pdf_to_text_string(ctx, pdf_dict_gets(ctx, label, "P")),
                   sizeof range.prefix);
        ranges.push_back(range);
    }
    pdf_obj* kids = pdf_dict_gets(ctx, node, "Kids");
    for (int i = 0; i < pdf_array_len(ctx, kids) && ranges.size() < page_count; ++i)
        collect_labels(ctx, pdf_array_get(ctx, kids, i), depth + 1, page_count, ranges);
}

std::string label_number(char style, int number) {
    if (number < 1 || number > 100000) return {};
    if (style == 'D') return std::to_string(number);
    if ((style == 'r' || style == 'R') && number < 4000) {
        std::string text = to_text(Folio{number, Numerals::roman});
        if (style == 'R')
            std::transform(text.begin(), text.end(), text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
        return text;
    }
    if (style == 'a' || style == 'A')
        return std::string(static_cast<std::size_t>((number - 1) / 26 + 1),
                           static_cast<char>(style + (number - 1) % 26));
    return {};
}

std::vector<std::string> labels_of(std::vector<LabelRange> ranges, std::size_t page_count) {
    if (ranges.empty()) return {};
    std::stable_sort(ranges.begin(), ranges.end(),
                     [](const LabelRange& a, const LabelRange& b) { return a.page < b.page; });
    std::vector<std::string> labels(page_count);
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        const std::size_t end = i + 1 < ranges.size() ? std::min(page_count, ranges[i + 1].page) : page_count;
        for (std::size_t page = ranges[i].page; page < end; ++page)
            labels[page] =
                ranges[i].prefix +
                label_number(ranges[i].style, ranges[i].start + static_cast<int>(page - ranges[i].page));
    }
    return labels;
}

class MupdfFile final : public PdfFile {
public:
    MupdfFile(std::shared_ptr<const std::vector<std::byte>> bytes, std::string name, std::string password)
        : bytes_(std::move(bytes)), name_(std::move(name)), password_(std::move(password)) {}

    const PdfFacts& facts() const override { return facts_; }

    Expected<std::unique_ptr<PdfPages>> pages() const override {
        auto document = open();
        if (!document) return document.error();
        return std::unique_ptr<PdfPages>(std::make_unique<MupdfPages>(std::move(*document), name_));
    }

    Expected<std::vector<std::byte>> clean_copy() const override {
        auto document = open();
        if (!document) return document.error();
        fz_context* ctx = (*document)->context();
        pdf_document* pdf = (*document)->pdf();
        fz_buffer* buffer = nullptr;
        fz_output* output = nullptr;
        fz_var(buffer);
        fz_var(output);
        const bool ok = guarded(ctx, [&] {
            buffer = fz_new_buffer(ctx, bytes_->size());
            output = fz_new_output_with_buffer(ctx, buffer);
            pdf_write_options options = pdf_default_write_options;
            options.do_encrypt = PDF_ENCRYPT_NONE;
            options.do_garbage = 1;
            pdf_write_document(ctx, pdf, output, &options);
            fz_close_output(ctx, output);
        });
        std::vector<std::byte> copy;
        if (ok) {
            unsigned char* data = nullptr;
            const std::size_t size = fz_buffer_storage(ctx, buffer, &data);
            const auto* first = reinterpret_cast<const std::byte*>(data);
            copy.assign(first, first + size);
        }
        fz_drop_output(ctx, output);
        fz_drop_buffer(ctx, buffer);
        if (!ok) return damaged("it cannot be mended");
        return copy;
    }

    Status read_facts() {
        auto opened = open();
        if (!opened) return opened.error();
        Document& document = **opened;
        fz_context* ctx = document.context();
        pdf_document* pdf = document.pdf();
        int count = 0;
        if (!guarded(ctx, [&] { count = fz_count_pages(ctx, document.get()); }))
            return damaged("its page list cannot be read");
        if (count <= 0)
            return Error{
                ErrorCode::no_pages, name_, {}, "the PDF has no pages", "Get a fresh copy of the file"};
        facts_.page_count = static_cast<std::size_t>(count);
        facts_.repaired = pdf->repair_attempted != 0;
        facts_.encrypted = pdf->crypt != nullptr;
        facts_.title = information(document, "info:Title");
        facts_.author = information(document, "info:Author");
        fz_outline* outline = nullptr;
        fz_var(outline);
        guarded(ctx, [&] { outline = fz_load_outline(ctx, document.get()); });
        collect_outline(outline, 0, facts_.page_count, facts_.outline);
        fz_drop_outline(ctx, outline);
        read_labels(document);
        return Done{};
    }

private:
    Error damaged(std::string detail) const {
        return {ErrorCode::damaged, name_, {}, std::move(detail), "Get a fresh copy of the file"};
    }

    Expected<std::unique_ptr<Document>> open() const {
        ContextPtr context = new_context();
        if (!context) return Error{ErrorCode::limit_exceeded, name_, {}, "out of memory", ""};
        auto document = std::make_unique<Document>(std::move(context), bytes_);
        if (!document->open()) return damaged("the PDF is too damaged to be opened");
        if (!document->unlock(password_))
            return Error{
                ErrorCode::encrypted,
                name_,
                {},
                password_.empty() ? "the PDF needs a password" : "the password does not open the PDF",
                "Give the right one with --password"};
        return document;
    }

    static std::string information(const Document& document, const char* key) {
        char buffer[512] = "";
        fz_context* ctx = document.context();
        guarded(ctx, [&] {
            if (fz_lookup_metadata(ctx, document.get(), key, buffer, sizeof buffer) <= 0) buffer[0] = '\0';
        });
        return buffer;
    }

    void read_labels(const Document& document) {
        fz_context* ctx = document.context();
        pdf_document* pdf = document.pdf();
        std::vector<LabelRange> ranges;
        guarded(ctx, [&] {
            pdf_obj* labels =
                pdf_dict_gets(ctx, pdf_dict_get(ctx, pdf_trailer(ctx, pdf), PDF_NAME(Root)), "PageLabels");
            collect_labels(ctx, labels, 0, facts_.page_count, ranges);
        });
        facts_.page_labels = labels_of(ranges, facts_.page_count);
    }

    std::shared_ptr<const std::vector<std::byte>> bytes_;
    std::string name_;
    std::string password_;
    PdfFacts facts_;
};

}  // namespace

Expected<std::unique_ptr<PdfFile>> open_pdf(std::shared_ptr<const std::vector<std::byte>> bytes,
                                            const std::string& name, const std::string& password) {
    constexpr std::string_view remedy = "Check that the right file was named";
    if (bytes->empty())
        return Error{ErrorCode::not_a_pdf, name, {}, "the file is empty", std::string(remedy)};
    const std::string_view head(reinterpret_cast<const char*>(bytes->data()),
                                std::min<std::size_t>(bytes->size(), 1024));
    if (head.find("%PDF-") == std::string_view::npos)
        return Error{ErrorCode::not_a_pdf, name, {}, "this is no PDF", std::string(remedy)};
    auto file = std::make_unique<MupdfFile>(std::move(bytes), name, password);
    if (const Status read = file->read_facts(); !read) return read.error();
    return std::unique_ptr<PdfFile>(std::move(file));
}

}  // namespace sheetsplit
