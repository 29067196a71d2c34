/// \file
/// A DUIS document that an implementation emitted, read into values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "harness/schema/vote.h"

namespace hallmark::schema {

/// What stands in a DUIS Response; members are empty where the document has no such element or is no such document.
struct ResponseReading {
  bool valid = false;   ///< well-formed and valid against the schema in use (duis.response-valid)
  std::string problem;  ///< why it is not valid, with its line
  /// Where libxml2 refuses it and Xerces-C does not agree: the known disagreement's name, or "unknown" (`vote.h`). Then
  /// `valid` is false, and yet nothing is held against who wrote it.
  std::string dispute;
  std::string kind;  ///< the element below Body: "ResponseMessage", "DeviceAlertMessage", "DCCAlertMessage", …
  std::string request_id;
  std::string response_id;
  std::string code;  ///< ResponseCode, "I0", "I99", "E5", …
  std::string date_time;
  std::string reference;  ///< ServiceReference
  std::string variant;    ///< ServiceReferenceVariant
  std::string
      content;  ///< the message's payload element: "PreCommand", "LocalCommand", "GBCSPayload", "DSPInventory", …
  std::string payload;  ///< the first GBCSPayload below it, base64 as written
  std::string schedule_id;
  std::string alert_code;
  std::string throttled_id;  ///< ThrottledAlertSequenceId of a repeated alert
  bool operator==(const ResponseReading&) const = default;
};

/// Reads and validates one document; Xerces-C is asked where libxml2 refuses. Never throws for what the document holds;
/// DOCTYPEs are refused, nothing is fetched.
ResponseReading read_response(std::string_view xml, const Vote& vote);

}  // namespace hallmark::schema
