// What is undecided while something may still come, and what is wrong whenever it comes.
#include "harness/verdict/in_time.h"

#include <gtest/gtest.h>

#include "harness/verdict/judge_scene.h"

namespace hallmark::verdict {
namespace {

const scenario::Instant at_noon{noon};

Outcome outcome_in_time(const Condition& condition, const Observation& observation, Overdue& overdue,
                        std::vector<std::string> ids = {"a.b"}) {
  auto expectation =
      in_time(expecting(condition, Level::must, std::move(ids)), observation, {"PT10S", at_noon}, overdue);
  return judge(expectation, observation, 0, false).judgements.front().outcome;
}

Outcome outcome_in_time(const Condition& condition, const Observation& observation) {
  Overdue overdue;
  return outcome_in_time(condition, observation, overdue);
}

Observation told_csp(std::vector<bool> rows) {
  observation::Drained answer;
  for (const bool restricted : rows) answer.effects.to_csp.push_back({"d1", restricted});
  return Answered{answer};
}

struct Lack {
  const char* title;
  Condition condition;
  Observation lacking;
  Observation wrong;  ///< for good
};

std::vector<Lack> lacks() {
  const Condition both_told = MarketCondition{CspTold{{{"d1", true, true}, {"d1", false, true}}}};
  return {
      {"command", CommandSent{"r1", true}, nothing, {}},
      {"runs", RunsOf{"r1", "", 1, 1}, nothing, sent({{"d1", "r1"}, {"d1", "r1"}})},
      {"payload", PayloadDelivered{canary}, nothing, {}},
      {"alert", AlertReaches{{"u1"}, canary, "AAAA", ""}, nothing, drained({document("u1", "", canary)})},
      {"commands", CommandsLike{"r1", {"d1", "d2"}}, sent({{"d1", "r1"}}), {}},
      {"csp", both_told, told_csp({true}), told_csp({false})},
  };
}

TEST(InTime, WhatIsOwedAndHasNotComeIsUndecided) {
  for (const auto& each : lacks()) {
    const auto now = standing(expecting(each.condition), each.lacking, {});
    EXPECT_TRUE(now.lacks && !now.is_broken) << each.title;
    EXPECT_EQ(outcome_in_time(each.condition, each.lacking), Outcome::inconclusive) << each.title;
  }
}

TEST(InTime, WhatNoLaterRowMendsFails) {
  for (const auto& each : lacks()) {
    if (each.wrong == Observation{}) continue;
    EXPECT_TRUE(standing(expecting(each.condition), each.wrong, {}).is_broken) << each.title;
    EXPECT_EQ(outcome_in_time(each.condition, each.wrong), Outcome::fail) << each.title;
  }
  EXPECT_EQ(outcome_in_time(NoCommands{}, sent({{"d1", "r1"}})), Outcome::fail);
  EXPECT_EQ(outcome_in_time(PayloadWithheld{canary}, drained({document("u1", "", canary)})), Outcome::fail);
}

TEST(InTime, WhatCameBeforeOnlyLaterIsNoFailureNow) {
  EXPECT_EQ(outcome_in_time(CommandsLike{"r1", {}}, sent({{"d1", "r1"}})), Outcome::inconclusive);
  EXPECT_EQ(outcome_in_time(DeliveredLike{canary, false}, drained({document("u1", "", canary)})),
            Outcome::inconclusive);
  Overdue overdue;
  EXPECT_EQ(outcome_in_time(CommandSent{"r1", false}, sent({{"d1", "r1"}}), overdue, {"choices.one-answer"}),
            Outcome::inconclusive);
}

TEST(InTime, WhatWasOverdueAndComesIsNoFailureAndAnythingElseIs) {
  Overdue overdue;
  EXPECT_EQ(outcome_in_time(CommandSent{"r1", true}, nothing, overdue), Outcome::inconclusive);
  EXPECT_EQ(outcome_in_time(NoCommands{}, sent({{"d1", "r1"}}), overdue), Outcome::inconclusive);
  EXPECT_EQ(outcome_in_time(NoCommands{}, sent({{"d1", "r1"}, {"d1", "r2"}}), overdue), Outcome::fail);
  EXPECT_FALSE(standing(expecting(NoCommands{}), sent({{"d1", "r1"}}), overdue).is_broken);
}

TEST(InTime, ReportLevelIsNotWaitedFor) {
  EXPECT_FALSE(standing(expecting(CommandSent{"r1", true}, Level::report), nothing, {}).lacks);
}

TEST(InTime, MomentsAreToldAsFarAsClocksAgree) {
  const auto effective = [](int seconds) { return ssi(true, {}, scenario::text({noon + seconds})); };
  EXPECT_EQ(outcome_in_time(EffectiveWithin{noon, 0}, effective(clocks_apart)), Outcome::pass);
  EXPECT_EQ(outcome_in_time(EffectiveWithin{noon, 0}, effective(clocks_apart + 1)), Outcome::fail);
  for (const bool announced : {true, false}) {
    EXPECT_EQ(outcome_in_time(EffectiveAnnounced{noon, announced}, effective(clocks_apart)), Outcome::pass);
    EXPECT_EQ(outcome_in_time(EffectiveAnnounced{noon, announced}, effective(60)),
              announced ? Outcome::pass : Outcome::fail);
  }
}

}  // namespace
}  // namespace hallmark::verdict
