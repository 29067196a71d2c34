/// \file
/// What the reference reads of a GBCS message: its grouping header, and the code of a Device Alert. A reader of its
/// own, by the layout that GBCS gives (section 7 and the Device Alerts), so that it shares no mistake with whoever made
/// the message.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hallmark::implementations {

/// The grouping header of a message.
struct GbcsHeader {
  enum class Kind : std::uint8_t { command = 1, response = 2, alert = 3 };
  Kind kind = Kind::command;
  std::uint64_t counter = 0;
  std::string originator;    ///< EUI-64 as DUIS writes it, upper case
  std::string target;        ///< likewise
  std::string message_code;  ///< four upper-case hex digits
  bool is_signed = false;    ///< whether a signature of 64 octets follows, and nothing else; it is not verified
  std::string alert_code;    ///< likewise; empty where the message is no alert whose contents can be read
};

/// Reads a message in base64; empty where it is none.
std::optional<GbcsHeader> read_gbcs_header(std::string_view base64);
/// The same from its octets.
std::optional<GbcsHeader> gbcs_header_of(std::string_view octets);

/// A pre-command: the grouping header of a command with an empty content, base64. Ids are EUI-64 as DUIS writes them.
std::string pre_command(std::string_view originator, std::string_view target, std::uint64_t counter,
                        std::string_view message_code);

}  // namespace hallmark::implementations
