/// \file
/// The implementations' own reading of a DUIS Request, by pugixml: independent of the reading that the harness goes by.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hallmark::implementations {

/// What a request says, as far as an implementation here looks.
struct RequestView {
  std::string request_id;
  std::string originator;
  std::string target;
  std::string command_variant;
  std::string reference;
  std::string variant;
  std::string body_element;
  std::vector<std::string> body_devices;  ///< upper case, in document order
  std::string scheduled_variant;          ///< 5.1
  std::string scheduled_element;          ///< 5.1: the element that says what is read
  std::string schedule_start;             ///< 5.1, a date
  std::string schedule_id;                ///< 5.2, 5.3
  std::string execution_time;
  std::string original_request_id;  ///< 8.13
  std::string device_response;      ///< 8.13, base64
  std::string pre_command;          ///< a signed pre-command, base64
  bool to_prepayment = false;       ///< 1.6

  /// Whether it is to carry a signed pre-command: Command Variants 5 to 7.
  bool is_pre_command() const { return command_variant == "5" || command_variant == "6" || command_variant == "7"; }
};

/// Empty where the document is no Request that can be read.
std::optional<RequestView> read_request(std::string_view xml);

/// An EUI-64 as ids are compared: upper case, without white space around it.
std::string canonical_id(std::string_view id);

}  // namespace hallmark::implementations
