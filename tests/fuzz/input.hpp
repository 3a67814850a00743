// What a fuzzer makes of its bytes, and how it says that a promise was broken.
//
// Small choices are taken from the front, the rest is text.  One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace sheetsplit::fuzz {

class Input {
public:
    Input(const std::uint8_t* data, std::size_t size) : left_(reinterpret_cast<const char*>(data), size) {}

    bool empty() const { return left_.empty(); }

    // A number below `count`; 0 when the bytes are used up.
    std::size_t choice(std::size_t count) {
        if (left_.empty()) return 0;
        const auto byte = static_cast<unsigned char>(left_.front());
        left_.remove_prefix(1);
        return byte % count;
    }

    // Up to the next `end`, which is taken too.
    std::string_view until(char end) {
        const std::size_t at = left_.find(end);
        const std::string_view part = left_.substr(0, at);
        left_.remove_prefix(at == std::string_view::npos ? left_.size() : at + 1);
        return part;
    }

    std::string_view rest() const { return left_; }

private:
    std::string_view left_;
};

// A promise that must hold for every input; libFuzzer keeps the input that broke it.
inline void must(bool holds, const char* promise) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", promise);
    std::abort();
}

}  // namespace sheetsplit::fuzz
