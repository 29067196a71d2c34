/// \file
/// The implementations' own reading of a DUIS Request, by pugixml: independent of the reading that the harness goes by.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hallmark::implementations {

/// What a Create Schedule (5.1) asks for.
struct ScheduleOrder {
  std::string variant;     ///< DSPScheduledServiceReferenceVariant
  std::string reference;   ///< DSPScheduledServiceReference
  std::string element;     ///< the element of what is to be run, e.g. "DSPRetrieveImportDailyReadLog"
  std::string frequency;   ///< "Daily", "Weekly", …
  std::string start_date;  ///< xs:date
  std::string end_date;    ///< xs:date, may be empty
  std::string start_time;  ///< xs:time, may be empty
  int start_offset = 0;    ///< days from the run to the first day it reads, at most 0
  int end_offset = 0;      ///< days to the last day it reads, at most 0
  std::string xml;         ///< the children of CreateSchedule with the prefix "sr", for an answer to 5.2
};

/// What a request says of the Smart Metering Inventory: 8.4, 8.11, 8.14.x, 12.2.
struct InventoryOrder {
  std::string status;        ///< 8.4: the status it sets
  std::string device_type;   ///< 12.2
  std::string import_point;  ///< 8.4 UpdateMPxN, 8.11
  std::string secondary_point;
  std::string export_point;
  bool removes = false;  ///< 8.4 DeleteDevice, 8.11 Remove
};

/// What a request says, as far as an implementation here looks.
struct RequestView {
  std::string request_id;
  std::string originator;
  std::string target;
  std::string preceding_request_id;
  std::string command_variant;
  std::string reference;
  std::string variant;
  std::string body_element;
  std::vector<std::string> body_devices;  ///< upper case, in document order
  std::string schedule_id;                ///< 5.2, 5.3
  std::string metering_point;             ///< 8.2 by MPxN
  std::string execution_time;
  std::string period_start;         ///< of the log that is read, xs:dateTime
  std::string period_end;           ///< likewise
  std::string original_request_id;  ///< 8.13
  std::string device_response;      ///< 8.13, base64
  std::string signed_pre_command;   ///< Command Variants 5 to 7, base64
  bool to_prepayment = false;       ///< 1.6
  std::optional<ScheduleOrder> schedule;
  std::optional<InventoryOrder> inventory;
};

/// Empty where the document is no Request that can be read.
std::optional<RequestView> read_request(std::string_view xml);

/// An EUI-64 as ids are compared: upper case, without white space around it.
std::string canonical_id(std::string_view id);
/// The target part of a RequestID, as ids are compared; empty where it has none.
std::string target_of(std::string_view request_id);

}  // namespace hallmark::implementations
