// Cross-reference sections, object streams, the page tree and what hangs on it.
#include <algorithm>

#include "adapters/pdf/source.hpp"
#include "fuzz/input.hpp"

using namespace sheetsplit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = fuzz::Input(data, size).rest();
    auto document = pdf::Document::open(bytes);
    if (!document) return 0;
    constexpr int most_objects = 64;
    constexpr std::size_t most_text = 1 << 16;
    for (int number = 0; number < most_objects; ++number) {
        document->resolved(document->object(number));
        document->stream_text(number, most_text);
    }
    document->start_over();
    const auto source = pdf::Source::open(bytes, pdf::Source::Damage::accepted);
    if (!source) return 0;
    const std::size_t pages = std::min<std::size_t>(source->pages().size(), 16);
    for (std::size_t i = 0; i < pages; ++i) {
        const pdf::Dict* page = source->page_dict(source->pages()[i]);
        if (!page) continue;
        source->content_streams(*page);
        source->names_on_page(i, *page);
    }
    return 0;
}
