#include "job/book_folder.hpp"

namespace sheetsplit {

std::string key_in(const std::string& folder, std::string_view name) {
    return (folder.empty() ? "" : folder + "/") + std::string(name);
}

std::optional<std::string> folder_of_manifest(const std::string& key) {
    if (key == "manifest.json") return std::string();
    if (key.starts_with(".sheetsplit/") || !key.ends_with("/manifest.json")) return std::nullopt;
    return key.substr(0, key.rfind('/'));
}

}  // namespace sheetsplit
