/// \file
/// GBCS messages: the grouping header with other information and contents, as a pre-command that is yet to be signed,
/// signed, or with a MAC. What the contents mean is device_alert.h's business, as far as anybody's.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hallmark::schema {
class Certificate;
class SigningKey;
}  // namespace hallmark::schema

namespace hallmark::generator {

/// What a message is, by the first octet after its tags.
enum class MessageType : std::uint8_t { command = 1, response = 2, alert = 3 };

/// What a message ends in, and so who may have sent it.
enum class Protection {
  none,       ///< nothing: a pre-command
  signature,  ///< a critical message: 64 octets of ECDSA P-256, r then s
  mac         ///< a non-critical one, in a frame of its own: 12 octets of GMAC
};

/// A message in parts.
struct GbcsMessage {
  MessageType type = MessageType::command;
  std::uint64_t counter = 0;       ///< the originator's
  std::string originator = {};     ///< business originator, EUI-64 in DUIS form, upper case
  std::string target = {};         ///< business target, likewise
  std::uint16_t message_code = 0;  ///< the use case, such as 0x1000 for a generic critical alert
  std::string supplement = {};     ///< other information after the message code: a further party or counter; octets
  std::string content = {};        ///< octets
  Protection protection = Protection::none;
  std::string seal = {};  ///< the signature or the MAC: as many octets as `protection` says
  bool operator==(const GbcsMessage&) const = default;
};

/// A message, or why the octets are none: "offset 11: …".
struct GbcsReading {
  std::optional<GbcsMessage> message;
  std::string problem;
};

/// Reads a message of any protection. Total: any octets give one or the other. The seal is not checked.
GbcsReading read_gbcs(std::string_view bytes);

/// Writes a message. Throws std::invalid_argument for ids that are no EUI-64, a seal of a wrong length, and parts
/// above 65535 octets.
std::string gbcs_bytes(const GbcsMessage& message);

/// A seal of the right length where no key of a device is at hand.
std::string placeholder_seal(Protection protection);

/// The octets of a message that a signature is over: from offset 1 to the end of the contents. Empty where it is not
/// one with protection `none` or `signature`.
std::string_view signed_octets(std::string_view bytes);
/// A pre-command, or another unsigned message, with its signature. Throws std::invalid_argument where it is no such.
std::string sign_gbcs(std::string_view unsigned_message, const schema::SigningKey& key);
/// Whether a message is signed and its signature is that of the certificate. Total.
bool gbcs_signature_holds(std::string_view bytes, const schema::Certificate& certificate);

/// 16 bytes that occur nowhere else: where they turn up again, this payload went.
using Canary = std::array<std::uint8_t, 16>;

/// A response of a device to a User: grouping header (GBCS section 7, response), message code, the canary as its
/// content, a placeholder for a signature. `device` and `user` are EUI-64 in DUIS form; `message_code` four hex digits.
/// Base64, one line. Throws std::invalid_argument where they are not.
std::string gbcs_response(std::string_view device, std::string_view user, std::uint64_t counter,
                          std::string_view message_code, const Canary& canary);

/// Lower-case hex of the canary, as cases keep it.
std::string hex(const Canary& canary);

}  // namespace hallmark::generator
