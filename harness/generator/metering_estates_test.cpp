#include "harness/generator/metering_estates.h"

#include <gtest/gtest.h>

#include <set>

namespace hallmark::generator {
namespace {

MeteringEstate made(const MeteringPlan& plan, std::uint64_t seed = 5) {
  Random random(seed);
  return metering_estate(plan, random);
}

TEST(MeteringEstate, HasTheMetersItIsAskedFor) {
  MeteringPlan plan;
  plan.points = 4;
  plan.meters_a_point = 2;
  plan.status = "Commissioned";
  plan.service_flag = "A";
  const auto all = made(plan);
  ASSERT_EQ(all.points.size(), 4U);
  EXPECT_EQ(all.estate.metering_points.size(), 4U);
  EXPECT_EQ(all.estate.devices.size(), 12U) << "a hub and two meters a point";
  std::set<std::string> operators;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto& point = all.estate.metering_points[i];
    EXPECT_EQ(point.fuel, i % 2 == 0 ? "electricity" : "gas");
    EXPECT_EQ(point.supplier, all.supplier(all.points[i]));
    EXPECT_EQ(point.service_flag, "A");
    operators.insert(point.network_operator);
    for (const auto& id : all.points[i].meters) {
      const auto* meter = scenario::find_device(all.estate, id);
      ASSERT_NE(meter, nullptr);
      EXPECT_EQ(meter->type, i % 2 == 0 ? "ESME" : "GSME");
      EXPECT_EQ(meter->metering_points, std::vector<std::string>{point.id});
      EXPECT_EQ(scenario::find_device(all.estate, meter->hub)->type, "CHF");
      EXPECT_EQ(meter->install_code->size(), 32U);
    }
  }
  EXPECT_EQ(operators.size(), 4U) << "two a fuel";
}

TEST(MeteringEstate, NamesNothingTwice) {
  MeteringPlan plan;
  plan.points = 3000;
  plan.points_a_hub = 100;
  const auto all = made(plan);
  std::set<std::string> ids;
  for (const auto& user : all.estate.users) ids.insert(user.id);
  for (const auto& device : all.estate.devices) {
    EXPECT_EQ(device.id.size(), 23U) << device.id;
    ids.insert(device.id);
  }
  EXPECT_EQ(ids.size(), all.estate.users.size() + 3030U);
  std::set<std::string> points;
  for (const auto& point : all.estate.metering_points) {
    EXPECT_EQ(point.id.size(), point.fuel == "gas" ? 10U : 13U);
    points.insert(point.id);
  }
  EXPECT_EQ(points.size(), 3000U);
}

TEST(MeteringEstate, MayBeOfOneFuel) {
  MeteringPlan plan;
  plan.points = 2;
  plan.only = "gas";
  for (const auto& point : made(plan).points) EXPECT_EQ(point.fuel, "gas");
  plan.only = "electricity";
  for (const auto& point : made(plan).points) EXPECT_EQ(point.fuel, "electricity");
}

TEST(MeteringEstate, IsAFunctionOfTheSeed) {
  EXPECT_EQ(made({}, 1).estate, made({}, 1).estate);
  EXPECT_NE(made({}, 1).estate, made({}, 2).estate);
}

}  // namespace
}  // namespace hallmark::generator
