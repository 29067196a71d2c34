#include "harness/observation/observation.h"

#include <gtest/gtest.h>

namespace hallmark::observation {
namespace {

TEST(Observation, ClaimsWhatTheStatementNames) {
  Statement statement;
  statement.facets = {"restricted-mode", "duis-schema"};
  EXPECT_TRUE(claims(statement, "duis-schema"));
  EXPECT_FALSE(claims(statement, "duis"));
  EXPECT_FALSE(claims(Statement{}, "restricted-mode"));
}

TEST(Observation, IsBrokenWhereTheProtocolWas) {
  EXPECT_TRUE(is_broken(Malformed{}));
  EXPECT_TRUE(is_broken(TimedOut{}));
  EXPECT_TRUE(is_broken(Crashed{}));
  EXPECT_FALSE(is_broken(Answered{}));
  EXPECT_FALSE(is_broken(Refused{}));
  EXPECT_FALSE(is_broken(Declined{}));
}

TEST(Observation, GivesTheAnswerOfAKind) {
  const Observation observation = Answered{SsiAnswer{true, "", {}, true, {}}};
  ASSERT_NE(answer<SsiAnswer>(observation), nullptr);
  EXPECT_EQ(answer<SsiAnswer>(observation)->restricted, true);
  EXPECT_EQ(answer<Drained>(observation), nullptr);
  EXPECT_EQ(answer<Drained>(Crashed{}), nullptr);
}

}  // namespace
}  // namespace hallmark::observation
