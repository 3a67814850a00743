// Text for people inside a PDF: strings, document information, XMP.
//
// Text comes in as UTF-8; what is not valid in it becomes U+FFFD.  Pure, safe
// from any thread.
#pragma once

#include <string>
#include <string_view>

#include "adapters/pdf/value.hpp"
#include "sheetsplit/ports.hpp"

namespace sheetsplit::pdf {

// ASCII as it is, everything else as UTF-16 with its mark.
String text_string(std::string_view utf8);

// The information dictionary; fields without text are left out.
Dict information(const PdfMetadata& metadata);

// The same as an XMP packet.
std::string xmp_packet(const PdfMetadata& metadata);

}  // namespace sheetsplit::pdf
