// An implementation with a clock of its own, as a user meets it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suites/program.h"

namespace hallmark::suites {
namespace {

using testing::HasSubstr;

constexpr const char* clocked = "run 'inproc:reference?clock=real&delay-ms=5' --suite restricted/allow_list";

TEST(RealClockUse, ACaseThatNeedsNoLongWaitPassesAndIsJudgedAgain) {
  const Workplace place;
  const std::string run = std::string(clocked) + " --case '*srv_4_1_1.esme.is.cv1' --settle PT0.02S";
  EXPECT_EQ(place.hallmark(run).exit_code, 0);
  const auto record = place.text("hallmark-report/record.jsonl");
  EXPECT_THAT(record, HasSubstr(R"("wait":"PT10S","settle":"PT0.02S")"));
  EXPECT_THAT(record, HasSubstr(R"("moved":)"));
  const auto judged = place.hallmark("judge hallmark-report/record.jsonl");
  EXPECT_EQ(judged.exit_code, 0) << judged.err;
  EXPECT_THAT(judged.out, HasSubstr("Other verdicts than in the record: none"));
}

TEST(RealClockUse, OneThatWouldWaitForDaysIsInconclusiveAndSaysWhichOptionAllowsIt) {
  const Workplace place;
  EXPECT_EQ(place.hallmark(std::string(clocked) + " --case '*srv_5_1.esme.is.cv8'").exit_code, 2);
  EXPECT_THAT(place.text("hallmark-report/record.jsonl"), HasSubstr("PT259200S for a moment of the case, and --wait"));
  EXPECT_EQ(place.hallmark("judge hallmark-report/record.jsonl").exit_code, 2);
}

TEST(RealClockUse, WhatIsNoDurationIsRefused) {
  const Workplace place;
  for (const auto* wrong : {" --wait soon", " --wait 10", " --settle P1Y", " --wait P31D"}) {
    const auto refused = place.hallmark(std::string(clocked) + wrong);
    EXPECT_EQ(refused.exit_code, 3) << wrong;
    EXPECT_THAT(refused.err, HasSubstr("use an ISO 8601 duration")) << wrong;
  }
}

TEST(RealClockUse, AServedReferenceHasOneAndIsAskedForNoAdvance) {
  const Workplace place;
  const auto checked = place.hallmark("check 'inproc:reference?clock=real'");
  EXPECT_EQ(checked.exit_code, 0) << checked.out;
  EXPECT_THAT(checked.out, HasSubstr("advance: not asked, its clock is real"));
}

}  // namespace
}  // namespace hallmark::suites
