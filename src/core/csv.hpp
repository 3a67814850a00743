// Tables of delimited text, as RFC 4180 quotes them.
//
// Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sheetsplit/expected.hpp"

namespace sheetsplit {

struct CsvRow {
    int line = 0;                     // where it starts, from 1
    std::vector<std::string> fields;  // at least one
};

// The rows of `text`.  Empty lines and lines that start with '#' are left out.  Fails with invalid_index
// when a quote is never closed.  `name` is the file's name for messages.
Expected<std::vector<CsvRow>> read_csv(std::string_view text, char delimiter, const std::string& name);

// One line with its end; fields are quoted where they must be.
std::string csv_line(const std::vector<std::string>& fields, char delimiter);

}  // namespace sheetsplit
