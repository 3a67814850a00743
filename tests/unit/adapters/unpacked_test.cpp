#include "sheetsplit/unpacked.hpp"

#include <catch2/catch.hpp>

#include "sheetsplit/resources/eng_traineddata.hpp"
#include "sheetsplit/resources/third_party_notices.hpp"

using namespace sheetsplit;

TEST_CASE("a gzip file gives its content") {
    // printf 'la la la la la la' | gzip -9n
    const unsigned char file[] = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02,
                                  0x03, 0xcb, 0x49, 0x54, 0xc8, 0x41, 0x41, 0x00, 0x63,
                                  0x0d, 0x59, 0x02, 0x11, 0x00, 0x00, 0x00};
    CHECK(unpacked(std::as_bytes(std::span(file))) == "la la la la la la");
}

TEST_CASE("what the program carries compressed is whole") {
    CHECK(unpacked(resources::eng_traineddata()).size() > 1'000'000);
    CHECK(unpacked(resources::third_party_notices()).find("GNU AFFERO GENERAL PUBLIC LICENSE") !=
          std::string::npos);
}

TEST_CASE("a gzip file that is cut short, damaged or none gives nothing") {
    const auto whole = resources::third_party_notices();
    CHECK(unpacked({}).empty());
    CHECK(unpacked(whole.first(whole.size() - 1)).empty());
    std::vector<std::byte> damaged(whole.begin(), whole.end());
    damaged[damaged.size() / 2] ^= std::byte{1};
    CHECK(unpacked(damaged).empty());
    const std::string text = "no gzip file at all";
    CHECK(unpacked(std::as_bytes(std::span(text))).empty());
}
