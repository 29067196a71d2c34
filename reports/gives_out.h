/// \file
/// What a Restricted meter still gives out with this implementation: the first thing in every report.
#pragma once

#include <string>
#include <vector>

#include "reports/tally.h"

namespace hallmark::reports {

/// Everything of a record, by name.
struct StillGivesOut {
  /// A Service Request that was answered for a Restricted device.
  struct Request {
    std::string srv;
    std::vector<std::string> device_types;
    std::string profile;  ///< what the profile says of it: "reject", "open" or "permit"
    spec::Level level = spec::Level::report;
    bool consumption = false;  ///< GBCS marks what it reads as sensitive on one of these device types
  };
  /// An Alert that was delivered for a Restricted device.
  struct Alert {
    std::string code;
    long long sent = 0;
    long long delivered = 0;
  };
  std::vector<Request> requests;     ///< rejected first, then open, then permitted; in each what reveals consumption
  std::vector<Alert> alerts;         ///< the billing alert 8F0A first
  std::vector<NoteGroup> flag_lost;  ///< the flag was lost without a clear: way, device type
  std::vector<NoteGroup> open_rows;  ///< rows that the profile leaves open, and what was seen
};

StillGivesOut still_gives_out(const run::Record& record, const spec::Facts& facts);

/// What no row of a table shows, in sentences: what the profile permits, Alerts, and how the flag was lost; each list
/// is cut at `most` names.
std::vector<std::string> also_gives_out(const StillGivesOut& all, std::size_t most);

}  // namespace hallmark::reports
