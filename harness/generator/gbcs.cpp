#include "harness/generator/gbcs.h"

#include <stdexcept>

#include "harness/generator/octets.h"
#include "harness/scenario/encoding.h"
#include "harness/schema/signing_keys.h"

namespace hallmark::generator {

namespace {

using namespace std::string_literals;

constexpr std::size_t mac_octets = 12;
constexpr std::size_t other_information_max = 127;
constexpr std::size_t signature_suffix = 1 + schema::raw_signature_bytes;  // its length stands before it

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  throw std::invalid_argument("not a hex digit");
}

/// Hex digits, with or without hyphens, of exactly that many octets.
std::string bytes_of(std::string_view hex_text, std::size_t octets) {
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
  if (high >= 0 || bytes.size() != octets) {
    throw std::invalid_argument("not hex of " + std::to_string(octets) + " octets: " + std::string(hex_text));
  }
  return bytes;
}

std::size_t seal_octets(Protection protection) {
  return protection == Protection::none        ? 0
         : protection == Protection::signature ? schema::raw_signature_bytes
                                               : mac_octets;
}

std::string header_and_content(const GbcsMessage& message) {
  if (message.supplement.size() > other_information_max - 2) {
    throw std::invalid_argument("other information of a GBCS message ends at 127 octets");
  }
  std::string bytes = "\xDF\x09"s + static_cast<char>(message.type) + big_endian(message.counter, 8);
  bytes += '\x08' + bytes_of(message.originator, 8) + '\x08' + bytes_of(message.target, 8);
  bytes += '\0' + length_octets(2 + message.supplement.size()) + big_endian(message.message_code, 2);
  return bytes + message.supplement + length_octets(message.content.size()) + message.content;
}

}  // namespace

std::string gbcs_bytes(const GbcsMessage& message) {
  if (message.seal.size() != seal_octets(message.protection)) {
    throw std::invalid_argument("the seal of a GBCS message has not the length of its kind");
  }
  const std::string bytes = header_and_content(message);
  if (message.protection == Protection::none) return bytes;
  if (message.protection == Protection::signature) return bytes + '\x40' + message.seal;
  const std::string ciphered = "\x11\0\0\0\0"s + bytes + '\0' + message.seal;
  return "\xDD\0\0\0\0\0\0"s + length_octets(ciphered.size()) + ciphered;
}

std::string placeholder_seal(Protection protection) { return std::string(seal_octets(protection), '\x11'); }

std::string_view signed_octets(std::string_view bytes) {
  const auto message = read_gbcs(bytes).message;
  if (!message || message->protection == Protection::mac) return {};
  bytes.remove_suffix(message->protection == Protection::signature ? signature_suffix : 0);
  return bytes.substr(1);
}

std::string sign_gbcs(std::string_view unsigned_message, const schema::SigningKey& key) {
  const auto [message, problem] = read_gbcs(unsigned_message);
  if (!message) throw std::invalid_argument("no GBCS message to sign: " + problem);
  if (message->protection != Protection::none) throw std::invalid_argument("the GBCS message is not an unsigned one");
  return std::string(unsigned_message) + '\x40' + key.sign(unsigned_message.substr(1));
}

bool gbcs_signature_holds(std::string_view bytes, const schema::Certificate& certificate) {
  const auto message = read_gbcs(bytes).message;
  return message && message->protection == Protection::signature &&
         certificate.verifies(signed_octets(bytes), message->seal);
}

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
  GbcsMessage message{MessageType::response, counter, std::string(device), std::string(user)};
  for (const char octet : bytes_of(message_code, 2)) {
    message.message_code = static_cast<std::uint16_t>(message.message_code << 8U | static_cast<unsigned char>(octet));
  }
  message.content.assign(canary.begin(), canary.end());
  message.protection = Protection::signature;
  message.seal = placeholder_seal(message.protection);
  return scenario::base64(gbcs_bytes(message));
}

}  // namespace hallmark::generator
