// Reading the flat XML that AWS answers with, by the names of its elements.
//
// No attributes, namespaces or nesting of equal names: what the answers need
// and no more.  Broken XML gives fewer values, never a fault.  Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sheetsplit {

// What stands between <name> and </name> of the first such element, as it stands.
std::optional<std::string_view> xml_inside(std::string_view xml, std::string_view name);

// The same for every such element.
std::vector<std::string_view> xml_all(std::string_view xml, std::string_view name);

// Text with its character references resolved.
std::string xml_text(std::string_view content);

// The text of the first such element; empty when there is none.
std::string xml_value(std::string_view xml, std::string_view name);

// Text as content of an element.
std::string xml_escaped(std::string_view text);

}  // namespace sheetsplit
