/// \file
/// Writes the DUIS documents that the implementations of this room emit. Knows nothing of who judges them.
#pragma once

#include <optional>
#include <string>

namespace hallmark::implementations {

/// What stands in a Response of the kind ResponseMessage; empty members are left out.
struct ResponseMessage {
  std::string schema_version;
  std::string request_id;
  std::string response_id;
  std::string code;
  std::string date_time;  ///< RFC 3339
  std::string reference;
  std::string variant;
  std::string
      content;        ///< "PreCommand", "LocalCommand", "GBCSPayload", "DSPScheduleID", "DSPScheduledMessage" or empty
  std::string value;  ///< base64 for the payload kinds, the id for DSPScheduleID
  std::string schedule;  ///< DSPScheduledMessage: its DSPScheduleID
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

}  // namespace hallmark::implementations
