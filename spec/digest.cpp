#include "spec/digest.h"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace hallmark::spec {

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("OpenSSL offers no SHA-256");
  std::string text = "sha256:";
  for (unsigned int i = 0; i < size; ++i) {
    constexpr std::string_view digit_characters = "0123456789abcdef";
    text += digit_characters[digest[i] >> 4U];
    text += digit_characters[digest[i] & 0xFU];
  }
  return text;
}

}  // namespace hallmark::spec
