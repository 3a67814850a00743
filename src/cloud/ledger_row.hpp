// A record of the ledger as a row of the table.
//
// Pure.
#pragma once

#include "sheetsplit/dynamo.hpp"
#include "sheetsplit/ledger.hpp"

namespace sheetsplit {

// What is empty has no attribute.
DynamoItem row_of(const LedgerRecord& record);

// Attributes that are missing or of another kind count as empty: rows of the pipeline have few.
LedgerRecord record_of(const DynamoItem& row);

}  // namespace sheetsplit
