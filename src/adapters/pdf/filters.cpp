#include "adapters/pdf/filters.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include "adapters/pdf/lexer.hpp"

namespace sheetsplit::pdf {

namespace {

unsigned byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}
char as_char(unsigned byte) {
    return static_cast<char>(static_cast<unsigned char>(byte & 0xff));
}

Decoded ascii_hex(std::string_view bytes, std::size_t limit) {
    // The same as a hex string, with an end mark that may be missing.
    std::string text = "<";
    text += bytes.substr(0, bytes.find('>'));
    text += '>';
    Token token = next_token(text, 0);
    Decoded result;
    result.complete = token.kind == Token::Kind::string && token.text.size() <= limit;
    if (result.complete) result.bytes = std::move(token.text);
    return result;
}

Decoded ascii85(std::string_view bytes, std::size_t limit) {
    Decoded result;
    std::uint32_t group = 0;
    int digits = 0;
    for (const char c : bytes) {
        if (is_space(c)) continue;
        if (result.bytes.size() + 4 > limit) return result;
        if (c == '~') break;
        if (c == 'z' && digits == 0) {
            result.bytes.append(4, '\0');
            continue;
        }
        if (c < '!' || c > 'u') return result;
        group = group * 85 + static_cast<std::uint32_t>(c - '!');
        if (++digits == 5) {
            for (int shift = 24; shift >= 0; shift -= 8) result.bytes += as_char(group >> shift);
            group = 0;
            digits = 0;
        }
    }
    if (digits > 0) {
        for (int missing = digits; missing < 5; ++missing) group = group * 85 + 84;
        for (int i = 0; i + 1 < digits; ++i) result.bytes += as_char(group >> (24 - 8 * i));
    }
    result.complete = true;
    return result;
}

Decoded run_length(std::string_view bytes, std::size_t limit) {
    Decoded result;
    std::size_t at = 0;
    while (at < bytes.size()) {
        const unsigned length = byte_at(bytes, at++);
        if (length == 128) break;
        if (length < 128) {
            const std::string_view run = bytes.substr(at, length + 1);
            if (run.size() != length + 1 || result.bytes.size() + run.size() > limit) return result;
            result.bytes += run;
            at += run.size();
        } else {
            if (at == bytes.size() || result.bytes.size() + 257 - length > limit) return result;
            result.bytes.append(257 - length, bytes[at++]);
        }
    }
    result.complete = true;
    return result;
}

Decoded lzw(std::string_view bytes, bool early_change, std::size_t limit) {
    constexpr unsigned clear = 256;
    constexpr unsigned end = 257;
    // A sequence is a prefix sequence and one more byte; sequences are unrolled backwards.
    struct Sequence {
        unsigned prefix;
        unsigned length;
        char first;
        char last;
    };
    std::array<Sequence, 4096> table;
    for (unsigned i = 0; i < 258; ++i) table[i] = {0, 1, as_char(i), as_char(i)};

    Decoded result;
    unsigned used = 258;
    unsigned width = 9;
    constexpr unsigned none = 4096;
    unsigned previous = none;
    std::uint32_t bits = 0;
    unsigned bit_count = 0;
    std::size_t at = 0;
    for (;;) {
        while (bit_count < width) {
            if (at == bytes.size()) return result;
            bits = bits << 8 | byte_at(bytes, at++);
            bit_count += 8;
        }
        const unsigned code = bits >> (bit_count - width) & ((1U << width) - 1);
        bit_count -= width;
        if (code == end) {
            result.complete = true;
            return result;
        }
        if (code == clear) {
            used = 258;
            width = 9;
            previous = none;
            continue;
        }
        const bool known = code < used;
        if (!known && (previous == none || code != used)) return result;
        if (previous != none && used < table.size()) {
            const Sequence& prefix = table[previous];
            table[used] = {previous, prefix.length + 1, prefix.first,
                           known ? table[code].first : prefix.first};
            ++used;
        } else if (!known) {
            return result;
        }
        const std::size_t length = table[code].length;
        if (length > limit - result.bytes.size()) return result;
        result.bytes.resize(result.bytes.size() + length);
        unsigned from = code;
        for (std::size_t i = 0; i < length; ++i) {
            result.bytes[result.bytes.size() - 1 - i] = table[from].last;
            from = table[from].prefix;
        }
        previous = code;
        const unsigned full = used + (early_change ? 1 : 0);
        width = full >= 2048 ? 12 : full >= 1024 ? 11 : full >= 512 ? 10 : 9;
    }
}

// Far beyond any page; keeps a lie in the parameters from asking for gigabytes.
constexpr std::size_t max_row = 1U << 24;

unsigned paeth(unsigned left, unsigned above, unsigned above_left) {
    const int estimate = static_cast<int>(left) + static_cast<int>(above) - static_cast<int>(above_left);
    const int to_left = std::abs(estimate - static_cast<int>(left));
    const int to_above = std::abs(estimate - static_cast<int>(above));
    const int to_above_left = std::abs(estimate - static_cast<int>(above_left));
    if (to_left <= to_above && to_left <= to_above_left) return left;
    return to_above <= to_above_left ? above : above_left;
}

Decoded png_unpredicted(const std::string& bytes, std::size_t row, std::size_t pixel) {
    Decoded result;
    std::string above(row, '\0');
    for (std::size_t at = 0; at < bytes.size(); at += row + 1) {
        std::string line = bytes.substr(at + 1, row);
        const unsigned kind = byte_at(bytes, at);
        if (kind > 4) return result;
        for (std::size_t i = 0; i < line.size(); ++i) {
            const unsigned left = i >= pixel ? byte_at(line, i - pixel) : 0;
            const unsigned up = byte_at(above, i);
            const unsigned up_left = i >= pixel ? byte_at(above, i - pixel) : 0;
            const unsigned guess = kind == 1   ? left
                                   : kind == 2 ? up
                                   : kind == 3 ? (left + up) / 2
                                   : kind == 4 ? paeth(left, up, up_left)
                                               : 0;
            line[i] = as_char(byte_at(line, i) + guess);
        }
        result.bytes += line;
        line.resize(row);
        above = std::move(line);
    }
    result.complete = true;
    return result;
}

Decoded unpredicted(Decoded in, const Filter& filter) {
    if (!in.complete || filter.predictor == 1) return in;
    const bool sane =
        filter.colors >= 1 && filter.colors <= 64 && filter.columns >= 1 && filter.columns <= 1'000'000 &&
        (filter.bits == 1 || filter.bits == 2 || filter.bits == 4 || filter.bits == 8 || filter.bits == 16);
    if (!sane) return {};
    const auto row = static_cast<std::size_t>((filter.colors * filter.bits * filter.columns + 7) / 8);
    const auto pixel = static_cast<std::size_t>((filter.colors * filter.bits + 7) / 8);
    if (row > max_row) return {};
    if (filter.predictor >= 10 && filter.predictor <= 15) return png_unpredicted(in.bytes, row, pixel);
    if (filter.predictor != 2 || filter.bits != 8) return {};
    for (std::size_t i = 0; i < in.bytes.size(); ++i)
        if (i % row >= pixel) in.bytes[i] = as_char(byte_at(in.bytes, i) + byte_at(in.bytes, i - pixel));
    return in;
}

}  // namespace

