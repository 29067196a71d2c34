#include "reports/markdown_summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/sample.h"

namespace hallmark::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(Markdown, NothingFromOutsideBecomesAMark) {
  EXPECT_EQ(markdown("a | b\n<img src=x> `c` [d](e) *f*"),
            "a \\| b\\\\u{a}&lt;img src=x&gt; \\`c\\` \\[d\\](e) \\*f\\*");
}

TEST(MarkdownSummary, TheVerdictAndWhatIsGivenOutStandFirst) {
  const auto text = markdown_summary(sample::golden_record(), sample::facts());
  EXPECT_THAT(text, StartsWith("# Not conformant: 3 of 12 cases failed and 1 ended in an error.\n"));
  EXPECT_LT(text.find("What it still gives out"), text.find("| Cases |"));
  EXPECT_THAT(text, HasSubstr("4.1.1 Read Instantaneous Import Registers"));
  EXPECT_THAT(text, HasSubstr("choices.one-answer (1 case): the run as a whole: rejection-code"));
  EXPECT_THAT(text, Not(HasSubstr("<script>")));
}

TEST(MarkdownSummary, AnEmptyRecordIsNoGoodNews) {
  EXPECT_THAT(markdown_summary(run::Record{}, {}), HasSubstr("did not finish"));
}

}  // namespace
}  // namespace hallmark::reports
