#include "harness/generator/street.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

namespace hallmark::generator {
namespace {

using scenario::Device;

constexpr int streets_tried = 200;

/// What must hold of every estate that an implementation is given (adaptor protocol, `reset`).
void expect_sound(const Street& street) {
  std::set<std::string> ids;
  const auto& estate = street.estate;
  for (const auto& user : estate.users) EXPECT_TRUE(ids.insert(user.id).second) << user.id;
  for (const auto& point : estate.metering_points) {
    EXPECT_TRUE(ids.insert(point.id).second) << point.id;
    EXPECT_NE(scenario::find_user(estate, point.supplier), nullptr);
    EXPECT_NE(scenario::find_user(estate, point.network_operator), nullptr);
  }
  for (const auto& device : estate.devices) {
    EXPECT_TRUE(ids.insert(device.id).second) << device.id;
    EXPECT_NE(scenario::find_user(estate, device.installer), nullptr);
    EXPECT_FALSE(device.restricted && device.payment_mode == "prepayment");
    if (!device.hub.empty()) {
      ASSERT_NE(scenario::find_device(estate, device.hub), nullptr);
      EXPECT_EQ(scenario::find_device(estate, device.hub)->type, "CHF");
    }
    for (const auto& point : device.metering_points) EXPECT_NE(scenario::find_metering_point(estate, point), nullptr);
  }
}

TEST(Streets, AreSound) {
  Random random(1);
  for (int number = 0; number < streets_tried; ++number) {
    StreetPlan plan;
    plan.homes = 2 + number % 5;
    const auto made = street(plan, random);
    ASSERT_EQ(made.homes.size(), static_cast<std::size_t>(plan.homes));
    expect_sound(made);
    for (const auto& home : made.homes) {
      EXPECT_NE(scenario::find_device(made.estate, home.esme), nullptr);
      EXPECT_NE(scenario::find_metering_point(made.estate, home.mprn), nullptr);
      EXPECT_EQ(home.estate.dcc, made.estate.dcc);
      EXPECT_EQ(scenario::find_metering_point(made.estate, home.import_mpan)->supplier, home.import_supplier);
    }
  }
}

/// Every variety comes up; a street of nothing but plain meters would test little.
TEST(Streets, HoldEveryVariety) {
  Random random(2);
  int prepayment = 0, restricted = 0, smets1 = 0, other_status = 0, shared_hub = 0, shared_supplier = 0;
  for (int number = 0; number < streets_tried; ++number) {
    const auto made = street({}, random);
    for (const auto& device : made.estate.devices) {
      prepayment += device.payment_mode == "prepayment" ? 1 : 0;
      restricted += device.restricted ? 1 : 0;
      smets1 += device.smets == 1 ? 1 : 0;
      other_status += device.status == "Suspended" ? 1 : 0;
    }
    shared_hub += made.homes[0].chf == made.homes[1].chf ? 1 : 0;
    shared_supplier += made.homes[0].import_supplier == made.homes[1].import_supplier ? 1 : 0;
  }
  for (const int seen : {prepayment, restricted, smets1, other_status, shared_hub, shared_supplier}) {
    EXPECT_GT(seen, 0);
    EXPECT_LT(seen, streets_tried * 2);
  }
}

TEST(Streets, StartWithinTheirYears) {
  Random random(3);
  std::set<std::string> years;
  StreetPlan plan;
  plan.first_year = 2022;
  plan.last_year = 2035;
  for (int number = 0; number < streets_tried; ++number) {
    years.insert(scenario::text(street(plan, random).estate.now).substr(0, 4));
  }
  EXPECT_EQ(years.size(), 14U);
  EXPECT_EQ(*years.begin(), "2022");
  EXPECT_EQ(*years.rbegin(), "2035");
}

TEST(Streets, OfNoSenseAreRefused) {
  Random random(4);
  StreetPlan plan;
  plan.homes = 1;
  EXPECT_THROW(street(plan, random), std::invalid_argument);
  plan = {2, 2026, 2025};
  EXPECT_THROW(street(plan, random), std::invalid_argument);
}

}  // namespace
}  // namespace hallmark::generator
