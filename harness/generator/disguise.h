/// \file
/// A case made so that nobody can tell it from production: other identities, another time, homes that have nothing to
/// do with it, and lawful traffic among its steps.
#pragma once

#include <cstdint>
#include <vector>

#include "harness/generator/rewriting.h"
#include "harness/generator/traffic.h"
#include "harness/scenario/scenario.h"

namespace hallmark::generator {

/// What may become of the clock of a case; each allows what those below it do.
enum class Calendar {
  fixed,         ///< nothing: its dates are what it is about
  months,        ///< whole years: it asks for reports of calendar months
  working_days,  ///< whole days, within the years whose bank holidays are known: it counts Working Days
  days,          ///< whole days: something waits in it for its time
  any            ///< any moment
};

/// What the trials themselves tell of their calendar.
Calendar calendar_of(const std::vector<scenario::Trial>& trials);

/// A clock that starts in 2022 to 2034, so that a history of a year ends by 2035: one time in six in the days of a
/// 29 February, one in six in those of a night in which British Summer Time begins or ends, else on any day. A calendar
/// of Working Days starts by two years before the last bank holiday known.
ClockChange another_clock(scenario::Instant now, Calendar calendar, int last_holiday_year, std::uint64_t seed);

/// Trials in disguise, a pure function of trials and seed. Immutable; may be used from several threads.
class Disguise {
 public:
  explicit Disguise(const TrafficMaterial& material);

  /// Of a case whose calendar is `fixed` the clock stays. An estate of more than 5,000 devices gets no neighbours, and
  /// trials that ask for reports, which would count it, get no traffic. Traffic uses only operations
  /// that the trials use, and stands before a request or a message of a device that a Drain follows, up to the first
  /// request that deviates, which may leave open what was sent for it.
  std::vector<scenario::Trial> operator()(const std::vector<scenario::Trial>& trials, std::uint64_t seed,
                                          Calendar calendar) const;

 private:
  TrafficMaterial material_;
  Traffic traffic_;
};

}  // namespace hallmark::generator
