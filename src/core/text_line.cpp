#include "sheetsplit/page.hpp"

namespace sheetsplit {

std::string TextLine::text() const {
    std::string joined;
    for (const Word& word : words) {
        if (!joined.empty()) joined += ' ';
        joined += word.text;
    }
    return joined;
}

}  // namespace sheetsplit
