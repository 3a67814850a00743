#include <catch2/catch.hpp>

#include "sheetsplit/ports.hpp"

using namespace sheetsplit;

TEST_CASE("SHA-256 gives the standard's digests") {
    CHECK(sha256_hex({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    const std::string abc = "abc";
    CHECK(sha256_hex(std::as_bytes(std::span(abc))) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
