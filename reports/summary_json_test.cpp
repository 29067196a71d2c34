#include "reports/summary_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "reports/sample.h"

namespace hallmark::reports {
namespace {

using ::testing::ElementsAre;
using verdict::Outcome;

run::Json summary(const run::Record& record) { return run::Json::parse(summary_json(record, sample::facts())); }

TEST(SummaryJson, KeysAreStable) {
  std::vector<std::string> keys;
  const run::Json json = summary(sample::golden_record());
  for (const auto& item : json.items()) keys.push_back(item.key());
  EXPECT_THAT(keys,
              ElementsAre("format", "hallmark", "verdict", "still_gives_out", "alarms", "implementation", "target",
                          "schema", "profile", "facts", "seed", "strict", "certification", "self_proof", "signing",
                          "disguised", "history_requests", "selection", "counts", "requirements", "gives_out",
                          "open_points", "not_run", "matrix", "coverage", "schemaCoverage", "times"));
}

TEST(SummaryJson, SeedsBeyondWhatANumberHoldsStayWhole) {
  EXPECT_EQ(summary(sample::golden_record())["seed"], "18446744073709551615");
}

TEST(SummaryJson, UnjudgedRequirementsAreThere) {
  const run::Json json = summary(sample::record_of({}, 2));
  ASSERT_EQ(json["requirements"].size(), sample::facts().requirements.size());
  for (const run::Json& row : json["requirements"]) EXPECT_EQ(row["judged"], 0);
}

TEST(SummaryJson, FailingCasesOfARequirementStopAtTen) {
  std::vector<run::CaseRow> rows;
  for (int number = 0; number < 15; ++number)
    rows.push_back(sample::row("a/b/" + std::to_string(number), Outcome::fail));
  const run::Json json = summary(sample::record_of(std::move(rows), 1));
  EXPECT_EQ(json["requirements"][0]["failed"], 15);
  EXPECT_EQ(json["requirements"][0]["cases"].size(), 10U);
}

TEST(SummaryJson, SaysWhatWasReachedOfTheSchema) {
  const run::Json coverage = summary(sample::golden_record())["schemaCoverage"];
  EXPECT_EQ(coverage["paths"]["reached"], 402);
  EXPECT_EQ(coverage["paths"]["total"], 1637);
  EXPECT_EQ(coverage["not_reached"].size(), 3U);
  EXPECT_TRUE(summary(sample::record_of({}, 2))["schemaCoverage"].is_null());
}

TEST(SummaryJson, WithoutAFooterThereIsNoVerdict) {
  const run::Json json = summary(run::Record{});
  EXPECT_TRUE(json["schemaCoverage"].is_null());
  EXPECT_TRUE(json["verdict"].is_null());
  EXPECT_TRUE(json["times"]["finished"].is_null());
}

TEST(SummaryJson, IsPlainAsciiWhateverTheImplementationSaid) {
  run::Record record = sample::golden_record();
  record.cases[0].verdict.notes.push_back({"remark", "\xff\xfe", "\u202e"});
  const std::string text = summary_json(record, sample::facts());
  EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char c) { return (c >= 0x20 && c < 0x7f) || c == '\n'; }));
}

}  // namespace
}  // namespace hallmark::reports
