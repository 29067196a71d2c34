#include "harness/run/tally_of_run.h"

#include <gtest/gtest.h>

namespace hallmark::run {
namespace {

using spec::Level;
using verdict::Outcome;

CaseRow row(Outcome outcome, Level level = Level::must) {
  CaseRow made;
  made.verdict = verdict::conclude({{outcome, level, {}, "", 0}}, {});
  return made;
}

/// What a tally needs, of few facts.
struct Scene {
  explicit Scene(int selected = 1, bool strict = false) {
    header.selected = selected;
    header.strict = strict;
    header.filter = "a part of the cases";
  }
  TallyOfRun tally() const { return {header, facts, profile, grid}; }

  spec::Facts facts;
  spec::Profile profile{"shipped", "", {}, {}, true};
  ModelGrid grid{facts};
  Header header;
};

Footer footer_of(const std::vector<CaseRow>& rows) {
  const Scene scene(static_cast<int>(rows.size()));
  auto tally = scene.tally();
  for (const auto& each : rows) tally.add(each, {});
  return tally.footer(static_cast<int>(rows.size()));
}

TEST(TallyOfRun, PassesAndWarningsAreAsExpected) {
  EXPECT_EQ(footer_of({row(Outcome::pass), row(Outcome::warn)}).exit_code, 0);
}

TEST(TallyOfRun, OneFailureOutweighsErrorsAndDoubts) {
  EXPECT_EQ(
      footer_of({row(Outcome::error), row(Outcome::inconclusive), row(Outcome::fail), row(Outcome::pass)}).exit_code,
      1);
}

TEST(TallyOfRun, AnErrorAmongPassesCannotTell) {
  EXPECT_EQ(footer_of({row(Outcome::pass), row(Outcome::error)}).exit_code, 2);
}

TEST(TallyOfRun, AnUndecidedMustCannotTellAndAnUndecidedShouldCan) {
  EXPECT_EQ(footer_of({row(Outcome::pass), row(Outcome::inconclusive, Level::must)}).exit_code, 2);
  EXPECT_EQ(footer_of({row(Outcome::pass), row(Outcome::inconclusive, Level::should)}).exit_code, 0);
}

TEST(TallyOfRun, AnUndecidedMustInAWarnedCaseStillCannotTell) {
  CaseRow mixed;
  mixed.verdict = verdict::conclude(
      {{Outcome::warn, Level::should, {}, "", 0}, {Outcome::inconclusive, Level::must, {}, "", 0}}, {});
  EXPECT_EQ(footer_of({row(Outcome::pass), mixed}).exit_code, 2);
}

TEST(TallyOfRun, NothingJudgedCannotTell) {
  EXPECT_EQ(footer_of({row(Outcome::not_applicable)}).exit_code, 2);
  EXPECT_EQ(footer_of({row(Outcome::none)}).exit_code, 2);
}

TEST(TallyOfRun, NothingSelectedCannotTellAndAnEmptyShardIsAsExpected) {
  EXPECT_EQ(Scene(0).tally().footer(0).exit_code, 2);
  EXPECT_EQ(Scene(5).tally().footer(0).exit_code, 0);
}

TEST(TallyOfRun, AStoppedRunCannotTell) {
  const Scene scene(2);
  auto tally = scene.tally();
  tally.add(row(Outcome::pass), {});
  tally.stop("it stopped");
  const auto footer = tally.footer(2);
  EXPECT_EQ(footer.exit_code, 2);
  EXPECT_EQ(footer.reason, "Could not tell: it stopped.");
}

TEST(TallyOfRun, ErrorsInARowAreCountedFromTheLastOther) {
  const Scene scene(2);
  auto tally = scene.tally();
  tally.add(row(Outcome::error), {});
  tally.add(row(Outcome::error), {});
  EXPECT_EQ(tally.errors_in_a_row(), 2);
  tally.add(row(Outcome::fail), {});
  EXPECT_EQ(tally.errors_in_a_row(), 0);
}

TEST(TallyOfRun, AnOpenPointThatIsAnsweredInTwoWaysIsAWarningAndFailsWhenStrict) {
  spec::OpenPoint point;
  point.id = "set-while-set";
  point.answers = {{"accept"}, {"refuse"}};
  const auto answering = [](const std::string& id, const std::string& token) {
    CaseRow made = row(Outcome::pass);
    made.case_id = id;
    made.verdict.notes = {{"open-point", "set-while-set", token}};
    return made;
  };
  for (const bool strict : {false, true}) {
    Scene scene(2, strict);
    scene.facts.open_points.push_back(point);
    auto tally = scene.tally();
    tally.add(answering("a", "accept"), {});
    EXPECT_EQ(tally.footer(1).exit_code, 0);
    EXPECT_EQ(tally.footer(1).judgements.front().outcome, Outcome::pass);
    tally.add(answering("b", "refuse"), {});
    const auto footer = tally.footer(2);
    EXPECT_EQ(footer.exit_code, strict ? 1 : 0);
    EXPECT_EQ(footer.judgements.front().outcome, strict ? Outcome::fail : Outcome::warn);
    EXPECT_NE(footer.reason.find("1 open point is not answered alike"), std::string::npos) << footer.reason;
  }
}

TEST(TallyOfRun, ACertificationWithAVacuityAlarmCannotTell) {
  Scene scene;
  scene.facts.requirements.emplace_back();
  scene.facts.requirements.back().id = "never.judged";
  scene.header.filter = "*";
  for (const bool certification : {false, true}) {
    scene.header.certification = certification;
    auto tally = scene.tally();
    tally.add(row(Outcome::pass), {});
    const auto footer = tally.footer(1);
    EXPECT_FALSE(footer.alarms.empty());
    EXPECT_EQ(footer.not_judged.front(), (NotJudged{"never.judged", "no case judges it"}));
    EXPECT_EQ(footer.exit_code, certification ? 2 : 0);
    EXPECT_EQ(footer.reason.find("never.judged") != std::string::npos, certification) << footer.reason;
    tally.add(row(Outcome::fail), {});
    EXPECT_EQ(tally.footer(2).exit_code, 1) << "a failure outweighs it";
  }
  scene.header.shards = 2;
  auto shard = scene.tally();
  shard.add(row(Outcome::pass), {});
  EXPECT_EQ(shard.footer(1).exit_code, 0) << "what a shard did not reach another may have";
}

/// Whatever was found, it was found by a judge who misses a known defect.
TEST(TallyOfRun, WithoutItsSelfProofNothingCounts) {
  for (const bool holds : {true, false}) {
    Scene scene;
    scene.header.self_proof = SelfProof{"a defect", {{"a/b.c", "ESME", holds ? "caught" : "not caught", "so"}}, holds};
    auto tally = scene.tally();
    tally.add(row(Outcome::pass), {});
    EXPECT_EQ(tally.footer(1).exit_code, holds ? 0 : 2);
    EXPECT_EQ(tally.footer(1).reason.starts_with("Invalid: "), !holds);
    EXPECT_EQ(tally.footer(1).reason.find("not caught by a/b.c") != std::string::npos, !holds);
    tally.add(row(Outcome::fail), {});
    EXPECT_EQ(tally.footer(2).exit_code, holds ? 1 : 2);
  }
}

}  // namespace
}  // namespace hallmark::run
