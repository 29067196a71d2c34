#include "harness/generator/octets.h"

#include <stdexcept>

namespace hallmark::generator {

std::string big_endian(std::uint64_t value, std::size_t octets) {
  std::string bytes(octets, '\0');
  for (auto octet = bytes.rbegin(); octet != bytes.rend(); ++octet, value >>= 8U) {
    *octet = static_cast<char>(value & 0xFFU);
  }
  return bytes;
}

std::string length_octets(std::size_t length) {
  if (length > 0xFFFF) throw std::invalid_argument("a GBCS message holds at most 65535 octets in a part");
  return length < 0x80 ? big_endian(length, 1) : '\x82' + big_endian(length, 2);
}

std::string_view OctetReader::take(std::size_t count, std::string_view what) {
  if (good() && left() < count) refuse("it ends within the " + std::string(what));
  if (!good()) return {};
  at_ += count;
  return bytes_.substr(at_ - count, count);
}

std::uint64_t OctetReader::number(std::size_t octets, std::string_view what) {
  std::uint64_t value = 0;
  for (const char octet : take(octets, what)) value = value << 8U | static_cast<unsigned char>(octet);
  return value;
}

void OctetReader::expect(std::string_view wanted, std::string_view what) {
  if (good() && bytes_.substr(at_, wanted.size()) != wanted) refuse("it has no " + std::string(what));
  take(wanted.size(), what);
}

std::size_t OctetReader::length(std::string_view what) {
  const auto first = number(1, what);
  if (first < 0x80) return static_cast<std::size_t>(first);
  if (first == 0x81 || first == 0x82) return static_cast<std::size_t>(number(first - 0x80, what));
  refuse("the " + std::string(what) + " is written in an unknown way");
  return 0;
}

void OctetReader::expect_end() {
  if (good() && left() > 0) refuse("there are " + std::to_string(left()) + " octets too many");
}

void OctetReader::refuse(std::string_view why) {
  if (good()) problem_ = "offset " + std::to_string(at_) + ": " + std::string(why);
}

}  // namespace hallmark::generator
