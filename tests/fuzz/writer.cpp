// From the bytes of a book to a song's file and an annotated copy, through the port and without mending.
#include "fuzz/input.hpp"
#include "sheetsplit/ports.hpp"

using namespace sheetsplit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto* first = reinterpret_cast<const std::byte*>(data);
    const auto bytes = std::make_shared<const std::vector<std::byte>>(first, first + size);
    const auto writer = open_writer(bytes, "f.pdf", [bytes]() -> Expected<std::vector<std::byte>> {
        return Error{ErrorCode::damaged, "f.pdf", {}, "no clean copy", ""};
    });
    if (!writer) return 0;
    const PlanPage part{PdfPage(2), Half::left, 10.0, 100.0};
    const PdfMetadata metadata{"Title", "Author", "", "", "maker"};
    for (const SongPdf& song : {SongPdf{{{PdfPage(1), {}, {}, {}}, part}, metadata},
                                SongPdf{{{PdfPage(1), Half::right, {}, {}}}, metadata}}) {
        const auto written = (*writer)->song(song);
        if (written) fuzz::must(!written->empty(), "a song has bytes");
    }
    (void)(*writer)->annotated({{"One", PageIndex(0), 0}, {"Two", PageIndex(9), 1}}, {"i", "1"}, metadata);
    return 0;
}
