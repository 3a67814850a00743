// Names of what stands in a book's folder, as keys of the output's store.  Pure; safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sheetsplit {

// The key of a file in the folder, which is empty when the book has none of its own.
std::string key_in(const std::string& folder, std::string_view name);

// The folder whose manifest stands under the key; nothing when it is another file.
std::optional<std::string> folder_of_manifest(const std::string& key);

}  // namespace sheetsplit
