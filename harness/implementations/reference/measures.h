/// \file
/// What the DCC's reports count (MP169, BR5 and BR6): Service Requests, and devices that performance is measured by.
#pragma once

#include <vector>

#include "harness/implementations/reference/choices.h"
#include "harness/implementations/reference/decisions.h"
#include "harness/implementations/reference/restricted_flag.h"
#include "harness/implementations/reference/smart_metering_inventory.h"
#include "harness/observation/observation.h"
#include "harness/scenario/stimulus.h"

namespace hallmark::implementations {

/// Counts Service Requests by the second in which they were attempted or failed. Who refuses because of the flag counts
/// nothing (mp169.refusals-are-not-failures).
class Measures {
 public:
  void reset() { seconds_.clear(); }
  void attempted(scenario::Instant now) { ++at(now).attempted; }
  void failed(scenario::Instant now) { ++at(now).failed; }
  /// The report "service-requests" over [from, to).
  observation::Reported service_requests(const scenario::Report& asked) const;

 private:
  struct Second {
    scenario::Instant at;
    long long attempted = 0;
    long long failed = 0;
  };
  Second& at(scenario::Instant now);
  std::vector<Second> seconds_;  ///< in order of time
};

/// The report "performance" over [from, to): every device is in one of the two lists (mp169.performance-excluded).
observation::Reported performance(const scenario::Report& asked, const SmartMeteringInventory& inventory,
                                  const RestrictedFlag& flag, const Choices& choices, const Decisions& decide);

}  // namespace hallmark::implementations
