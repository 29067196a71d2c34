#include "harness/observation/canary.h"

#include <cctype>

#include "harness/scenario/encoding.h"

namespace hallmark::observation {

namespace {

int digit(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

std::string bytes_of(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes.push_back(static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1])));
  return bytes;
}

/// The digits of base64 that depend on these bytes alone, where they begin `offset` bytes into a group of three.
std::string base64_core(const std::string& bytes, std::size_t offset) {
  const std::size_t skipped = (3 - offset) % 3;
  const std::size_t whole = (bytes.size() - skipped) / 3 * 3;
  return scenario::base64(bytes.substr(skipped, whole));
}

}  // namespace

bool holds_bytes(std::string_view text, std::string_view canary_hex) {
  if (canary_hex.empty()) return false;
  const std::string bytes = bytes_of(canary_hex);
  if (text.find(bytes) != std::string_view::npos) return true;
  std::string dense;
  std::string lower;
  for (const char c : text) {
    if (std::isspace(static_cast<unsigned char>(c)) != 0) continue;
    dense.push_back(c);
    lower.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  }
  if (lower.find(canary_hex) != std::string::npos) return true;
  for (std::size_t offset = 0; offset < 3; ++offset) {
    if (dense.find(base64_core(bytes, offset)) != std::string::npos) return true;
  }
  return false;
}

}  // namespace hallmark::observation
