// Expected<T>: a value, or the Error that explains why there is none.
//
// Functions that can fail for reasons outside the program return it; nothing
// throws across a boundary of ours.  Absence that is no failure is
// std::optional.  Not thread-safe beyond what T is.
#pragma once

#include <cassert>
#include <type_traits>
#include <utility>
#include <variant>

#include "sheetsplit/error.hpp"

namespace sheetsplit {

template <class T>
class [[nodiscard]] Expected {
public:
    using value_type = T;

    Expected(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Expected(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    // Need has_value().
    const T& operator*() const& {
        assert(has_value());
        return *std::get_if<0>(&state_);
    }
    T& operator*() & {
        assert(has_value());
        return *std::get_if<0>(&state_);
    }
    T&& operator*() && {
        assert(has_value());
        return std::move(*std::get_if<0>(&state_));
    }
    const T* operator->() const {
        assert(has_value());
        return std::get_if<0>(&state_);
    }
    T* operator->() {
        assert(has_value());
        return std::get_if<0>(&state_);
    }

    // Needs !has_value().
    const Error& error() const {
        assert(!has_value());
        return *std::get_if<1>(&state_);
    }

private:
    std::variant<T, Error> state_;
};

// Success without a value.
struct Done {};
using Status = Expected<Done>;

}  // namespace sheetsplit
