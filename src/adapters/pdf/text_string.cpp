#include "adapters/pdf/text_string.hpp"

#include <algorithm>
#include <cstdint>

namespace sheetsplit::pdf {

namespace {

constexpr char32_t replacement = 0xFFFD;

// The characters of UTF-8 text; a byte that fits nowhere is one replacement character.
std::u32string characters(std::string_view utf8) {
    std::u32string text;
    const auto continued = [&](std::size_t at) {
        return at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xC0) == 0x80;
    };
    for (std::size_t at = 0; at < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[at]);
        const std::size_t length = lead < 0x80                   ? 1
                                   : lead >= 0xC2 && lead < 0xE0 ? 2
                                   : lead >= 0xE0 && lead < 0xF0 ? 3
                                   : lead >= 0xF0 && lead < 0xF5 ? 4
                                                                 : 0;
        char32_t c = length == 1   ? lead
                     : length == 2 ? lead & 0x1FU
                     : length == 3 ? lead & 0x0FU
                                   : lead & 0x07U;
        bool good = length > 0;
        for (std::size_t i = 1; good && i < length; ++i) {
            good = continued(at + i);
            if (good) c = c << 6 | (static_cast<unsigned char>(utf8[at + i]) & 0x3FU);
        }
        constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
        good = good && c >= least[length] && c <= 0x10FFFF && !(c >= 0xD800 && c < 0xE000);
        text += good ? c : replacement;
        at += good ? length : 1;
    }
    return text;
}

void append_utf8(std::string& to, char32_t c) {
    const auto byte = [&](char32_t bits) { to += static_cast<char>(static_cast<unsigned char>(bits)); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xC0 | c >> 6);
        byte(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        byte(0xE0 | c >> 12);
        byte(0x80 | (c >> 6 & 0x3F));
        byte(0x80 | (c & 0x3F));
    } else {
        byte(0xF0 | c >> 18);
        byte(0x80 | (c >> 12 & 0x3F));
        byte(0x80 | (c >> 6 & 0x3F));
        byte(0x80 | (c & 0x3F));
    }
}

std::string xml_text(std::string_view utf8) {
    std::string xml;
    for (const char32_t c : characters(utf8)) {
        if (c == '&') {
            xml += "&amp;";
        } else if (c == '<') {
            xml += "&lt;";
        } else if (c == '>') {
            xml += "&gt;";
        } else if (c < 0x20 || c == 0xFFFE || c == 0xFFFF) {
            xml += ' ';  // XML has no way to write these
        } else {
            append_utf8(xml, c);
        }
    }
    return xml;
}

}  // namespace

String text_string(std::string_view utf8) {
    if (std::all_of(utf8.begin(), utf8.end(), [](char c) { return c >= ' ' && c <= '~'; }))
        return {std::string(utf8)};
    String string{"\xFE\xFF"};
    const auto unit = [&](std::uint32_t bits) {
        string.bytes += static_cast<char>(static_cast<unsigned char>(bits >> 8 & 0xFF));
        string.bytes += static_cast<char>(static_cast<unsigned char>(bits & 0xFF));
    };
    for (const char32_t c : characters(utf8)) {
        if (c < 0x10000) {
            unit(c);
        } else {
            unit(0xD800 + ((c - 0x10000) >> 10));
            unit(0xDC00 + ((c - 0x10000) & 0x3FF));
        }
    }
    return string;
}

Dict information(const PdfMetadata& metadata) {
    Dict info;
    const auto add = [&](std::string_view key, const std::string& text) {
        if (!text.empty()) info.set(key, text_string(text));
    };
    add("Title", metadata.title);
    add("Author", metadata.author);
    add("Subject", metadata.subject);
    add("Keywords", metadata.keywords);
    add("Producer", metadata.producer);
    return info;
}

std::string xmp_packet(const PdfMetadata& metadata) {
    std::string xml =
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">";
    const auto add = [&](const std::string& text, std::string_view open, std::string_view close) {
        if (!text.empty()) (xml += open) += xml_text(text).append(close);
    };
    constexpr std::string_view in_default = "<rdf:Alt><rdf:li xml:lang=\"x-default\">";
    add(metadata.title, std::string("<dc:title>").append(in_default), "</rdf:li></rdf:Alt></dc:title>");
    add(metadata.author, "<dc:creator><rdf:Seq><rdf:li>", "</rdf:li></rdf:Seq></dc:creator>");
    add(metadata.subject, std::string("<dc:description>").append(in_default),
        "</rdf:li></rdf:Alt></dc:description>");
    add(metadata.keywords, "<pdf:Keywords>", "</pdf:Keywords>");
    add(metadata.producer, "<pdf:Producer>", "</pdf:Producer>");
    xml += "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>";
    return xml;
}

}  // namespace sheetsplit::pdf
