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

Footer footer_of(const std::vector<CaseRow>& rows) {
  TallyOfRun tally;
  for (const auto& each : rows) tally.add(each);
  return tally.footer(static_cast<int>(rows.size()), static_cast<int>(rows.size()));
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
  EXPECT_EQ(TallyOfRun{}.footer(0, 0).exit_code, 2);
  EXPECT_EQ(TallyOfRun{}.footer(5, 0).exit_code, 0);
}

TEST(TallyOfRun, AStoppedRunCannotTell) {
  TallyOfRun tally;
  tally.add(row(Outcome::pass));
  tally.stop("it stopped");
  const auto footer = tally.footer(2, 2);
  EXPECT_EQ(footer.exit_code, 2);
  EXPECT_EQ(footer.reason, "Could not tell: it stopped.");
}

TEST(TallyOfRun, ErrorsInARowAreCountedFromTheLastOther) {
  TallyOfRun tally;
  tally.add(row(Outcome::error));
  tally.add(row(Outcome::error));
  EXPECT_EQ(tally.errors_in_a_row(), 2);
  tally.add(row(Outcome::fail));
  EXPECT_EQ(tally.errors_in_a_row(), 0);
}

}  // namespace
}  // namespace hallmark::run
