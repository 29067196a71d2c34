#include "reports/text_summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "reports/sample.h"

namespace hallmark::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using verdict::Outcome;

TEST(TextSummary, TheVerdictStandsFirst) {
  EXPECT_THAT(text_summary(sample::golden_record(), sample::facts()),
              StartsWith("Not conformant: 3 of 12 cases failed and 1 ended in an error.\n"));
}

TEST(TextSummary, NothingSteersTheTerminal) {
  const std::string text = text_summary(sample::golden_record(), sample::facts());
  EXPECT_TRUE(std::none_of(text.begin(), text.end(),
                           [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f; }));
  EXPECT_THAT(text, HasSubstr("<script>alert(1)</script>\\u{1b}[31m"));
}

TEST(TextSummary, TheShippedProfileIsNeverCalledAnnexD) {
  EXPECT_THAT(text_summary(sample::record_of({}, 2), {}), HasSubstr("shipped profile, derived, not Annex D"));
  EXPECT_THAT(text_summary(sample::golden_record(), {}),
              HasSubstr("house.csv (sha256:9f0e), 2 differences from the shipped profile"));
}

TEST(TextSummary, AnEmptyRecordIsNoGoodNews) {
  const std::string text = text_summary(run::Record{}, {});
  EXPECT_THAT(text, StartsWith("The run did not finish: its record has no footer, so there is no verdict.\n"));
  EXPECT_THAT(text, HasSubstr("Not known: no request that the profile rejects was tried"));
  EXPECT_THAT(text, HasSubstr("it never said who it is"));
  EXPECT_THAT(text, Not(HasSubstr("pass")));
}

TEST(TextSummary, SaysInOneLineWhatWasReachedOfTheSchema) {
  const std::string text = text_summary(sample::golden_record(), sample::facts());
  EXPECT_THAT(text, HasSubstr("reached 402 of 1,637 element paths, 61 of 349 branches and 504 of 4,712 value bound"));
  EXPECT_THAT(text_summary(sample::record_of({}, 2), sample::facts()), Not(HasSubstr("Schema coverage")));
}

TEST(TextSummary, StaysShortHoweverMuchFailed) {
  std::vector<run::CaseRow> rows;
  for (int number = 0; number < 2000; ++number) {
    const std::string name = std::to_string(number);
    rows.push_back(
        sample::row("a/b/" + name, number % 2 ? Outcome::fail : Outcome::error, name + std::string(9999, 'x')));
    rows.back().verdict.judgements[0].requirements = {"own.requirement-" + name};
  }
  const std::string text = text_summary(sample::record_of(std::move(rows), 1), {});
  EXPECT_THAT(text, HasSubstr("… and 980 more; the JSON and HTML reports have them."));
  EXPECT_LT(std::count(text.begin(), text.end(), '\n'), 250);
  EXPECT_LT(text.size(), 40'000U);
}

TEST(TextSummary, OnlyThreeCasesOfARequirementAreShown) {
  std::vector<run::CaseRow> rows;
  for (int number = 0; number < 5; ++number)
    rows.push_back(sample::row("a/b/case_" + std::to_string(number), Outcome::fail));
  const std::string text = text_summary(sample::record_of(std::move(rows), 1), sample::facts());
  EXPECT_THAT(text, HasSubstr("mp169.allow-list (must, 5 cases)"));
  EXPECT_THAT(text, HasSubstr("$ hallmark replay run.jsonl --case a/b/case_2"));
  EXPECT_THAT(text, Not(HasSubstr("case_3")));
  EXPECT_THAT(text, HasSubstr("… and 2 more cases"));
}

}  // namespace
}  // namespace hallmark::reports
