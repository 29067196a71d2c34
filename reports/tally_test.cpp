#include "reports/tally.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "reports/sample.h"

namespace hallmark::reports {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

run::CaseRow on(const std::string& srv, const std::string& type, const std::string& expect, const std::string& level,
                verdict::Judgement judgement, const std::string& restricted) {
  run::CaseRow row = sample::row("restricted/allow_list/" + srv + "." + type, Outcome::none);
  row.axes = {srv, type, "IS", 1, expect, level, "accepted I99", restricted};
  row.verdict = verdict::conclude({std::move(judgement)}, {});
  return row;
}

verdict::Judgement judged(Outcome outcome, spec::Level level, const std::string& id) {
  return {outcome, level, {id}, "because", 0};
}

std::vector<std::string> given(const std::vector<run::CaseRow>& rows) {
  std::vector<std::string> srvs;
  for (const GivenOut& row : given_out(sample::record_of(rows, 1))) srvs.push_back(row.srv);
  return srvs;
}

constexpr auto must_level = spec::Level::must;
constexpr auto should_level = spec::Level::should;

TEST(GivenOut, ABrokenProhibitionOnARejectedRowCounts) {
  EXPECT_THAT(given({on("4.1.1", "ESME", "reject", "must", judged(Outcome::fail, must_level, "mp169.allow-list"), "")}),
              ElementsAre("4.1.1"));
}

TEST(GivenOut, AFailureOfAnotherKindDoesNot) {
  const auto other = judged(Outcome::fail, must_level, "duis.response-valid");
  EXPECT_THAT(given({on("4.1.1", "ESME", "reject", "must", other, "refused E5")}), IsEmpty());
}

TEST(GivenOut, TheFormOfARefusalDoesNot) {
  const auto form = judged(Outcome::warn, should_level, "mp169.allow-list");
  EXPECT_THAT(given({on("4.1.1", "ESME", "reject", "must", form, "refused without a response")}), IsEmpty());
}

TEST(GivenOut, AShouldRowCountsWhereItWasAccepted) {
  const auto judgement = judged(Outcome::warn, should_level, "mp169.consumption-never-leaves");
  EXPECT_THAT(given({on("4.3", "ESME", "reject", "should", judgement, "accepted I99")}), ElementsAre("4.3"));
}

TEST(GivenOut, WhatTheProfilePermitsIsNoLeak) {
  run::CaseRow row = on("1.1.1", "ESME", "permit", "should", judged(Outcome::pass, must_level, "mp169.allow-list"), "");
  row.verdict.notes = {{"gives-out", "1.1.1", "answered"}};
  EXPECT_THAT(given({row}), IsEmpty());
}

TEST(GivenOut, MustsStandBeforeShouldsAndSrvsInTheirOrder) {
  const auto must = judged(Outcome::fail, must_level, "mp169.allow-list");
  const auto rows = std::vector{on("4.3", "ESME", "reject", "should", must, "accepted I99"),
                                on("4.10", "GSME", "reject", "must", must, "accepted I99"),
                                on("4.2", "ESME", "reject", "must", must, "accepted I99"),
                                on("4.2", "GPF", "reject", "must", must, "accepted I99"),
                                on("4.2", "ESME", "reject", "must", must, "accepted I99")};
  EXPECT_THAT(given(rows), ElementsAre("4.2", "4.10", "4.3"));
  EXPECT_THAT(given_out(sample::record_of(rows, 1))[0].device_types, ElementsAre("ESME", "GPF"));
}

TEST(RejectionsWereTried, OnlyWhereOneWasJudged) {
  const auto inconclusive = judged(Outcome::inconclusive, must_level, "mp169.allow-list");
  const auto pass = judged(Outcome::pass, must_level, "mp169.allow-list");
  const auto tried = [](run::CaseRow row) { return rejections_were_tried(sample::record_of({std::move(row)}, 0)); };
  EXPECT_TRUE(tried(on("4.1.1", "ESME", "reject", "must", pass, "refused E5")));
  EXPECT_FALSE(tried(on("4.1.1", "ESME", "reject", "must", inconclusive, "refused E5")));
  EXPECT_FALSE(tried(on("4.1.1", "ESME", "reject", "must", pass, "")));
  EXPECT_FALSE(tried(on("4.1.1", "ESME", "permit", "must", pass, "accepted I99")));
}

TEST(TallyRequirements, EveryRequirementHasARowAndUnknownIdsJoinAtTheEnd) {
  const auto tallies = tally_requirements(sample::golden_record(), sample::facts());
  ASSERT_EQ(tallies.size(), sample::facts().requirements.size() + 1);
  EXPECT_EQ(tallies[0].id, "mp169.allow-list");
  EXPECT_EQ(tallies[0].passed, 2);
  EXPECT_EQ(tallies[0].failed, 2);
  EXPECT_EQ(tallies[0].inconclusive, 1);
  EXPECT_EQ(tallies[0].judged(), 4);
  const auto unjudged =
      std::find_if(tallies.begin(), tallies.end(), [](const auto& each) { return each.id == "mp077.no-old-values"; });
  EXPECT_EQ(unjudged->worst(), Outcome::none);
  EXPECT_EQ(tallies[tallies.size() - 2].id, "choices.one-answer");
  EXPECT_EQ(tallies[tallies.size() - 2].warned, 1) << "judged of the run as a whole";
  EXPECT_EQ(tallies.back().id, "mp169.unheard-of");
  EXPECT_EQ(tallies.back().requirement, nullptr);
}

TEST(TallyRequirements, ACaseCountsOnceWithItsWorst) {
  run::CaseRow row = sample::row("a/b/c", Outcome::none);
  row.verdict = verdict::conclude(
      {judged(Outcome::pass, must_level, "mp169.allow-list"), judged(Outcome::fail, must_level, "mp169.allow-list"),
       judged(Outcome::warn, should_level, "mp169.allow-list")},
      {});
  const run::Record record = sample::record_of({row}, 1);
  const spec::Facts facts = sample::facts();
  const auto tallies = tally_requirements(record, facts);
  EXPECT_EQ(tallies[0].failed, 1);
  EXPECT_EQ(tallies[0].judged(), 1);
}

TEST(ByRequirement, MustsFirstThenTheLargerGroup) {
  std::vector<run::CaseRow> rows;
  const auto add = [&](const std::string& id, spec::Level level) {
    rows.push_back(sample::row("a/b/" + std::to_string(rows.size()), Outcome::none));
    rows.back().verdict = verdict::conclude({judged(Outcome::fail, level, id)}, {});
  };
  for (int times = 0; times < 3; ++times) add("should.many", should_level);
  add("must.one", must_level);
  for (int times = 0; times < 2; ++times) add("must.two", must_level);
  const run::Record record = sample::record_of(std::move(rows), 1);
  std::vector<std::string> ids;
  for (const auto& group : by_requirement(record, Outcome::fail)) ids.push_back(group.id);
  EXPECT_THAT(ids, ElementsAre("must.two", "must.one", "should.many"));
}

TEST(ByReason, LargerGroupsFirst) {
  const run::Record record =
      sample::record_of({sample::row("a/b/1", Outcome::error, "x"), sample::row("a/b/2", Outcome::error, "y"),
                         sample::row("a/b/3", Outcome::error, "y"), sample::row("a/b/4", Outcome::pass, "y")},
                        2);
  const auto groups = by_reason(record, Outcome::error);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].reason, "y");
  EXPECT_EQ(groups[0].count, 2);
  EXPECT_EQ(groups[0].first->case_id, "a/b/2");
}

TEST(SrvBefore, ComparesPartsAsNumbers) {
  std::vector<std::string> srvs = {"4.10", "11.1", "4.2", "4.1.4", "4.1", "4.1.1", "8.14.2"};
  std::sort(srvs.begin(), srvs.end(), srv_before);
  EXPECT_THAT(srvs, ElementsAre("4.1", "4.1.1", "4.1.4", "4.2", "4.10", "8.14.2", "11.1"));
}

}  // namespace
}  // namespace hallmark::reports
