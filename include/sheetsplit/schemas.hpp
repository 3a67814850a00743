// The JSON Schemas (draft 2020-12) of the documents that other programs and people read.
//
// The texts are part of the program and live as long; safe from any thread.
#pragma once

#include <string_view>

namespace sheetsplit {

std::string_view manifest_schema();  // of manifest.json
std::string_view plan_schema();      // of plan.json

}  // namespace sheetsplit
