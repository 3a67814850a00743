// What a table answers with, and the rows in it: others may have written them.
#include "cloud/ledger_row.hpp"
#include "fuzz/input.hpp"
#include "sheetsplit/dynamo.hpp"

using namespace sheetsplit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const auto answer = dynamo_answer_from_json(input.rest(), "table");
    if (!answer) return 0;
    std::vector<DynamoItem> rows = answer->items;
    if (answer->item) rows.push_back(*answer->item);
    for (const DynamoItem& row : rows) {
        const LedgerRecord record = record_of(row);
        fuzz::must(record.songs_extracted >= 0 && record.duration_seconds >= 0, "counts are counts");
        DynamoRequest request;
        request.item = row_of(record);
        // A request to write has its row where an answer has it.
        const auto again = dynamo_answer_from_json(to_json(request), "table");
        fuzz::must(again && again->item == request.item, "a row is read as it was written");
        fuzz::must(row_of(record_of(request.item)) == request.item, "a record is read as it was written");
    }
    return 0;
}
