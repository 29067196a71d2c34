#include <gtest/gtest.h>

#include "harness/oracle/london_calendar.h"
#include "harness/oracle/oracle_scene.h"

namespace hallmark::oracle {
namespace {

using std::chrono::sys_days;

scenario::Instant at(const char* text) { return scenario::instant(text).value(); }
sys_days date(const char* text) { return london_date(at((std::string(text) + "T12:00:00Z").c_str())); }

TEST(LondonDate, FollowsSummerTime) {
  EXPECT_EQ(london_date(at("2025-01-31T23:30:00Z")), date("2025-01-31"));
  EXPECT_EQ(london_date(at("2025-06-30T22:59:59Z")), date("2025-06-30"));
  EXPECT_EQ(london_date(at("2025-06-30T23:00:00Z")), date("2025-07-01"));
  // The night of 30 March 2025: until 01:00 UTC it is winter.
  EXPECT_EQ(london_date(at("2025-03-29T23:30:00Z")), date("2025-03-29"));
  EXPECT_EQ(london_date(at("2025-03-30T23:00:00Z")), date("2025-03-31"));
  // The night of 26 October 2025: until 01:00 UTC it is summer.
  EXPECT_EQ(london_date(at("2025-10-25T23:00:00Z")), date("2025-10-26"));
  EXPECT_EQ(london_date(at("2025-10-26T23:30:00Z")), date("2025-10-26"));
}

TEST(LondonMidnight, IsTheFirstMomentOfItsDate) {
  EXPECT_EQ(london_midnight(date("2025-01-01")), at("2025-01-01T00:00:00Z"));
  EXPECT_EQ(london_midnight(date("2025-07-01")), at("2025-06-30T23:00:00Z"));
  EXPECT_EQ(london_midnight(date("2025-03-30")), at("2025-03-30T00:00:00Z"));
  EXPECT_EQ(london_midnight(date("2025-03-31")), at("2025-03-30T23:00:00Z"));
  EXPECT_EQ(london_midnight(date("2025-10-26")), at("2025-10-25T23:00:00Z"));
  EXPECT_EQ(london_midnight(date("2025-10-27")), at("2025-10-27T00:00:00Z"));
  for (auto day = date("2021-12-30"); day < date("2031-02-01"); day += std::chrono::days{1}) {
    EXPECT_EQ(london_date(london_midnight(day)), day);
    EXPECT_EQ(london_date(london_midnight(day) + -1), day - std::chrono::days{1});
  }
}

TEST(MonthBound, IsAMidnightInLondon) {
  EXPECT_TRUE(is_month_bound(at("2025-02-01T00:00:00Z")));
  EXPECT_TRUE(is_month_bound(at("2025-05-31T23:00:00Z")));
  EXPECT_FALSE(is_month_bound(at("2025-06-01T00:00:00Z")));
  EXPECT_FALSE(is_month_bound(at("2025-02-02T00:00:00Z")));
}

TEST(WorkingDays, LeaveOutWeekendsAndHolidays) {
  const WorkingDays days(real_facts().bank_holidays);
  EXPECT_TRUE(days.is_working_day(date("2025-04-17")));
  EXPECT_FALSE(days.is_working_day(date("2025-04-18"))) << "Good Friday";
  EXPECT_FALSE(days.is_working_day(date("2025-04-19"))) << "Saturday";
  EXPECT_FALSE(days.is_working_day(date("2025-04-20"))) << "Sunday";
  EXPECT_FALSE(days.is_working_day(date("2025-04-21"))) << "Easter Monday";
  EXPECT_EQ(days.after(date("2025-04-17"), 1), date("2025-04-22"));
  EXPECT_EQ(days.after(date("2025-06-02"), 10), date("2025-06-16"));
  EXPECT_EQ(days.after(date("2025-06-01"), 10), date("2025-06-13")) << "day 0 may be a Sunday";
  EXPECT_EQ(days.after(date("2025-12-19"), 10), date("2026-01-07")) << "over Christmas and the New Year";
  EXPECT_EQ(days.after(date("2022-05-30"), 3), date("2022-06-06")) << "the jubilee";
}

TEST(WorkingDays, EndWhereTheHolidaysEnd) {
  const WorkingDays days(real_facts().bank_holidays);
  EXPECT_EQ(days.after(date("2030-12-27"), 2), date("2030-12-31"));
  EXPECT_EQ(days.after(date("2030-12-27"), 3), std::nullopt);
  EXPECT_EQ(days.after(date("2017-06-01"), 1), std::nullopt);
  EXPECT_EQ(WorkingDays({}).after(date("2025-06-02"), 1), std::nullopt);
}

}  // namespace
}  // namespace hallmark::oracle
