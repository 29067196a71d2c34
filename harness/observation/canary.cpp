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

/// How long the white space is that a text begins with: as it is, or as character references (`&#13;`, `&#xA;`), which
/// line breaks within hex or base64 come as.
std::size_t gap_before(std::string_view text) {
  static constexpr std::array<std::string_view, 8> references = {"&#13;", "&#10;", "&#9;",  "&#32;",
                                                                 "&#xD;", "&#xA;", "&#xd;", "&#xa;"};
  std::size_t length = 0;
  while (length < text.size()) {
    const auto rest = text.substr(length);
    const auto* reference = rest.front() != '&' ? references.end()
                                                : std::find_if(references.begin(), references.end(),
                                                               [&](auto each) { return rest.starts_with(each); });
    if (reference != references.end()) {
      length += reference->size();
    } else if (std::isspace(static_cast<unsigned char>(rest.front())) != 0) {
      ++length;
    } else {
      break;
    }
  }
  return length;
}

bool begins_with_digits(std::string_view text, std::string_view digits, bool either_case) {
  for (const char digit : digits) {
    text.remove_prefix(gap_before(text));
    if (text.empty()) return false;
    const char found =
        either_case ? static_cast<char>(std::tolower(static_cast<unsigned char>(text.front()))) : text.front();
    if (found != digit) return false;
    text.remove_prefix(1);
  }
  return true;
}

/// Whether these digits stand in a text, white space between them aside. Copies nothing: it is asked of every document
/// that goes to a User, for many canaries.
bool holds_digits(std::string_view text, std::string_view digits, bool either_case) {
  const auto stands_after = [&](char first) {
    for (auto at = text.find(first); at != std::string_view::npos; at = text.find(first, at + 1)) {
      if (begins_with_digits(text.substr(at), digits, either_case)) return true;
    }
    return false;
  };
  if (digits.empty() || stands_after(digits.front())) return true;
  const char upper = static_cast<char>(std::toupper(static_cast<unsigned char>(digits.front())));
  return either_case && upper != digits.front() && stands_after(upper);
}

}  // namespace

bool holds_bytes(std::string_view text, std::string_view canary_hex) {
  if (canary_hex.empty()) return false;
  const std::string bytes = bytes_of(canary_hex);
  if (text.find(bytes) != std::string_view::npos || holds_digits(text, canary_hex, true)) return true;
  for (std::size_t offset = 0; offset < 3; ++offset) {
    if (holds_digits(text, base64_core(bytes, offset), false)) return true;
  }
  return false;
}

}  // namespace hallmark::observation
