// Layers (optional content) of the pages that are taken over: which are shown.
#pragma once

#include <optional>

#include "adapters/pdf/object_copier.hpp"

namespace sheetsplit::pdf {

// The catalog's /OCProperties for the layers that were put; nothing when there are none.
std::optional<Value> layer_properties(ObjectCopier& copier);

}  // namespace sheetsplit::pdf
