// Every pair of answers stands in some row, and the rows are few.
#include "harness/generator/covering_array.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace hallmark::generator {
namespace {

bool holds_every_pair(const std::vector<Row>& rows, const std::vector<std::size_t>& answers) {
  for (std::size_t one = 0; one < answers.size(); ++one) {
    for (std::size_t other = one + 1; other < answers.size(); ++other) {
      for (std::size_t a = 0; a < answers[one]; ++a) {
        for (std::size_t b = 0; b < answers[other]; ++b) {
          const auto stands = [&](const Row& row) { return row[one] == a && row[other] == b; };
          if (std::none_of(rows.begin(), rows.end(), stands)) return false;
        }
      }
    }
  }
  return true;
}

TEST(CoveringArray, HoldsEveryPair) {
  for (const std::vector<std::size_t>& answers : std::vector<std::vector<std::size_t>>{
           {2, 2}, {1, 1}, {3, 1, 2}, {4, 3, 3, 2, 2, 2}, {10, 3, 2, 1, 2, 3, 2, 2, 2, 2, 3, 2}}) {
    const auto rows = covering_array(answers);
    EXPECT_TRUE(holds_every_pair(rows, answers));
    for (const auto& row : rows) {
      ASSERT_EQ(row.size(), answers.size());
      for (std::size_t point = 0; point < row.size(); ++point) EXPECT_LT(row[point], answers[point]);
    }
    EXPECT_EQ(rows, covering_array(answers)) << "the same every time";
  }
}

TEST(CoveringArray, LacksAPairWithoutOneOfItsRows) {
  const std::vector<std::size_t> answers = {4, 3, 3, 2, 2, 2};
  auto rows = covering_array(answers);
  rows.pop_back();
  EXPECT_FALSE(holds_every_pair(rows, answers));
}

TEST(CoveringArray, TakesFewRows) {
  EXPECT_LE(covering_array(std::vector<std::size_t>(20, 2)).size(), 20U) << "of a million combinations";
  EXPECT_LE(covering_array({10, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2}).size(), 36U);
}

TEST(CoveringArray, OfOnePointHasARowAnAnswer) {
  EXPECT_EQ(covering_array({3}), (std::vector<Row>{{0}, {1}, {2}}));
  EXPECT_TRUE(covering_array({}).empty());
}

}  // namespace
}  // namespace hallmark::generator
