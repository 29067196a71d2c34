#include "harness/observation/canary.h"

#include <algorithm>
#include <array>
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

/// Line breaks within hex or base64 come as they are or as character references (`&#13;`, `&#xA;`).
std::string without_white_space(std::string_view text) {
  static constexpr std::array<std::string_view, 8> references = {"&#13;", "&#10;", "&#9;",  "&#32;",
                                                                 "&#xD;", "&#xA;", "&#xd;", "&#xa;"};
  std::string dense;
  for (std::size_t at = 0; at < text.size();) {
    const auto rest = text.substr(at);
    const auto* reference = text[at] != '&' ? references.end()
                                            : std::find_if(references.begin(), references.end(),
                                                           [&](auto each) { return rest.starts_with(each); });
    if (reference != references.end()) {
      at += reference->size();
      continue;
    }
    if (std::isspace(static_cast<unsigned char>(text[at])) == 0) dense.push_back(text[at]);
    ++at;
  }
  return dense;
}

}  // namespace

bool holds_bytes(std::string_view text, std::string_view canary_hex) {
  if (canary_hex.empty()) return false;
  const std::string bytes = bytes_of(canary_hex);
  if (text.find(bytes) != std::string_view::npos) return true;
  const std::string dense = without_white_space(text);
  std::string lower = dense;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  if (lower.find(canary_hex) != std::string::npos) return true;
  for (std::size_t offset = 0; offset < 3; ++offset) {
    if (dense.find(base64_core(bytes, offset)) != std::string::npos) return true;
  }
  return false;
}

}  // namespace hallmark::observation
