#include "harness/implementations/reference/gbcs_header.h"

#include "harness/scenario/encoding.h"

namespace hallmark::implementations {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t mac_header_octets = 7;  // DD and six 00, before the length
constexpr std::size_t signature_octets = 64;
constexpr std::string_view digits = "0123456789ABCDEF";

std::string hex(std::string_view octets, std::string_view between) {
  std::string text;
  for (const char octet : octets) {
    const auto value = static_cast<unsigned char>(octet);
    if (!text.empty()) text += between;
    text += digits[value >> 4U];
    text += digits[value & 15U];
  }
  return text;
}

/// Takes octets from the front; once something is missing, it gives nothing any more.
class Front {
 public:
  explicit Front(std::string_view octets) : left_(octets) {}

  std::string_view take(std::size_t count) {
    if (count > left_.size()) good_ = false;
    if (!good_) return {};
    const auto taken = left_.substr(0, count);
    left_.remove_prefix(count);
    return taken;
  }
  bool expect(std::string_view octets) {
    good_ = take(octets.size()) == octets && good_;
    return good_;
  }
  std::uint64_t number(std::size_t octets) {
    std::uint64_t value = 0;
    for (const char octet : take(octets)) value = value << 8U | static_cast<unsigned char>(octet);
    return value;
  }
  /// A length as BER writes it, of up to two further octets.
  std::size_t length() {
    const auto first = number(1);
    if (first < 0x80) return static_cast<std::size_t>(first);
    if (first > 0x82) good_ = false;
    return static_cast<std::size_t>(number(first == 0x81 ? 1 : 2));
  }
  std::string_view left() const { return left_; }
  bool good() const { return good_; }

 private:
  std::string_view left_;
  bool good_ = true;
};

/// The alert code in the contents of an alert: electricity (DLMS), gas (GBZ) or ASN.1.
std::string alert_code_in(std::string_view content) {
  Front front(content);
  if (content.starts_with("\x0F\x20")) {
    front.take(5);
    if (!front.expect("\x00\x02"sv)) return {};
    front.take(1);
    front.expect("\x12");
  } else if (content.starts_with("\x01\x09")) {
    front.take(3);
  } else if (content.starts_with("\x30")) {
    front.take(1);
    front.length();
    front.expect("\x02\x03\x00"sv);
  } else {
    return {};
  }
  const auto code = front.take(2);
  return front.good() ? hex(code, "") : "";
}

std::string octets_of(std::string_view eui) {
  std::string octets;
  int high = -1;
  for (const char c : eui) {
    const auto value = digits.find(c);
    if (value == std::string_view::npos) continue;
    if (high >= 0) octets += static_cast<char>(high * 16 + static_cast<int>(value));
    high = high < 0 ? static_cast<int>(value) : -1;
  }
  return octets;
}

}  // namespace

std::optional<GbcsHeader> gbcs_header_of(std::string_view octets) {
  Front front(octets);
  if (octets.starts_with('\xDD')) {
    front.take(mac_header_octets);
    front.length();
    front.expect("\x11\0\0\0\0"sv);
  }
  front.expect("\xDF\x09"sv);
  const auto kind = front.number(1);
  GbcsHeader header;
  header.counter = front.number(8);
  front.expect("\x08"sv);
  header.originator = hex(front.take(8), "-");
  front.expect("\x08"sv);
  header.target = hex(front.take(8), "-");
  front.expect("\0"sv);
  const auto other = front.length();
  if (!front.good() || kind < 1 || kind > 3 || other < 2) return std::nullopt;
  header.kind = static_cast<GbcsHeader::Kind>(kind);
  header.message_code = hex(front.take(2), "");
  front.take(other - 2);
  const auto content = front.take(front.length());
  if (!front.good()) return std::nullopt;
  header.is_signed = front.left().size() == 1 + signature_octets && front.left().front() == '\x40';
  if (header.kind == GbcsHeader::Kind::alert) header.alert_code = alert_code_in(content);
  return header;
}

std::optional<GbcsHeader> read_gbcs_header(std::string_view base64) {
  const auto octets = scenario::from_base64(base64);
  return octets ? gbcs_header_of(*octets) : std::nullopt;
}

std::string pre_command(std::string_view originator, std::string_view target, std::uint64_t counter,
                        std::string_view message_code) {
  std::string octets = "\xDF\x09\x01";
  for (int shift = 56; shift >= 0; shift -= 8) octets += static_cast<char>(counter >> static_cast<unsigned>(shift));
  octets += '\x08' + octets_of(originator) + '\x08' + octets_of(target);
  octets += "\0\x02"sv;
  octets += octets_of(message_code);
  octets += '\0';
  return scenario::base64(octets);
}

}  // namespace hallmark::implementations
