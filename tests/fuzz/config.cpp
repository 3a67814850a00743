// Configuration files.
#include "fuzz/input.hpp"
#include "sheetsplit/config_file.hpp"

using namespace sheetsplit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto entries = parse_config(fuzz::Input(data, size).rest(), "f");
    if (!entries) return 0;
    for (const ConfigEntry& entry : *entries) fuzz::must(entry.line >= 1, "an entry stands on a line");
    return 0;
}
