// The files ~/.aws/config and ~/.aws/credentials: sections of settings, one a line.
//
// Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace sheetsplit {

using AwsSettings = std::map<std::string, std::string>;

// The settings of the section [name]; empty when it is absent.  A later line wins.  Indented lines belong to
// the setting above them and are left out.
AwsSettings settings_of(std::string_view file, const std::string& section);

}  // namespace sheetsplit
