// Where the number of a page is printed, for showing it to a person.
//
// Good enough to point a camera at, no reading: the number itself is read by
// the stages.  Pure; safe from any thread.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "sheetsplit/geometry.hpp"
#include "sheetsplit/ports.hpp"

namespace sheetsplit {

// The word of the text layer in the head or foot of `leaf` that says `number`; points of the page.
std::optional<Rect> number_among_words(std::span<const LayerWord> words, const Rect& leaf,
                                       std::string_view number);

// The lone mark in the head or foot of `leaf` that is small enough to be a number; points of the page.
// `picture` is of the whole page.
std::optional<Rect> number_by_ink(const GrayImage& picture, const Rect& leaf);

}  // namespace sheetsplit
