#include "reports/matrix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/sample.h"

namespace hallmark::reports {
namespace {

using ::testing::ElementsAre;

run::CaseRow on(const std::string& srv, const std::string& type, Outcome outcome) {
  run::CaseRow row = sample::row("a/b/" + srv + type, outcome);
  row.axes.srv = srv;
  row.axes.device_type = type;
  return row;
}

TEST(Matrix, ColumnsFollowTheFactsAndUnknownTypesComeLast) {
  const run::Record record = sample::record_of(
      {on("4.1.1", "TOASTER", Outcome::pass), on("4.1.1", "GPF", Outcome::pass), on("4.1.1", "ESME", Outcome::pass)},
      0);
  EXPECT_THAT(matrix(record, sample::facts()).device_types, ElementsAre("ESME", "GPF", "TOASTER"));
}

TEST(Matrix, ACellShowsTheWorstOfItsCases) {
  const run::Record record = sample::record_of(
      {on("4.1.1", "ESME", Outcome::warn), on("4.1.1", "ESME", Outcome::fail), on("4.1.1", "ESME", Outcome::pass)}, 1);
  const Matrix all = matrix(record, sample::facts());
  ASSERT_EQ(all.rows.size(), 1U);
  const Cell& cell = all.rows[0].cells.at("ESME");
  EXPECT_EQ(cell.cases, 3);
  EXPECT_EQ(cell.worst->verdict.outcome, Outcome::fail);
  EXPECT_EQ(all.rows[0].worst(), Outcome::fail);
}

TEST(Matrix, CasesWithoutAxesStayOutside) {
  EXPECT_TRUE(matrix(sample::record_of({sample::row("a/b/c", Outcome::fail)}, 1), sample::facts()).rows.empty());
}

TEST(WorstReason, IsThatOfTheFirstWorstJudgement) {
  run::CaseRow row;
  EXPECT_EQ(worst_reason(row), "");
  row.verdict = verdict::conclude({{Outcome::warn, spec::Level::should, {}, "mild", 0},
                                   {Outcome::fail, spec::Level::must, {}, "bad", 1},
                                   {Outcome::fail, spec::Level::must, {}, "later", 2}},
                                  {});
  EXPECT_EQ(worst_reason(row), "bad");
}

}  // namespace
}  // namespace hallmark::reports
