// Putting texts of strangers into a page so that they stay texts.
//
// Pure; safe from any thread.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace sheetsplit {

// For element content and quoted attributes.
std::string html_text(std::string_view text);

// Valid JSON as the content of a <script>: the same value, without a character that HTML reads.
std::string json_in_script(std::string_view json);

std::string base64(std::span<const std::byte> bytes);

// The bytes of an embedded file as text.
std::string_view text_of_resource(std::span<const std::byte> bytes);

// The source expression of a Content-Security-Policy that allows this very script or style.
std::string policy_source(std::string_view content);

// `page` with every {{name}} replaced, what was put in not looked at again.  Needs a value for each name.
std::string filled(std::string_view page,
                   std::initializer_list<std::pair<std::string_view, std::string_view>> values);

}  // namespace sheetsplit
