// Content streams: which resources they call.
#include "adapters/pdf/content_names.hpp"
#include "fuzz/input.hpp"

using namespace sheetsplit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    pdf::content_names(fuzz::Input(data, size).rest());
    return 0;
}
