/// \file
/// The world a scenario starts from: Users, metering points and devices (adaptor protocol, `reset`).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/scenario/instant.h"

namespace hallmark::scenario {

/// A DCC User; `id` is an EUI-64 such as 90-B3-D5-1F-30-01-00-00.
struct User {
  std::string id;
  std::vector<std::string> roles;
  bool operator==(const User&) const = default;
};

/// A metering point: MPAN (13 digits) or MPRN (6 to 10 digits).
struct MeteringPoint {
  std::string id;
  std::string fuel;                         ///< "electricity" or "gas"
  std::string direction = "import";         ///< "import" or "export"
  std::optional<std::string> service_flag;  ///< "A", "N", "I"; absent: to be derived
  std::string supplier;
  std::string network_operator;
  bool operator==(const MeteringPoint&) const = default;
};

/// A device of the Smart Metering Inventory; `type` and `status` are values of the schema's DeviceType and
/// DeviceStatus.
struct Device {
  std::string id;
  std::string type;
  int smets = 2;
  std::string status;
  std::vector<std::string> metering_points;
  std::optional<std::string> payment_mode;  ///< "credit" or "prepayment", ESME and GSME only
  std::string hub;                          ///< the Communications Hub Function it belongs to; empty for a hub
  std::string installer;
  std::optional<std::string> install_code;  ///< hex
  bool restricted = false;
  bool operator==(const Device&) const = default;
};

/// Everything `reset` tells an implementation.
struct Estate {
  Instant now;
  std::string dcc;
  std::vector<User> users;
  std::vector<MeteringPoint> metering_points;
  std::vector<Device> devices;
  bool operator==(const Estate&) const = default;
};

/// The device with that id, or null.
const Device* find_device(const Estate& estate, std::string_view id);
/// The metering point with that id, or null.
const MeteringPoint* find_metering_point(const Estate& estate, std::string_view id);
/// The User with that id, or null.
const User* find_user(const Estate& estate, std::string_view id);

}  // namespace hallmark::scenario
