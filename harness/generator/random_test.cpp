#include "harness/generator/random.h"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <vector>

namespace hallmark::generator {
namespace {

std::vector<std::uint64_t> first(std::uint64_t seed, int count) {
  Random random(seed);
  std::vector<std::uint64_t> numbers;
  for (int i = 0; i < count; ++i) numbers.push_back(random.next());
  return numbers;
}

TEST(Random, GivesThePublishedNumbersOfSplitMix64) {
  EXPECT_EQ(first(0, 4), (std::vector<std::uint64_t>{0xE220A8397B1DCDAFU, 0x6E789E6AA1B965F4U, 0x06C45D188009454FU,
                                                     0xF88BB8A8724C81ECU}));
  EXPECT_EQ(first(1234567, 3),
            (std::vector<std::uint64_t>{6457827717110365317U, 3203168211198807973U, 9817491932198370423U}));
  EXPECT_NE(first(1234567, 3), first(1234568, 3));
}

TEST(Random, GoesOnFromWhereItStands) {
  Random random(9);
  const auto one = random.next();
  EXPECT_NE(random.next(), one);
  Random copy = random;
  EXPECT_EQ(copy.next(), random.next());
}

TEST(Random, StaysBelowItsBoundAndReachesEveryValue) {
  Random random(1);
  std::array<int, 10> seen{};
  for (int i = 0; i < 10'000; ++i) {
    const auto number = random.below(10);
    ASSERT_LT(number, 10U);
    ++seen[number];
  }
  for (const int count : seen) {
    EXPECT_GT(count, 850);
    EXPECT_LT(count, 1150);
  }
  EXPECT_EQ(random.below(1), 0U);
}

TEST(CaseSeed, IsTheDigestOfRunSeedAndCaseId) {
  EXPECT_EQ(case_seed(1, "restricted/allow_list/srv_4_1_1.esme.is.cv1"), 0xBEA4F941D314C727U);
  EXPECT_EQ(case_seed(2, "restricted/allow_list/srv_4_1_1.esme.is.cv1"), 0xE39B071147B85866U);
  EXPECT_EQ(case_seed(1, "x"), 0x9764ED1A67FADE83U);
}

TEST(CaseSeed, DiffersForEveryCaseAndRun) {
  std::set<std::uint64_t> seeds;
  for (std::uint64_t run = 0; run < 50; ++run) {
    for (const auto* id : {"a", "b", "a.cv1", "a.cv2", "1 a", ""}) seeds.insert(case_seed(run, id));
  }
  EXPECT_EQ(seeds.size(), 300U);
  EXPECT_EQ(case_seed(7, "a"), case_seed(7, "a"));
}

}  // namespace
}  // namespace hallmark::generator
