// Document: the objects of one PDF, read from its bytes when they are asked for.
//
// Opening reads the cross-reference sections only.  An object that is missing
// or cannot be read is null, as the standard has it; the latter is remembered
// as damage, so that the caller can turn to a mended copy of the file.  Every
// walk through the file is bounded by what the file can hold.  Not thread-safe:
// one thread, one Document; the bytes may be shared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/pdf/filters.hpp"
#include "adapters/pdf/lexer.hpp"
#include "adapters/pdf/value.hpp"

namespace sheetsplit::pdf {

// Where an object lies.
struct ObjectPlace {
    enum class Kind : std::uint8_t { absent, plain, packed };
    Kind kind = Kind::absent;
    std::uint64_t at = 0;  // plain: offset in the file; packed: number of the object stream
};

// What the cross-reference sections say.  Nothing when they are damaged, or the
// file is encrypted: both ask for a mended copy.
struct ObjectTable {
    std::vector<ObjectPlace> places;  // by object number
    Dict trailer;
};
std::optional<ObjectTable> read_object_table(std::string_view bytes);

class Document {
public:
    // `bytes` must outlive the document.
    static std::optional<Document> open(std::string_view bytes);

    const Dict& trailer() const { return table_.trailer; }

    // The object `number`; null when it is not there.  Valid until start_over().
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

    // Whether an object that was asked for since start_over() could not be read.
    bool damaged() const { return damaged_; }

    // Before each song: grants it its share of reading, and frees what has been read when that has
    // grown large.  Values handed out before are gone then.
    void start_over();

private:
    struct Object {
        Value value;
        bool broken = false;
        std::size_t data_at = 0;               // of a stream's bytes; 0 = no stream
        std::optional<std::string_view> data;  // once it has been looked for
    };
    struct PackedObjects {
        std::string text;
        std::vector<std::pair<int, std::size_t>> index;  // object number, offset in text; sorted
    };

    Document(std::string_view bytes, ObjectTable table);
    Object& loaded(int number);
    void read_plain(int number, std::size_t at, Object& object);
    void read_packed(int number, const ObjectPlace& place, Object& object);
    const PackedObjects* packed_objects(int stream);
    std::string_view found_data(const Object& object);
    ParsedValue parsed(std::string_view text, std::size_t at);
    void charge(std::size_t work);

    std::string_view bytes_;
    ObjectTable table_;
    std::vector<std::unique_ptr<Object>> objects_;  // by number, null = not read yet
    std::size_t read_count_ = 0;
    std::unordered_map<int, PackedObjects> packed_;
    std::size_t packed_bytes_ = 0;
    std::optional<std::vector<std::size_t>> stream_ends_;  // where "endstream" stands, once that is asked
    std::size_t work_left_ = 0;                            // bytes that may still be parsed
    Object unreadable_;
    int depth_ = 0;
    bool damaged_ = false;
    Value null_;
};

}  // namespace sheetsplit::pdf
