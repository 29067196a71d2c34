#include "harness/implementations/reference/working_days.h"

namespace hallmark::implementations {

using namespace std::chrono;
using scenario::Instant;

namespace {

/// 01:00 UTC of the last Sunday of a month, when clocks in London change.
sys_seconds clock_change(year in, month of) { return sys_days{in / of / Sunday[last]} + hours(1); }

seconds london_offset(sys_seconds at) {
  const year_month_day date(floor<days>(at));
  const bool summer = at >= clock_change(date.year(), March) && at < clock_change(date.year(), October);
  return summer ? hours(1) : hours(0);
}

bool is_working_day(sys_days date, const std::set<sys_days>& bank_holidays) {
  const weekday day(date);
  return day != Saturday && day != Sunday && !bank_holidays.contains(date);
}

}  // namespace

sys_days london_date(Instant instant) {
  const sys_seconds at{seconds(instant.seconds)};
  return floor<days>(at + london_offset(at));
}

Instant noon_of_working_day(sys_days since, int number, const std::set<sys_days>& bank_holidays,
                            const Decisions& decide) {
  while (number > 0) {
    since += days(1);
    const auto date = scenario::text({sys_seconds(since).time_since_epoch().count()}).substr(0, 10);
    if (decide(Decision::is_working_day, is_working_day(since, bank_holidays), {nullptr, nullptr, {}, date})) --number;
  }
  const sys_seconds noon = since + hours(12);
  return {(noon - london_offset(noon)).time_since_epoch().count()};
}

}  // namespace hallmark::implementations
