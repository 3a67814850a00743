// What this program is: its version, what it is made of, under which terms.
#pragma once

#include <string>

namespace sheetsplit::cli {

// "sheetsplit 1.0.0" and, with `verbose`, a table of every component with version and licence.
std::string version_text(bool verbose);

// The terms of the program, where its source is, and every component's licence statement.
std::string licence_notices();

}  // namespace sheetsplit::cli
