// Recognising what a line of ink says, from its pictures.
#pragma once

#include <span>

#include "book/crops.hpp"
#include "sheetsplit/book.hpp"
#include "sheetsplit/ports.hpp"

namespace sheetsplit {

// `runs` holds a picture for each run of the line, in their order.
TextLine recognise_line(Ocr& engine, std::span<const Crop> runs, const InkLine& line, ReadAs as);

}  // namespace sheetsplit
