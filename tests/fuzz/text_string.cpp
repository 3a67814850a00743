// Titles on their way into a PDF: strings, document information, XMP.
#include "adapters/pdf/text_string.hpp"
#include "adapters/pdf/lexer.hpp"
#include "fuzz/input.hpp"

using namespace sheetsplit;

namespace {

// What is written of a dictionary of strings is read as the same keys and strings.
void must_read_as(std::string_view written, const pdf::Dict& dict) {
    using Kind = pdf::Token::Kind;
    std::size_t at = 0;
    const auto next = [&] {
        pdf::Token token = pdf::next_token(written, at);
        at = token.end;
        return token;
    };
    fuzz::must(next().kind == Kind::dict_open, "document information is a dictionary");
    for (const pdf::DictEntry& entry : dict.entries()) {
        const pdf::Token key = next();
        const pdf::Token text = next();
        fuzz::must(key.kind == Kind::name && key.text == entry.key, "keys are read as they were written");
        fuzz::must(text.kind == Kind::string && text.text == entry.value.string()->bytes,
                   "strings are read as they were written");
    }
    fuzz::must(next().kind == Kind::dict_close && next().kind == Kind::end,
               "nothing stands behind document information");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    PdfMetadata metadata;
    metadata.title = input.until('\n');
    metadata.author = input.until('\n');
    metadata.keywords = input.rest();
    const pdf::Dict information = pdf::information(metadata);
    std::string written;
    pdf::append_text(written, information);
    must_read_as(written, information);
    for (const char c : pdf::xmp_packet(metadata))
        fuzz::must(static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t' || c == '\r',
                   "XMP has no control characters, which XML forbids");
    return 0;
}
