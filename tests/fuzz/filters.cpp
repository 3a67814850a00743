// The lossless filters, one after the other, with any predictor: never more than the limit.
#include "adapters/pdf/filters.hpp"
#include "fuzz/input.hpp"

using namespace sheetsplit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    std::vector<pdf::Filter> filters(1 + input.choice(3));
    for (pdf::Filter& filter : filters) {
        filter.kind = static_cast<pdf::FilterKind>(input.choice(5));
        filter.predictor = static_cast<long long>(input.choice(17));
        filter.colors = static_cast<long long>(input.choice(40)) - 1;
        filter.bits = static_cast<long long>(input.choice(34)) - 1;
        filter.columns = (static_cast<long long>(input.choice(256)) - 2) << input.choice(55);
        filter.early_change = input.choice(2) == 0;
    }
    constexpr std::size_t limit = 1 << 14;
    const pdf::Decoded result = pdf::decoded(input.rest(), filters, limit);
    fuzz::must(result.bytes.size() <= limit, "filters keep to their limit");
    return 0;
}
