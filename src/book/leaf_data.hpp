// One leaf with all that was found when its page was looked at.
#pragma once

#include <vector>

#include "book/crop_store.hpp"
#include "sheetsplit/page.hpp"

namespace sheetsplit {

struct LeafData {
    PageLayout layout;
    std::vector<TextLine> text;                // of text_sound leaves: text[i] is what layout.lines[i] says
    std::vector<std::vector<KeptCrop>> crops;  // of scanned leaves: per line, per run; empty when not kept
    double dpi = 100;                          // the page was drawn at
    bool text_sound = false;
};

}  // namespace sheetsplit
