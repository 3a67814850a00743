#include <catch2/catch.hpp>

#include "sheetsplit/digest.hpp"
#include "sheetsplit/ports.hpp"
#include "sheetsplit/store.hpp"

using namespace sheetsplit;

TEST_CASE("SHA-256 gives the standard's digests") {
    CHECK(sha256_hex({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    const std::string abc = "abc";
    CHECK(sha256_hex(std::as_bytes(std::span(abc))) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("HMAC-SHA-256 and MD5 give the standards' values") {
    CHECK(hex_text(hmac_sha256(bytes_of("Jefe"), bytes_of("what do ya want for nothing?"))) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(hex_text(md5(bytes_of("abc"))) == "900150983cd24fb0d6963f7d28e17f72");
}

TEST_CASE("Base64 is padded to whole groups") {
    CHECK(base64_text({}).empty());
    CHECK(base64_text(bytes_of("f")) == "Zg==");
    CHECK(base64_text(bytes_of("fo")) == "Zm8=");
    CHECK(base64_text(bytes_of("foobar")) == "Zm9vYmFy");
}
