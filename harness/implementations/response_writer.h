/// \file
/// Writes the DUIS documents that the implementations of this room emit. Knows nothing of who judges them.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace hallmark::implementations {

/// A device as an answer to Read Inventory (8.2) tells it; empty members are left out.
struct ListedDevice {
  std::string id;
  std::string type;
  std::string status;
  std::string import_point;
  std::string export_point;
};

/// A schedule as an answer to Read Schedule (5.2) tells it.
struct ListedSchedule {
  std::string id;
  std::string details;  ///< the elements of DSPScheduleDetails as XML with the prefix "sr"
};

/// What stands in a Response of the kind ResponseMessage; empty members are left out.
struct ResponseMessage {
  std::string schema_version;
  std::string request_id;
  std::string response_id;
  std::string code;
  std::string date_time;  ///< RFC 3339
  std::string reference;
  std::string variant;
  std::string content;   ///< "PreCommand", "LocalCommand", "GBCSPayload", "DSPScheduleID", "DSPScheduledMessage",
                         ///< "DSPInventory", "DSPSchedulesRead" or empty
  std::string value;     ///< base64 for the payload kinds, the id for DSPScheduleID
  std::string schedule;  ///< DSPScheduledMessage: its DSPScheduleID
  std::vector<ListedDevice> devices = {};      ///< DSPInventory: 1 to 17
  std::vector<ListedSchedule> schedules = {};  ///< DSPSchedulesRead: 1 to 99
};

/// The document, compact, without a signature (which the schema allows).
std::string write(const ResponseMessage& message);

/// A Device Alert to a User.
struct DeviceAlert {
  std::string schema_version;
  std::string response_id;
  std::string date_time;
  std::string alert_code;  ///< four hex digits
  std::string payload;     ///< base64
};
std::string write(const DeviceAlert& alert);

/// A DCC Alert AD1 to a User: the hub tells that the power is out.
struct PowerOutageAlert {
  std::string schema_version;
  std::string response_id;
  std::string date_time;
  std::string hub;
  std::string metering_point;
};
std::string write(const PowerOutageAlert& alert);

}  // namespace hallmark::implementations
