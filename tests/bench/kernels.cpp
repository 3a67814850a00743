// What one page costs, part by part, on a page of the scanned test book.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <iostream>

#include "book/bitmap.hpp"
#include "book/crops.hpp"
#include "book/image_ops.hpp"
#include "book/layout.hpp"
#include "book/line_reading.hpp"
#include "book/staves.hpp"
#include "sheetsplit/ports.hpp"
#include "sheetsplit/store.hpp"

using namespace sheetsplit;

namespace {

constexpr const char* book_path = SHEETSPLIT_SOURCE_DIR "/testdata/parlour-scan.pdf";
constexpr PageIndex music_page{7};
constexpr Resolution scan_resolution{300};
constexpr long long most_pixels = 120'000'000;

// A benchmark without its book measures nothing: better none at all.
template <class T>
T must(Expected<T> value) {
    if (value) return std::move(*value);
    std::cerr << "kernels: " << describe(value.error()) << '\n';
    std::exit(EXIT_FAILURE);
}

struct Page {
    std::shared_ptr<const Bytes> bytes = must(read_file(book_path));
    std::unique_ptr<PdfFile> file = must(open_pdf(bytes, book_path, ""));
    GrayImage gray = must(must(file->pages())->draw(music_page, scan_resolution, most_pixels));
    PageLayout layout = analyse_scan(gray);
    Bitmap bitmap = thresholded(reduced(gray, 1), 176);

    const InkLine& first_line() const {
        if (!layout.lines.empty()) return layout.lines.front();
        std::cerr << "kernels: no line of text on the page\n";
        std::exit(EXIT_FAILURE);
    }
    std::vector<Crop> crops() const {
        std::vector<Crop> crops;
        for (const TextRun& run : first_line().runs)
            crops.push_back(crop_run(gray, run.box, first_line().size, layout.skew_degrees));
        return crops;
    }
};

const Page& page() {
    static const Page only;
    return only;
}

void digest_of_book(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(sha256_hex(*page().bytes));
}
BENCHMARK(digest_of_book)->Unit(benchmark::kMillisecond);

void draw_scan(benchmark::State& state) {
    const auto handle = must(page().file->pages());
    int next = 0;
    for (auto _ : state)  // another page each time: one that was drawn is partly remembered
        benchmark::DoNotOptimize(
            must(handle->draw(PageIndex(next++ % 2 + music_page.value()), scan_resolution, most_pixels)));
}
BENCHMARK(draw_scan)->Unit(benchmark::kMillisecond);

void reduce(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(reduced(page().gray, 1));
}
BENCHMARK(reduce)->Unit(benchmark::kMillisecond);

void skew(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(skew_of(page().bitmap));
}
BENCHMARK(skew)->Unit(benchmark::kMillisecond);

void level(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(levelled(page().bitmap, 0.7));
}
BENCHMARK(level)->Unit(benchmark::kMillisecond);

void systems(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(find_systems(page().bitmap));
}
BENCHMARK(systems)->Unit(benchmark::kMillisecond);

void connected_ink(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(blobs(page().bitmap));
}
BENCHMARK(connected_ink)->Unit(benchmark::kMillisecond);

void whole_layout(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(analyse_scan(page().gray));
}
BENCHMARK(whole_layout)->Unit(benchmark::kMillisecond);

void cut_out_line(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(page().crops());
}
BENCHMARK(cut_out_line)->Unit(benchmark::kMillisecond);

void read_line(benchmark::State& state) {
    const auto engine = must(make_ocr("", "eng"));
    const std::vector<Crop> crops = page().crops();
    for (auto _ : state)
        benchmark::DoNotOptimize(recognise_line(*engine, crops, page().first_line(), ReadAs::prose));
}
BENCHMARK(read_line)->Unit(benchmark::kMillisecond);

void write_song(benchmark::State& state) {
    const auto writer =
        must(open_writer(page().bytes, book_path, [] { return must(page().file->clean_copy()); }));
    SongPdf song;
    for (int offset = 0; offset < 2; ++offset) {
        PlanPage leaf;
        leaf.page = PdfPage(music_page.value() + 1 + offset);
        song.pages.push_back(leaf);
    }
    for (auto _ : state) benchmark::DoNotOptimize(must(writer->song(song)));
}
BENCHMARK(write_song)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
