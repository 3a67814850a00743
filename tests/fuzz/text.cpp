// Folios and the text of titles: any bytes give valid UTF-8, and likenesses stay between 0 and 1.
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "fuzz/input.hpp"
#include "sheetsplit/pages.hpp"

using namespace sheetsplit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const std::size_t most_bytes = input.choice(64);
    const std::string_view one = input.until('\n'), two = input.rest();
    const auto share = [](double x) { return x >= 0 && x <= 1; };
    fuzz::must(share(likeness(one, two)) && share(prefix_likeness(one, two)), "a likeness is a share");
    const std::string normal = nfc(one);
    fuzz::must(utf8(code_points(normal)) == normal, "normal forms are UTF-8");
    fuzz::must(nfc(normal) == normal, "the normal form of a normal form is itself");
    fuzz::must(cut_to(normal, most_bytes).size() <= most_bytes, "a cut keeps to its limit");
    fold_case(one);
    article_put_right(one);
    tidied(one);
    is_all_capitals(one);
    const auto folio = folio_from_text(one);
    if (!folio) return 0;
    fuzz::must(folio_from_text(to_text(*folio)) == folio, "a folio is read as it is printed");
    return 0;
}
