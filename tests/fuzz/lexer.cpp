// The tokens of PDF: reading goes forward, ends, and stays inside the bytes.
#include "adapters/pdf/lexer.hpp"
#include "fuzz/input.hpp"

using namespace sheetsplit;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::Input(data, size).rest();
    std::size_t at = 0;
    for (;;) {
        const pdf::Token token = pdf::next_token(text, at);
        fuzz::must(token.end <= text.size(), "a token ends inside the bytes");
        fuzz::must(token.text.size() <= text.size(), "a token is no longer than the bytes it stands in");
        if (token.kind == pdf::Token::Kind::end || token.kind == pdf::Token::Kind::broken) return 0;
        fuzz::must(token.end > at, "every token goes forward");
        at = token.end;
    }
}
