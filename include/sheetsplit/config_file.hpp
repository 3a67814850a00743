// Reading a configuration file: the part of TOML that a flat list of options needs.
//
//   # comment
//   output = "Songs"            strings in "…" (with escapes) or '…' (as they are)
//   jobs = 2                    numbers, true, false
//   export = ["csv", "forscore"]
//   [run]                       one level of tables
//
// Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sheetsplit/expected.hpp"

namespace sheetsplit {

struct ConfigEntry {
    std::string section;  // empty above the first table
    std::string key;
    std::vector<std::string> values;  // one, or those of an array
    int line = 1;                     // from 1
};

// `name` is the file's name for messages.  Fails with usage, naming file and line.
Expected<std::vector<ConfigEntry>> parse_config(std::string_view text, const std::string& name);

}  // namespace sheetsplit
