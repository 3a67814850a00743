// Document: the objects of one PDF by number and by reference, read when they
// are asked for and kept.
//
// An object that is missing or cannot be read is null, as the standard has it,
// and remembered as damage, so that the caller can turn to a mended copy of the
// file.  Not thread-safe: one thread, one Document; the bytes may be shared.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/pdf/filters.hpp"
#include "adapters/pdf/objects.hpp"
#include "adapters/pdf/value.hpp"

namespace sheetsplit::pdf {

class Document {
public:
    // `bytes` must outlive the document.
    static std::optional<Document> open(std::string_view bytes);

    const Dict& trailer() const { return objects_->trailer(); }

    // The object `number`; null when it cannot be had.  Valid until start_over().
    const Value& object(int number);

    // What a reference leads to, or the value itself.  Valid as long as `value` and until start_over().
    const Value& resolved(const Value& value);

    // The number of the object that a reference leads to in the end; 0 for other values.
    int final_number(const Value& value);

    // The entry of a dictionary, resolved; null when it is not there.
    const Value& entry(const Dict& dict, std::string_view key);

    // Whether the object is a stream, and its bytes as they stand in the file.
    std::optional<std::string_view> stream_bytes(int number);

    // Its filters; nothing when one of them is an image codec, unknown or malformed.
    std::optional<std::vector<Filter>> filters(const Dict& stream);

    // Its bytes behind all filters, at most `limit`; nothing when they cannot be had whole.
    std::optional<std::string> stream_text(int number, std::size_t limit);

    // Whether an object that was asked for since start_over() could not be had.
    bool damaged() const { return damaged_; }

    // Before each song: grants it its share of reading, and frees what has been read when that has
    // grown large.  Values handed out before are gone then.
    void start_over();

private:
    struct Kept {
        Value value;
        bool broken = false;
        bool stream = false;
        std::optional<std::string_view> bytes;  // of the stream, once they have been looked for
    };

    explicit Document(std::unique_ptr<Objects> objects);
    Kept* kept(int number);

    std::unique_ptr<Objects> objects_;
    std::vector<std::unique_ptr<Kept>> kept_;  // by number, null = not read yet
    std::size_t kept_count_ = 0;
    bool damaged_ = false;
    Value null_;
};

}  // namespace sheetsplit::pdf
