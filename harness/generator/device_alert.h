/// \file
/// Device Alerts inside GBCS messages: the alert code and the time, as electricity meters, gas meters and ASN.1 use
/// cases write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "harness/generator/gbcs.h"
#include "harness/scenario/instant.h"

namespace hallmark::generator {

/// How the contents of an alert are written.
enum class AlertForm {
  electricity,  ///< DLMS: an event notification with a structure
  gas,          ///< GBZ: as ZigBee Smart Energy
  asn1          ///< DER: CS02b, CS06, GCS62, CCS08, CS09
};

/// Message codes of alerts without a use case of their own.
inline constexpr std::uint16_t generic_critical_alert = 0x1000;
inline constexpr std::uint16_t generic_non_critical_alert = 0x1001;

/// What an alert says.
struct DeviceAlert {
  AlertForm form = AlertForm::electricity;
  std::uint16_t code = 0;  ///< such as 0x8F30
  /// When, in UTC; absent where the device does not know. ASN.1 always has a time, of the years 0000 to 9999; gas has
  /// those of 2000 to 2136.
  std::optional<scenario::Instant> time = {};
  std::uint32_t invoke_id = 0;  ///< electricity only: 24 bits
  std::uint8_t parts = 0;       ///< how many values or components `details` holds; electricity and gas only
  std::string details = {};     ///< what follows the time, as it stands; octets
  bool operator==(const DeviceAlert&) const = default;
};

/// An alert, or why the contents are none: "offset 3: …".
struct DeviceAlertReading {
  std::optional<DeviceAlert> alert;
  std::string problem;
};

/// Reads the contents of an alert's message. Total: any octets give one or the other.
DeviceAlertReading read_device_alert(std::string_view content);

/// The contents of an alert's message. Throws std::invalid_argument for a time that its form cannot write, and for
/// more than 253 parts of electricity.
std::string device_alert_content(const DeviceAlert& alert);

/// An unsigned message with an alert; `sign_gbcs` makes it critical, `protection` and a placeholder seal not.
GbcsMessage device_alert_message(std::string_view device, std::string_view recipient, std::uint64_t counter,
                                 std::uint16_t message_code, const DeviceAlert& alert);

/// What a device of a type sends: the form that its fuel has, in the frame of a critical message (signed) or of another
/// (with a MAC), sealed with a placeholder. The canary is its one detail. Base64, one line.
std::string device_alert(std::string_view device_type, std::string_view device, std::string_view recipient,
                         std::uint64_t counter, std::uint16_t message_code, bool critical, std::uint16_t code,
                         scenario::Instant time, const Canary& canary);

}  // namespace hallmark::generator
