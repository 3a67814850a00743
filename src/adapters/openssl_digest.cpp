#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <new>

#include "sheetsplit/digest.hpp"
#include "sheetsplit/ports.hpp"

namespace sheetsplit {
namespace {

std::vector<std::byte> digest_of(const EVP_MD* algorithm, std::span<const std::byte> bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    // With a fixed algorithm and no engine this can only fail for want of memory.
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, algorithm, nullptr) != 1)
        throw std::bad_alloc();
    const auto all = std::as_bytes(std::span(digest)).first(size);
    return {all.begin(), all.end()};
}

}  // namespace

std::vector<std::byte> hmac_sha256(std::span<const std::byte> key, std::span<const std::byte> bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
             reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data(),
             &size) == nullptr)
        throw std::bad_alloc();
    const auto all = std::as_bytes(std::span(digest)).first(size);
    return {all.begin(), all.end()};
}

std::vector<std::byte> md5(std::span<const std::byte> bytes) {
    return digest_of(EVP_md5(), bytes);
}

std::string hex_text(std::span<const std::byte> bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes.size());
    for (const std::byte byte : bytes) {
        text += digits[std::to_integer<unsigned>(byte) >> 4U];
        text += digits[std::to_integer<unsigned>(byte) & 15U];
    }
    return text;
}

std::string base64_text(std::span<const std::byte> bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // and the NUL that the library writes
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                    reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.pop_back();
    return text;
}

std::string sha256_hex(std::span<const std::byte> bytes) {
    return hex_text(digest_of(EVP_sha256(), bytes));
}

}  // namespace sheetsplit
