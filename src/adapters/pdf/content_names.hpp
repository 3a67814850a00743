// Which resources a content stream calls by name.
//
// Read without drawing.  The answer is only given when it is sure: a stream
// that holds anything not understood gives nothing, and the caller keeps all
// resources.  Pure, safe from any thread.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace sheetsplit::pdf {

enum class ResourceKind { color_space, ext_g_state, font, pattern, properties, shading, x_object };
inline constexpr std::array all_resource_kinds{
    ResourceKind::color_space, ResourceKind::ext_g_state, ResourceKind::font,    ResourceKind::pattern,
    ResourceKind::properties,  ResourceKind::shading,     ResourceKind::x_object};
inline constexpr std::size_t resource_kinds = all_resource_kinds.size();

// The key of the kind in a resource dictionary.
std::string_view key_of(ResourceKind kind);

struct ContentNames {
    std::array<std::set<std::string, std::less<>>, resource_kinds> names;

    const std::set<std::string, std::less<>>& of(ResourceKind kind) const {
        return names[static_cast<std::size_t>(kind)];
    }
    bool operator==(const ContentNames&) const = default;
};

std::optional<ContentNames> content_names(std::string_view content);

}  // namespace sheetsplit::pdf
