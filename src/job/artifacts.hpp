// Where the values of the stages wait to be mirrored, once the desk is cleared.
//
// Flat in ".sheetsplit", for folders there are books at work.  Pure.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace sheetsplit {

// The values that are on the desk while a book is at work, by their names in the mirror.
inline constexpr std::array<std::string_view, 4> artifact_names{"location.json", "toc.json", "page_map.json",
                                                                "songs.json"};

inline std::string waiting_artifact(const std::string& book_id, std::string_view name) {
    return ".sheetsplit/artifact-" + book_id + '-' + std::string(name);
}

}  // namespace sheetsplit
