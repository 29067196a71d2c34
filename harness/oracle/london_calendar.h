/// \file
/// London dates and Working Days: neither Saturdays, Sundays nor bank holidays of England and Wales.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "harness/scenario/instant.h"
#include "spec/facts.h"

namespace hallmark::oracle {

/// The date in London at a moment: British Summer Time from 01:00 UTC on the last Sunday of March to 01:00 UTC on the
/// last Sunday of October (the rule since 1996), else Greenwich Mean Time.
std::chrono::sys_days london_date(scenario::Instant moment);
/// The first moment of a date in London.
scenario::Instant london_midnight(std::chrono::sys_days date);
/// Whether a moment is the first of a month in London.
bool is_month_bound(scenario::Instant moment);

/// The Working Days of the years whose bank holidays are known.
class WorkingDays {
 public:
  explicit WorkingDays(const std::vector<spec::BankHoliday>& holidays);
  bool is_working_day(std::chrono::sys_days date) const;
  /// The date that is so many Working Days after a date, which is day 0 whatever day it is. Empty where that leads out
  /// of the years known.
  std::optional<std::chrono::sys_days> after(std::chrono::sys_days date, int count) const;

 private:
  std::vector<std::chrono::sys_days> holidays_;  ///< in order
};

}  // namespace hallmark::oracle
