// Index files of other programs, and the tables they are made of.
#include "core/csv.hpp"
#include "fuzz/input.hpp"
#include "sheetsplit/index.hpp"

using namespace sheetsplit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const char delimiter = input.choice(2) == 0 ? ',' : ';';
    const auto toc = toc_from_index(input.rest(), "f");
    if (toc)
        for (const TocEntry& entry : toc->entries)
            fuzz::must(!entry.title.empty(), "an entry of an index has a title");
    const auto rows = read_csv(input.rest(), delimiter, "f");
    if (!rows) return 0;
    for (const CsvRow& row : *rows) fuzz::must(!row.fields.empty(), "a row has a field");
    return 0;
}
