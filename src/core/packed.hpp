// Values as bytes and back, exactly, for readers of the same build on the same machine.
//
// A type says once what it is made of, for both directions:
//
//   void fields(auto& archive, Is<Rect> auto& rect) { archive(rect.x0, rect.y0, rect.x1, rect.y1); }
//
// Unpacker trusts nothing: it reads no further than its bytes, makes nothing larger than they can fill, and
// tells by whole() whether all was there.  Whether numbers make sense is for the caller to check.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "sheetsplit/pages.hpp"

namespace sheetsplit {

template <class Value, class Type>
concept Is = std::same_as<std::remove_const_t<Value>, Type>;

template <class Type>
concept Number = std::is_arithmetic_v<Type> || std::is_enum_v<Type>;

class Packer {
public:
    template <class... Values>
    void operator()(const Values&... values) {
        (pack(values), ...);
    }
    std::span<const std::byte> bytes() const { return bytes_; }

private:
    template <Number Type>
    void pack(Type value) {
        const std::size_t at = bytes_.size();
        bytes_.resize(at + sizeof value);
        std::memcpy(bytes_.data() + at, &value, sizeof value);
    }
    template <class Meaning, int First>
    void pack(const Ordinal<Meaning, First>& ordinal) {
        pack(ordinal.value());
    }
    void pack(const std::string& text) {
        pack(static_cast<std::uint64_t>(text.size()));
        const auto bytes = std::as_bytes(std::span(text));
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    }
    template <class Type>
    void pack(const std::vector<Type>& values) {
        pack(static_cast<std::uint64_t>(values.size()));
        for (const Type& value : values) pack(value);
    }
    template <class Type>
    requires(!Number<Type>) void pack(const Type& value) { fields(*this, value); }

    std::vector<std::byte> bytes_;
};

class Unpacker {
public:
    explicit Unpacker(std::span<const std::byte> bytes) : bytes_(bytes) {}

    template <class... Values>
    void operator()(Values&... values) {
        (unpack(values), ...);
    }
    // Everything was there, and nothing is left.
    bool whole() const { return !short_ && bytes_.empty(); }

private:
    template <Number Type>
    void unpack(Type& value) {
        if (short_ || bytes_.size() < sizeof value) {
            short_ = true;
            return;
        }
        if constexpr (std::same_as<Type, bool>)
            value = bytes_.front() != std::byte{0};
        else
            std::memcpy(&value, bytes_.data(), sizeof value);
        bytes_ = bytes_.subspan(sizeof value);
    }
    template <class Meaning, int First>
    void unpack(Ordinal<Meaning, First>& ordinal) {
        int value = First;
        unpack(value);
        ordinal = Ordinal<Meaning, First>(value);
    }
    // Each of the things takes a byte at least.
    std::size_t count() {
        std::uint64_t count = 0;
        unpack(count);
        if (count > bytes_.size()) short_ = true;
        return short_ ? 0 : static_cast<std::size_t>(count);
    }
    void unpack(std::string& text) {
        const std::size_t size = count();
        text.assign(reinterpret_cast<const char*>(bytes_.data()), size);
        bytes_ = bytes_.subspan(size);
    }
    template <class Type>
    void unpack(std::vector<Type>& values) {
        values.clear();
        for (std::size_t left = count(); left > 0 && !short_; --left) unpack(values.emplace_back());
    }
    template <class Type>
    requires(!Number<Type>) void unpack(Type& value) { fields(*this, value); }

    std::span<const std::byte> bytes_;
    bool short_ = false;
};

}  // namespace sheetsplit
