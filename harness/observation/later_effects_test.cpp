#include "harness/observation/later_effects.h"

#include <gtest/gtest.h>

namespace hallmark::observation {
namespace {

/// One row in each list, told apart by a word.
Effects one_of_each(const std::string& word) {
  Effects effects;
  effects.to_devices.push_back({word, "id", "4.1.1", {}, {}});
  effects.to_users.push_back({word, {}});
  effects.to_csp.push_back({word, true});
  effects.to_registration.push_back({word, {}, {}});
  effects.install_codes.push_back({word, {}, {}, {}, {}, false, {}});
  return effects;
}

TEST(Effects, WhatHappenedLaterComesAfterwardsInEachList) {
  auto all = one_of_each("first");
  append(all, one_of_each("second"));
  const auto first = one_of_each("first");
  const auto second = one_of_each("second");
  EXPECT_EQ(all.to_devices, (std::vector{first.to_devices[0], second.to_devices[0]}));
  EXPECT_EQ(all.to_users, (std::vector{first.to_users[0], second.to_users[0]}));
  EXPECT_EQ(all.to_csp, (std::vector{first.to_csp[0], second.to_csp[0]}));
  EXPECT_EQ(all.to_registration, (std::vector{first.to_registration[0], second.to_registration[0]}));
  EXPECT_EQ(all.install_codes, (std::vector{first.install_codes[0], second.install_codes[0]}));
}

}  // namespace
}  // namespace hallmark::observation
