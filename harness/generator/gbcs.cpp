#include "harness/generator/gbcs.h"

#include <stdexcept>

#include "harness/scenario/encoding.h"

namespace hallmark::generator {

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  throw std::invalid_argument("not a hex digit");
}

std::string bytes_of(std::string_view hex_text) {
  std::string bytes;
  int high = -1;
  for (const char c : hex_text) {
    if (c == '-') continue;
    if (high < 0) {
      high = hex_value(c);
    } else {
      bytes.push_back(static_cast<char>(high * 16 + hex_value(c)));
      high = -1;
    }
  }
  return bytes;
}

std::string big_endian(std::uint64_t value) {
  std::string bytes(8, '\0');
  for (int i = 7; i >= 0; --i, value >>= 8U) bytes[static_cast<std::size_t>(i)] = static_cast<char>(value & 0xFFU);
  return bytes;
}

}  // namespace

std::string hex(const Canary& canary) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const auto byte : canary) {
    text.push_back(digits[byte >> 4U]);
    text.push_back(digits[byte & 15U]);
  }
  return text;
}

std::string gbcs_response(std::string_view device, std::string_view user, std::uint64_t counter,
                          std::string_view message_code, const Canary& canary) {
  std::string message = {static_cast<char>(0xDF), 0x09, 0x02};
  message += big_endian(counter);
  message += '\x08' + bytes_of(device) + '\x08' + bytes_of(user);
  message += std::string("\x00\x02", 2) + bytes_of(message_code);
  const std::string content(canary.begin(), canary.end());
  message += static_cast<char>(content.size()) + content;
  message += '\x40' + std::string(64, '\x11');  // no key of a real device is at hand: the signature is a placeholder
  return scenario::base64(message);
}

}  // namespace hallmark::generator
