// Named destinations: the places in a document that links call by name.
//
// Not thread-safe, as the document it reads.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "adapters/pdf/document.hpp"
#include "adapters/pdf/value.hpp"

namespace sheetsplit::pdf {

class Destinations {
public:
    explicit Destinations(Document& document) : document_(&document) {}

    // The explicit destination, "[page /Fit …]", that a link's destination means; nothing when its
    // name is unknown.
    std::optional<Array> explicit_of(const Value& destination);

private:
    void read_names();

    Document* document_;
    bool read_ = false;
    std::unordered_map<std::string, Value> by_name_;
};

}  // namespace sheetsplit::pdf
