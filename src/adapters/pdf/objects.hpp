// Objects: where the objects of one PDF stand, and what they are.
//
// The cross-reference sections, the object streams and the syntax of objects
// are PoDoFo's business.  What it is known to misread (see podofo_objects.cpp)
// is refused, and so is what it cannot read, so that the caller can turn to a
// mended copy of the file.  Not thread-safe: one thread, one Objects; the bytes
// may be shared.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "adapters/pdf/value.hpp"

namespace sheetsplit::pdf {

class Objects {
public:
    struct Object {
        Value value;
        bool stream = false;
    };

    virtual ~Objects() = default;

    virtual const Dict& trailer() const = 0;

    // The greatest number that an object has.
    virtual int last() const = 0;

    // The object `number`, from 1 to last(); nothing when it is not there or cannot be read as it stands.
    virtual std::optional<Object> object(int number) = 0;

    // The bytes of a stream as they stand in the file; nothing unless they are as long as they claim.
    virtual std::optional<std::string_view> stream_bytes(int number) = 0;

    // Reading is bounded, for objects that overlap could keep us busy for ever: grants the share anew.
    virtual void start_over() = 0;
};

// Null when the file is damaged or encrypted.  `bytes` must outlive the result.
std::unique_ptr<Objects> open_objects(std::string_view bytes);

}  // namespace sheetsplit::pdf
