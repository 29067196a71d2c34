#include "harness/scenario/estate.h"

#include <gtest/gtest.h>

namespace hallmark::scenario {
namespace {

TEST(Estate, FindsById) {
  Estate estate;
  estate.users = {{"one", {"IS"}}, {"two", {}}};
  estate.devices.resize(2);
  estate.devices[1].id = "meter";
  estate.metering_points.resize(1);
  estate.metering_points[0].id = "1234567890128";
  EXPECT_EQ(find_user(estate, "two"), &estate.users[1]);
  EXPECT_EQ(find_device(estate, "meter"), &estate.devices[1]);
  EXPECT_EQ(find_metering_point(estate, "1234567890128"), &estate.metering_points[0]);
  EXPECT_EQ(find_user(estate, "three"), nullptr);
  EXPECT_EQ(find_device(estate, "one"), nullptr);
  EXPECT_EQ(find_metering_point(estate, ""), nullptr);
}

}  // namespace
}  // namespace hallmark::scenario
