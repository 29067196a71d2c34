#include "harness/generator/gbcs.h"
#include "harness/generator/octets.h"
#include "harness/schema/signing_keys.h"

namespace hallmark::generator {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t mac_octets = 12;

/// An EUI-64 as DUIS writes it: "00-DB-12-34-56-78-90-A0".
std::string eui(std::string_view octets) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const char octet : octets) {
    const auto value = static_cast<unsigned char>(octet);
    if (!text.empty()) text += '-';
    text += {digits[value >> 4U], digits[value & 15U]};
  }
  return text;
}

std::string read_eui(OctetReader& reader, std::string_view what) {
  reader.expect("\x08"sv, std::string("eight octets of the ") + std::string(what));
  return eui(reader.take(8, what));
}

/// From the tag of the grouping header to the end of the contents.
GbcsMessage read_header_and_content(OctetReader& reader) {
  GbcsMessage message;
  reader.expect("\xDF\x09"sv, "grouping header (DF 09)");
  const auto type = reader.number(1, "message type");
  if (type < 1 || type > 3) reader.refuse("the message type is none of 01, 02 and 03");
  message.type = static_cast<MessageType>(type);
  message.counter = reader.number(8, "counter");
  message.originator = read_eui(reader, "originator");
  message.target = read_eui(reader, "target");
  reader.expect("\0"sv, "empty time (00)");
  const std::size_t other = reader.length("length of other information");
  if (other < 2) reader.refuse("other information has no message code");
  message.message_code = static_cast<std::uint16_t>(reader.number(2, "message code"));
  message.supplement = reader.take(reader.good() ? other - 2 : 0, "other information");
  message.content = reader.take(reader.length("length of the contents"), "contents");
  return message;
}

GbcsMessage read_with_mac(OctetReader& reader) {
  reader.expect("\xDD\0\0\0\0\0\0"sv, "MAC header (DD and six 00)");
  const std::size_t length = reader.length("length of the message");
  if (reader.good() && length != reader.left()) reader.refuse("the length of the message is not that of what follows");
  reader.expect("\x11\0\0\0\0"sv, "security header (11 and four 00)");
  GbcsMessage message = read_header_and_content(reader);
  message.protection = Protection::mac;
  reader.expect("\0"sv, "empty signature (00)");
  message.seal = reader.take(mac_octets, "MAC");
  return message;
}

GbcsMessage read_without_mac(OctetReader& reader) {
  GbcsMessage message = read_header_and_content(reader);
  if (!reader.good() || reader.left() == 0) return message;
  message.protection = Protection::signature;
  reader.expect("\x40"sv, "signature of 64 octets");
  message.seal = reader.take(schema::raw_signature_bytes, "signature");
  return message;
}

}  // namespace

GbcsReading read_gbcs(std::string_view bytes) {
  OctetReader reader(bytes);
  GbcsMessage message = bytes.starts_with('\xDD') ? read_with_mac(reader) : read_without_mac(reader);
  reader.expect_end();
  if (!reader.good()) return {std::nullopt, reader.problem()};
  return {std::move(message), ""};
}

}  // namespace hallmark::generator
