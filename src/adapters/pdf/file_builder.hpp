// FileBuilder: lays the objects of a new PDF out as a file.
//
// Streams stand in the file as they are given; all other objects are packed
// into compressed object streams, and a cross-reference stream closes the file.
// The same calls give the same bytes.  Not thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/pdf/value.hpp"

namespace sheetsplit::pdf {

class FileBuilder {
public:
    // `version` as in "1.5", which is also the least that can be; `expected_size` saves moving bytes about.
    FileBuilder(std::string_view version, std::size_t expected_size);

    // A number for an object that is put later.
    int reserve();

    // Need: `number` is reserved and was not put before.
    void put(int number, const Value& value);
    // Sets /Length itself.
    void put_stream(int number, Dict dict, std::string_view data);

    // The file; the builder is used up.  Numbers that were reserved but not put are null.
    std::vector<std::byte> finish(Ref root, Ref info) &&;

private:
    struct Entry {
        std::size_t at = 0;  // offset in the file, or position in the object stream
        int packed_in = 0;   // number of the object stream; 0 = stands in the file itself
        bool put = false;
    };

    void append(std::string_view text);
    void flush_packed();

    std::vector<std::byte> file_;
    std::vector<Entry> entries_;  // by object number
    std::vector<int> packed_;     // numbers of the objects that wait for an object stream
    std::string packed_head_;
    std::string packed_text_;
};

}  // namespace sheetsplit::pdf
