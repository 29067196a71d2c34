/// \file
/// What an implementation whose time passes by itself can be held to: what it owes may come a little later, what must
/// not come is wrong whenever it comes.
#pragma once

#include <set>
#include <string>

#include "harness/observation/observation.h"
#include "harness/oracle/expectation.h"
#include "harness/scenario/instant.h"

namespace hallmark::verdict {

/// How far two clocks may be apart, in seconds; what is nearer to a moment than that is neither before nor after it.
inline constexpr std::int64_t clocks_apart = 2;

/// What was owed and had not come when its time was over. It may come yet, and is held against nobody then.
struct Overdue {
  std::set<std::string> requests;     ///< RequestIDs, and ids of DCC schedules
  std::set<std::string> canaries;     ///< hex
  std::set<std::string> alert_codes;  ///< of DCC Alerts
  bool to_csp = false;
  bool to_registration = false;
  bool install_codes = false;
};

/// How an expectation fares while more may come. Report-level demands count for nothing.
struct Standing {
  bool lacks = false;      ///< something is owed that later rows could bring
  bool is_broken = false;  ///< something is wrong that no later row mends
};
Standing standing(const oracle::Expectation& expectation, const observation::Observation& so_far,
                  const Overdue& overdue);

/// How long was waited.
struct Waited {
  std::string longest;    ///< "PT10S"
  scenario::Instant now;  ///< when it was asked
};

/// The expectation as the observation can be held to it when the wait is over. Undecided, with the reason: what is
/// owed and has not come, which `overdue` then has; what only that explains which was overdue before; and a comparison
/// with earlier silence, which may have been slowness. Announced moments are told from now as clocks allow.
oracle::Expectation in_time(oracle::Expectation expectation, const observation::Observation& observation,
                            const Waited& waited, Overdue& overdue);

}  // namespace hallmark::verdict
