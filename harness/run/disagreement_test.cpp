// What two plays differ in, and what explains it.
#include "harness/run/disagreement.h"

#include <gtest/gtest.h>

namespace hallmark::run {
namespace {

using Kind = Explanation::Kind;
using spec::Level;
using verdict::Outcome;

Played played(std::vector<std::string> answers, std::vector<verdict::Judgement> judgements = {},
              std::vector<verdict::Note> notes = {}) {
  Played made;
  made.answers = std::move(answers);
  if (judgements.empty()) judgements = {{Outcome::pass, Level::must, {"mp169.visible"}, "", 0}};
  made.row.verdict = verdict::conclude(std::move(judgements), std::move(notes));
  return made;
}

const spec::Facts& facts() {
  static const spec::Facts all = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  return all;
}

verdict::Judgement judged(Outcome outcome, std::vector<std::string> ids) {
  return {outcome, Level::must, std::move(ids), "because", 1};
}

verdict::Note answers_at(const std::string& point, const std::string& text) { return {"open-point", point, text}; }

TEST(Disagreement, IsNoneWhereAnswersAndVerdictsAgree) {
  const auto one = played({"reset: answered", "ssi: accepted"});
  EXPECT_EQ(disagreement(one, one), std::nullopt);
  EXPECT_EQ(first_other_step(one, one), std::nullopt);
}

TEST(Disagreement, IsTheFirstStepAnsweredOtherwise) {
  const auto one = played({"reset: answered", "ssi: accepted", "drain: 4.1.1 "});
  const auto other = played({"reset: answered", "ssi: refused", "drain: "});
  EXPECT_EQ(disagreement(one, other), (Disagreement{Disagreement::Kind::answer, "ssi: accepted", "ssi: refused"}));
  EXPECT_EQ(first_other_step(one, other), 1);
  const auto shorter = played({"reset: answered"});
  EXPECT_EQ(disagreement(one, shorter)->other, "nothing more was asked");
}

TEST(Disagreement, TellsAFailureOfOneAloneBeforeAnything) {
  const auto one = played({"ssi: accepted"});
  const auto other = played({"ssi: refused"}, {judged(Outcome::fail, {"mp169.allow-list"})});
  const auto made = disagreement(one, other);
  EXPECT_EQ(made, (Disagreement{Disagreement::Kind::failure, "", "fail mp169.allow-list"}));
  EXPECT_EQ(disagreement(other, other), std::nullopt) << "both break it alike";
  const auto why = explanation(*made, one, other, facts());
  EXPECT_EQ(why.kind, Kind::requirement);
  EXPECT_EQ(why.name, "mp169.allow-list");
}

/// A permitted answer never fails, so that an open point excuses no failure.
TEST(Disagreement, IsNotExcusedByAnOpenPointWhereOneFails) {
  const auto one = played({"ssi: accepted"}, {}, {answers_at("set-while-set", "accept")});
  const auto other =
      played({"ssi: refused"}, {judged(Outcome::fail, {"mp169.visible"})}, {answers_at("set-while-set", "refuse")});
  EXPECT_EQ(explanation(*disagreement(one, other), one, other, facts()).kind, Kind::requirement);
}

TEST(Disagreement, IsExplainedByTheOpenPointsAnsweredOtherwise) {
  const auto one = played({"ssi: accepted"}, {},
                          {answers_at("set-while-set", "accept"), answers_at("effective-when", "immediate (set)")});
  const auto other = played({"ssi: refused"}, {},
                            {answers_at("set-while-set", "refuse"), answers_at("effective-when", "immediate (set)")});
  const auto why = explanation(*disagreement(one, other), one, other, facts());
  EXPECT_EQ(why, (Explanation{Kind::open_point, "set-while-set", "accept", "refuse"}));
}

TEST(Disagreement, StaysUnexplainedWhereAPointWasSeenOnOneSideOnly) {
  const auto one = played({"ssi: accepted"}, {}, {answers_at("set-while-set", "accept")});
  const auto other = played({"ssi: refused"});
  EXPECT_EQ(explanation(*disagreement(one, other), one, other, facts()), Explanation{});
}

/// Where the codes permit one answer, another one is no choice.
TEST(Disagreement, IsNotExplainedByAPointOfASingleAnswer) {
  const auto one = played({"ssi: accepted"}, {}, {answers_at("hub-exchange", "keep")});
  const auto other =
      played({"ssi: refused"}, {judged(Outcome::warn, {"mp169.flag-exists"})}, {answers_at("hub-exchange", "clear")});
  EXPECT_EQ(explanation(*disagreement(one, other), one, other, facts()).name, "mp169.flag-exists");
}

/// Answers in a word show no code, so that a code explains none.
TEST(Disagreement, IsNotExplainedByTheCodeOfARefusal) {
  const auto one = played({"drain: 4.1.1 "}, {}, {answers_at("rejection-code", "E5 (4.1, synchronous)")});
  const auto other = played({"drain: "}, {}, {answers_at("rejection-code", "E4 (4.1, synchronous)")});
  EXPECT_EQ(explanation(*disagreement(one, other), one, other, facts()), Explanation{});
  const auto later = played({"drain: "}, {}, {answers_at("rejection-code", "E4 (4.1, later)")});
  EXPECT_EQ(explanation(*disagreement(one, later), one, later, facts()).kind, Kind::open_point);
}

TEST(Disagreement, ComesDownToAWarning) {
  const auto one = played({"ssi: accepted"});
  const auto other = played({"ssi: accepted"}, {judged(Outcome::warn, {"mp077.moved-meter"})});
  const auto made = disagreement(one, other);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->kind, Disagreement::Kind::lesser);
  EXPECT_EQ(explanation(*made, one, other, facts()).name, "mp077.moved-meter");
}

TEST(Disagreement, CannotBeToldWhereOneIsNotAskedOrBothBroke) {
  const auto fine = played({"ssi: accepted"});
  const auto broke = played({}, {judged(Outcome::error, {})});
  const auto lacks = played({}, {judged(Outcome::not_applicable, {})});
  EXPECT_TRUE(can_be_compared(fine, broke));
  EXPECT_EQ(explanation(*disagreement(fine, broke), fine, broke, facts()), Explanation{});
  EXPECT_FALSE(can_be_compared(broke, broke));
  EXPECT_FALSE(can_be_compared(fine, lacks));
  EXPECT_FALSE(can_be_compared(lacks, fine));
}

}  // namespace
}  // namespace hallmark::run
