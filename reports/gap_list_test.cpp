// The list of open questions: complete, in every form, and harmless whatever stands in it.
#include "reports/gap_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace hallmark::reports {
namespace {

using testing::HasSubstr;
using testing::Not;

GapList list() {
  GapRow row;
  row.clause = "set-while-set";
  row.question = "What is the answer to setting a flag that is set?";
  row.sources = {"GAP-R-10", "a report, section 3"};
  row.sequence = {"the flag is set", "the flag is set"};
  row.readings = {{"set-while-set=accept", "ssi: accepted"}, {"set-while-set=refuse", "<script>|`refused`"}};
  row.file = "gaps-set_while_set.json";
  GapList made;
  made.gaps = {row};
  made.not_apart = {{"hub-exchange", "keep", "it is the one answer"}};
  made.pairs = 1;
  return made;
}

TEST(GapList, EveryFormHasTextSequenceOutcomesAndSource) {
  for (const auto& form : {gap_text(list()), gap_markdown(list()), gap_html(list())}) {
    for (const char* part : {"set-while-set", "What is the answer", "the flag is set", "ssi: accepted", "GAP-R-10",
                             "section 3", "hub-exchange", "1 question"}) {
      EXPECT_THAT(form, HasSubstr(part));
    }
  }
}

TEST(GapList, NothingInItBecomesMarkup) {
  EXPECT_THAT(gap_html(list()), Not(HasSubstr("<script>")));
  EXPECT_THAT(gap_markdown(list()), Not(HasSubstr("<script>")));
  EXPECT_THAT(gap_markdown(list()), Not(HasSubstr("|`")));
  auto hostile = list();
  hostile.gaps.front().readings.front().outcome = "\x1b[31mred";
  EXPECT_THAT(gap_text(hostile), Not(HasSubstr("\x1b")));
}

TEST(GapList, SaysWhereADifferenceIsOnlySeen) {
  EXPECT_THAT(gap_text(list()), Not(HasSubstr("Only seen")));
  auto seen = list();
  seen.gaps.front().judged = false;
  EXPECT_THAT(gap_text(seen), HasSubstr("Only seen"));
  EXPECT_THAT(gap_markdown(seen), HasSubstr("Only seen"));
  EXPECT_THAT(gap_html(seen), HasSubstr("Only seen"));
}

TEST(GapList, AnEmptyOneIsNoListOfQuestions) {
  EXPECT_THAT(gap_text({}), HasSubstr("0 questions"));
  EXPECT_THAT(gap_html({}), Not(HasSubstr("Not told apart")));
}

}  // namespace
}  // namespace hallmark::reports