std::optional<FilterKind> filter_kind_from(std::string_view name) {
    if (name == "FlateDecode" || name == "Fl") return FilterKind::flate;
    if (name == "LZWDecode" || name == "LZW") return FilterKind::lzw;
    if (name == "RunLengthDecode" || name == "RL") return FilterKind::run_length;
    if (name == "ASCII85Decode" || name == "A85") return FilterKind::ascii85;
    if (name == "ASCIIHexDecode" || name == "AHx") return FilterKind::ascii_hex;
    return {};
}

Decoded decoded(std::string_view bytes, const std::vector<Filter>& filters, std::size_t limit) {
    if (filters.empty()) {
        if (bytes.size() > limit) return {};
        return {std::string(bytes), true};
    }
    Decoded result;
    for (const Filter& filter : filters) {
        switch (filter.kind) {
            case FilterKind::flate:
                result = unpredicted(inflated(bytes, limit), filter);
                break;
            case FilterKind::lzw:
                result = unpredicted(lzw(bytes, filter.early_change, limit), filter);
                break;
            case FilterKind::run_length:
                result = run_length(bytes, limit);
                break;
            case FilterKind::ascii85:
                result = ascii85(bytes, limit);
                break;
            case FilterKind::ascii_hex:
                result = ascii_hex(bytes, limit);
                break;
        }
        if (!result.complete) return result;
        bytes = result.bytes;
    }
    return result;
}

}  // namespace sheetsplit::pdf
