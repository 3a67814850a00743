#include "adapters/pdf/filters.hpp"

#include <catch2/catch.hpp>

using namespace sheetsplit::pdf;

namespace {

constexpr std::size_t plenty = 1 << 20;

Decoded undone(FilterKind kind, std::string_view bytes) {
    return decoded(bytes, {Filter{kind}}, plenty);
}

// Codes of nine bits, most significant bit first.
std::string nine_bit_codes(std::initializer_list<unsigned> codes) {
    std::string bits;
    for (const unsigned code : codes)
        for (int bit = 8; bit >= 0; --bit) bits += (code >> bit & 1) ? '1' : '0';
    while (bits.size() % 8 != 0) bits += '0';
    std::string bytes;
    for (std::size_t i = 0; i < bits.size(); i += 8)
        bytes += static_cast<char>(static_cast<unsigned char>(std::stoi(bits.substr(i, 8), nullptr, 2)));
    return bytes;
}

}  // namespace

TEST_CASE("Flate gives back what went in, and no more than the limit") {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += std::to_string(i * 7919 % 1000);
    const std::string packed = deflated(text);
    CHECK(packed.size() < text.size());
    CHECK(inflated(packed, text.size()).bytes == text);
    CHECK(inflated(packed, text.size()).complete);
    CHECK_FALSE(inflated(packed, text.size() - 1).complete);
    CHECK(inflated(deflated(""), 0).complete);
}

TEST_CASE("Flate says when the data breaks off or is damaged, and gives what there was") {
    const std::string packed = deflated(std::string(100'000, 'x'));
    const Decoded cut = inflated(packed.substr(0, packed.size() / 2), plenty);
    CHECK_FALSE(cut.complete);
    CHECK_FALSE(cut.bytes.empty());
    CHECK_FALSE(inflated("no such thing", plenty).complete);
    CHECK_FALSE(inflated("", plenty).complete);
}

TEST_CASE("LZW is undone as the standard's example has it") {
    // ISO 32000-1, 7.4.4.2: 45 45 45 45 45 65 45 45 45 66.
    CHECK(undone(FilterKind::lzw, nine_bit_codes({256, 45, 258, 258, 65, 259, 66, 257})).bytes ==
          "-----A---B");
}

TEST_CASE("LZW starts over at a clear code") {
    CHECK(undone(FilterKind::lzw, nine_bit_codes({256, 65, 66, 256, 67, 258, 257})).bytes == "ABCCC");
}

TEST_CASE("LZW widens its codes one early, unless it is told not to") {
    // 254 new sequences bring the table to 511 (early) codes of nine bits.
    std::string expected;
    std::string bits;
    const auto put = [&](unsigned code, int width) {
        for (int bit = width - 1; bit >= 0; --bit) bits += (code >> bit & 1) ? '1' : '0';
    };
    unsigned used = 257;  // the first code after a clear adds no sequence
    put(256, 9);
    for (int i = 0; i < 600; ++i) {
        const auto c = static_cast<unsigned>(i % 251);
        put(c, used + 1 >= 1024 ? 11 : used + 1 >= 512 ? 10 : 9);
        expected += static_cast<char>(static_cast<unsigned char>(c));
        ++used;
    }
    put(257, 10);
    while (bits.size() % 8 != 0) bits += '0';
    std::string bytes;
    for (std::size_t i = 0; i < bits.size(); i += 8)
        bytes += static_cast<char>(static_cast<unsigned char>(std::stoi(bits.substr(i, 8), nullptr, 2)));
    const Decoded text = undone(FilterKind::lzw, bytes);
    CHECK(text.complete);
    CHECK(text.bytes == expected);
    Filter late{FilterKind::lzw};
    late.early_change = false;
    CHECK(decoded(bytes, {late}, plenty).bytes != expected);
}

TEST_CASE("LZW refuses codes that do not exist yet, and bombs") {
    CHECK_FALSE(undone(FilterKind::lzw, nine_bit_codes({256, 300, 257})).complete);
    CHECK_FALSE(undone(FilterKind::lzw, nine_bit_codes({256, 65, 260, 257})).complete);
    CHECK_FALSE(undone(FilterKind::lzw, nine_bit_codes({256, 65})).complete);
    CHECK_FALSE(decoded(nine_bit_codes({256, 65, 258, 259, 257}), {Filter{FilterKind::lzw}}, 5).complete);
}

TEST_CASE("the ASCII filters and run lengths are undone") {
    CHECK(undone(FilterKind::ascii85, "87cUR\nD]i,\"Ebo80~>").bytes == "Hello World!");
    CHECK(undone(FilterKind::ascii85, "z5sb~>").bytes == std::string("\0\0\0\0AB", 6));
    CHECK_FALSE(undone(FilterKind::ascii85, "87cU\xff").complete);
    CHECK(undone(FilterKind::ascii_hex, "41 42\n4>garbage").bytes == "AB@");
    CHECK_FALSE(undone(FilterKind::ascii_hex, "4x>").complete);
    CHECK(undone(FilterKind::run_length,
                 "\x02"
                 "abc\xfe"
                 "d\x80"
                 "behind")
              .bytes == "abcddd");
    CHECK_FALSE(undone(FilterKind::run_length,
                       "\x05"
                       "abc")
                    .complete);
}

TEST_CASE("filters are undone one after the other") {
    CHECK(decoded("38634>", {Filter{FilterKind::ascii_hex}, Filter{FilterKind::ascii85}}, plenty).bytes ==
          undone(FilterKind::ascii85, "8c@").bytes);
    CHECK(decoded("as it is", {}, plenty).bytes == "as it is");
    CHECK_FALSE(decoded("as it is", {}, 3).complete);
}

TEST_CASE("all predictors of PNG are undone, and TIFF's for bytes") {
    Filter png{FilterKind::flate};
    png.predictor = 15;
    png.columns = 3;
    const std::string rows(
        "\x00\x01\x02\x03"  // none
        "\x01\x01\x01\x01"  // sub
        "\x02\x01\x01\x01"  // up
        "\x03\x01\x01\x01"  // average
        "\x04\x01\x01\x01",
        20);  // Paeth
    CHECK(decoded(deflated(rows), {png}, plenty).bytes == std::string("\1\2\3\1\2\3\2\3\4\2\3\4\3\4\5", 15));
    CHECK_FALSE(decoded(deflated("\x09"
                                 "abc"),
                        {png}, plenty)
                    .complete);
    Filter tiff = png;
    tiff.predictor = 2;
    CHECK(decoded(deflated("\1\1\1\5\1\1"), {tiff}, plenty).bytes == "\1\2\3\5\6\7");
    for (const long long columns : {-1LL, 0LL, 2'000'000LL}) {
        png.columns = columns;
        CHECK_FALSE(decoded(deflated(rows), {png}, plenty).complete);
    }
}

TEST_CASE("predictors above 127 do not come out negative") {
    Filter png{FilterKind::flate};
    png.predictor = 12;
    png.columns = 2;
    // Average of 200 and 250 is 225, whatever the sign of a char.
    const std::string rows("\x00\xC8\xFA\x03\x9C\x00", 6);
    const std::string text = decoded(deflated(rows), {png}, plenty).bytes;
    CHECK(static_cast<unsigned char>(text[2]) == 0);    // 0x9C + 200 / 2
    CHECK(static_cast<unsigned char>(text[3]) == 125);  // (0 + 250) / 2
}
