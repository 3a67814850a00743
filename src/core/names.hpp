// The stable names of an enumeration's values, for JSON and messages.
#pragma once

#include <optional>
#include <string_view>
#include <utility>

namespace sheetsplit {

template <class Enum, std::size_t N>
struct NameTable {
    std::pair<Enum, std::string_view> rows[N];

    // Needs a row for every value of the enumeration.
    constexpr std::string_view name(Enum value) const {
        for (const auto& [row_value, row_name] : rows)
            if (row_value == value) return row_name;
        return {};
    }
    constexpr std::optional<Enum> value(std::string_view name) const {
        for (const auto& [row_value, row_name] : rows)
            if (row_name == name) return row_value;
        return std::nullopt;
    }
};

}  // namespace sheetsplit
