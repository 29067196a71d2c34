#include "harness/oracle/london_calendar.h"

#include <algorithm>

namespace hallmark::oracle {

namespace {

using namespace std::chrono;

constexpr std::int64_t hour = 3600;
constexpr std::int64_t day_length = 24 * hour;

sys_days date_of(std::int64_t seconds_of_day_zero) { return floor<days>(sys_seconds{seconds{seconds_of_day_zero}}); }

std::int64_t last_sunday(year in, month of) {
  return sys_days{in / of / Sunday[last]}.time_since_epoch().count() * day_length;
}

bool is_summer_time(std::int64_t moment) {
  const year_month_day date{date_of(moment)};
  return moment >= last_sunday(date.year(), March) + hour && moment < last_sunday(date.year(), October) + hour;
}

/// The dates of the facts are those of the calendar; the loader has seen to it.
sys_days read(const std::string& date) { return date_of(scenario::instant(date + "T00:00:00Z").value().seconds); }

}  // namespace

sys_days london_date(scenario::Instant moment) {
  return date_of(moment.seconds + (is_summer_time(moment.seconds) ? hour : 0));
}

scenario::Instant london_midnight(sys_days date) {
  const std::int64_t utc = date.time_since_epoch().count() * day_length;
  return {is_summer_time(utc - hour) ? utc - hour : utc};
}

bool is_month_bound(scenario::Instant moment) {
  const sys_days date = london_date(moment);
  return year_month_day{date}.day() == day{1} && london_midnight(date) == moment;
}

WorkingDays::WorkingDays(const std::vector<spec::BankHoliday>& holidays) {
  for (const auto& holiday : holidays) holidays_.push_back(read(holiday.date));
}

bool WorkingDays::is_working_day(sys_days date) const {
  const weekday on{date};
  return on != Saturday && on != Sunday && !std::binary_search(holidays_.begin(), holidays_.end(), date);
}

std::optional<sys_days> WorkingDays::after(sys_days date, int count) const {
  if (holidays_.empty()) return std::nullopt;
  const sys_days first{year_month_day{holidays_.front()}.year() / January / 1};
  const sys_days end{(year_month_day{holidays_.back()}.year() + years{1}) / January / 1};
  while (count > 0) {
    date += days{1};
    if (date < first || date >= end) return std::nullopt;
    if (is_working_day(date)) --count;
  }
  return date;
}

}  // namespace hallmark::oracle
