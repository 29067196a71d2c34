// What judgements and notes come of demands that are met, broken, undecided, or met by a breakdown.
#include <gtest/gtest.h>

#include "harness/verdict/judge_scene.h"

namespace hallmark::verdict {
namespace {

TEST(Judgement, KeepsLevelIdsStepAndReason) {
  const auto judged = judge(expecting(SsiAccepts{true}, Level::must, {"x.y", "x.z"}), ssi(false), 7, false);
  ASSERT_EQ(judged.judgements.size(), 1U);
  const auto& judgement = judged.judgements.front();
  EXPECT_EQ(judgement.level, Level::must);
  EXPECT_EQ(judgement.requirements, (std::vector<std::string>{"x.y", "x.z"}));
  EXPECT_EQ(judgement.step, 7);
  EXPECT_EQ(judgement.reason, "the rule, but it was refused");
}

TEST(Judgement, IsOneADemandInOrder) {
  auto expectation = expecting(SsiAccepts{true}, Level::must, {"first"});
  expectation.demands.push_back({ReadsRestricted{true}, Level::must, {"second"}, ""});
  const auto judged = judge(expectation, ssi(true, false), 0, false);
  ASSERT_EQ(judged.judgements.size(), 2U);
  EXPECT_EQ(judged.judgements[0].outcome, Outcome::pass);
  EXPECT_EQ(judged.judgements[1].outcome, Outcome::fail);
  EXPECT_EQ(judged.judgements[1].requirements, std::vector<std::string>{"second"});
}

TEST(Judgement, NothingDemandedOfAnAnswerIsNone) {
  for (const auto& observation : {done, nothing, response("E5"), Observation{Refused{"no"}}}) {
    const auto judged = judge({}, observation, 0, true);
    EXPECT_TRUE(judged.judgements.empty() && judged.notes.empty());
  }
}

TEST(Should, WarnsWhenBrokenAndFailsUnderStrict) {
  const auto expectation = expecting(NoCommands{}, Level::should);
  EXPECT_EQ(judge(expectation, sent({{"d", "r"}}), 0, false).judgements.at(0).outcome, Outcome::warn);
  EXPECT_EQ(judge(expectation, sent({{"d", "r"}}), 0, true).judgements.at(0).outcome, Outcome::fail);
  EXPECT_EQ(judge(expectation, nothing, 0, true).judgements.at(0).outcome, Outcome::pass);
}

TEST(Should, IsNoWarningWhereUndecidedOrUnclaimed) {
  EXPECT_EQ(judge(expecting(Undecided{}, Level::should), done, 0, true).judgements.at(0).outcome,
            Outcome::inconclusive);
  EXPECT_EQ(judge(expecting(NotClaimed{}, Level::should), done, 0, true).judgements.at(0).outcome,
            Outcome::not_applicable);
}

TEST(Should, OfWhichTheSourcesDisagreeNeverFails) {
  auto expectation = expecting(NoCommands{}, Level::should);
  expectation.demands.front().fails_when_strict = false;
  EXPECT_EQ(judge(expectation, sent({{"d", "r"}}), 0, true).judgements.at(0).outcome, Outcome::warn);
  expectation.demands.front().level = Level::must;
  EXPECT_EQ(judge(expectation, sent({{"d", "r"}}), 0, true).judgements.at(0).outcome, Outcome::fail);
}

TEST(Must, FailsWithOrWithoutStrict) {
  for (const bool strict : {false, true})
    EXPECT_EQ(judge(expecting(NoCommands{}), sent({{"d", "r"}}), 0, strict).judgements.at(0).outcome, Outcome::fail);
}

TEST(Report, IsANoteWhenBrokenAndNeverAJudgement) {
  for (const bool strict : {false, true}) {
    const auto expectation = expecting(NoCommands{}, Level::report);
    const auto broken = judge(expectation, sent({{"d", "r"}}), 0, strict);
    EXPECT_TRUE(broken.judgements.empty());
    ASSERT_EQ(broken.notes.size(), 1U);
    EXPECT_EQ(broken.notes[0], (Note{"remark", "a.b", "the rule, but a command went to d"}));
    const auto met = judge(expectation, nothing, 0, strict);
    EXPECT_TRUE(met.judgements.empty() && met.notes.empty());
  }
}

TEST(Report, OfNoRequirementIsANoteToo) {
  const auto judged = judge(expecting(NotMet{"why"}, Level::report, {}), done, 0, false);
  ASSERT_EQ(judged.notes.size(), 1U);
  EXPECT_EQ(judged.notes[0].subject, "");
}

TEST(BrokenImplementation, IsOneErrorWhateverIsExpected) {
  const std::vector<std::pair<Observation, std::string>> breakages = {
      {observation::Crashed{"signal 11", "", ""}, "submit: it crashed: signal 11"},
      {observation::TimedOut{5000, "", ""}, "submit: no answer within 5000 ms"},
      {observation::Malformed{"no JSON", "x", ""}, "submit: no protocol answer: no JSON"}};
  auto many = expecting(NothingHandedOver{});
  many.demands.push_back({RefusedByErrorCode{}, Level::should, {"c.d"}, ""});
  many.operation_needed = "restricted-mode";
  Expectation empty;
  empty.operation = "submit";
  for (const auto& [observation, reason] : breakages) {
    for (const auto& expectation :
         {empty, expecting(SsiAccepts{false}), expecting(NoCommands{}, Level::report), many}) {
      const auto judged = judge(expectation, observation, 4, false);
      EXPECT_EQ(judged.judgements, (std::vector<Judgement>{{Outcome::error, Level::must, {}, reason, 4}}));
      EXPECT_TRUE(judged.notes.empty());
    }
  }
}

TEST(BrokenImplementation, ByHostileXmlBreaksThatRequirement) {
  auto hostile = expecting(NotCarriedOut{});
  hostile.demands.push_back({SafeFromHostileXml{}, Level::must, {"c.d"}, ""});
  const auto judged = judge(hostile, observation::TimedOut{5000, "", ""}, 0, false);
  ASSERT_EQ(judged.judgements.size(), 1U);
  EXPECT_EQ(judged.judgements[0].outcome, Outcome::error);
  EXPECT_EQ(judged.judgements[0].requirements, std::vector<std::string>{"c.d"});
}

TEST(BrokenImplementation, ShowsNothingWhereNobodyPromisedAnAnswer) {
  auto expectation = expecting(NoCommands{}, Level::should);
  expectation.may_go_unanswered = true;
  const auto judged = judge(expectation, observation::Crashed{"signal 11", "", ""}, 0, true);
  ASSERT_EQ(judged.judgements.size(), 1U);
  EXPECT_EQ(judged.judgements[0].outcome, Outcome::inconclusive);
  EXPECT_EQ(judged.judgements[0].level, Level::should);
  EXPECT_EQ(judge(expectation, sent({{"d", "r"}}), 0, false).judgements.at(0).outcome, Outcome::warn);
}

TEST(BrokenImplementation, IsNotWhoIsLateForWhatIsMoreThanItClaims) {
  auto expectation = expecting(NoCommands{});
  expectation.may_be_late = true;
  const auto late = judge(expectation, observation::TimedOut{5000, "", ""}, 0, true);
  EXPECT_TRUE(late.judgements.empty());
  EXPECT_TRUE(late.notes.empty());
  EXPECT_EQ(judge(expectation, observation::Crashed{"signal 11", "", ""}, 0, false).judgements.at(0).outcome,
            Outcome::error);
  EXPECT_EQ(judge(expectation, sent({{"d", "r"}}), 0, false).judgements.at(0).outcome, Outcome::fail);
}

TEST(DeclinedOperation, IsNotApplicableWhereNoClaimedFacetNeedsIt) {
  auto expectation = expecting(NoCommands{});
  expectation.demands.push_back({NoCommands{}, Level::should, {"a.b", "c.d"}, ""});
  const auto judged = judge(expectation, Declined{-32601, "not offered"}, 2, false);
  ASSERT_EQ(judged.judgements.size(), 1U);
  EXPECT_EQ(judged.judgements[0].outcome, Outcome::not_applicable);
  EXPECT_EQ(judged.judgements[0].requirements, (std::vector<std::string>{"a.b", "c.d"}));
  EXPECT_EQ(judged.judgements[0].step, 2);
}

TEST(DeclinedOperation, FailsWhereAClaimedFacetNeedsIt) {
  auto expectation = expecting(NoCommands{});
  expectation.operation_needed = "restricted-mode";
  const auto judged = judge(expectation, Declined{-32601, "not offered"}, 0, false);
  ASSERT_EQ(judged.judgements.size(), 1U);
  EXPECT_EQ(judged.judgements[0].outcome, Outcome::fail);
  EXPECT_EQ(judged.judgements[0].reason, "submit is declined (-32601), and the claimed facet restricted-mode needs it");
}

TEST(DeclinedOperation, IsInconclusiveWhereOnlyThisUseOfItIsDeclined) {
  for (const std::string facet : {"", "restricted-mode"}) {
    auto expectation = expecting(NoCommands{});
    expectation.operation_needed = facet;
    const auto judged = judge(expectation, Declined{-32602, "no such device"}, 0, true);
    ASSERT_EQ(judged.judgements.size(), 1U);
    EXPECT_EQ(judged.judgements[0].outcome, Outcome::inconclusive);
  }
}

/// What the way to an implementation cannot carry says nothing of the implementation; who declines it by itself is
/// told.
TEST(DeclinedOperation, IsNotApplicableWhereItWasNeverSent) {
  oracle::Expectation expectation;
  expectation.operation = "submit";
  expectation.operation_needed = "restricted-mode";
  const auto outcome_of = [&](bool unsent) {
    return judge(expectation, Declined{-32602, "not sent: no UTF-8", unsent}, 0, false).judgements.at(0);
  };
  EXPECT_EQ(outcome_of(true).outcome, Outcome::not_applicable);
  EXPECT_EQ(outcome_of(true).reason, "submit: not sent: no UTF-8");
  EXPECT_EQ(outcome_of(false).outcome, Outcome::inconclusive);
}

TEST(DeclinedOperation, IsNotApplicableWhereThisUseOfItMayBeDeclined) {
  auto expectation = expecting(NoCommands{});
  expectation.operation_needed = "restricted-mode";
  expectation.may_be_declined = true;
  EXPECT_EQ(judge(expectation, Declined{-32602, "no DCC Alerts"}, 0, false).judgements.at(0).outcome,
            Outcome::not_applicable);
  EXPECT_EQ(judge(expectation, Declined{-32601, "not offered"}, 0, false).judgements.at(0).outcome, Outcome::fail);
}

}  // namespace
}  // namespace hallmark::verdict
