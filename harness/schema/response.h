/// \file
/// A DUIS document that an implementation emitted, read into values.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hallmark::schema {

class Validator;

/// What stands in a DUIS Response; members are empty where the document has no such element or is no such document.
struct ResponseReading {
  bool valid = false;   ///< well-formed and valid against the schema in use (duis.response-valid)
  std::string problem;  ///< why it is not valid, with its line
  std::string kind;     ///< the element below Body: "ResponseMessage", "DeviceAlertMessage", "DCCAlertMessage", …
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
  bool operator==(const ResponseReading&) const = default;
};

/// Reads and validates one document. Never throws for what the document holds; DOCTYPEs are refused, nothing is
/// fetched.
ResponseReading read_response(std::string_view xml, const Validator& validator);

}  // namespace hallmark::schema
