// Digests as bytes, for protocols; for people and manifests there is sha256_hex.
//
// Pure and safe to use from any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace sheetsplit {

// 32 bytes.
std::vector<std::byte> hmac_sha256(std::span<const std::byte> key, std::span<const std::byte> bytes);

// 16 bytes; for integrity on the way, where a protocol asks for it.
std::vector<std::byte> md5(std::span<const std::byte> bytes);

// Lower-case hexadecimal digits.
std::string hex_text(std::span<const std::byte> bytes);

// RFC 4648 with padding.
std::string base64_text(std::span<const std::byte> bytes);

}  // namespace sheetsplit
