// What a run says about itself, as a user meets it: alarms, coverage, what is still given out, --certification.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "suites/program.h"

namespace hallmark::suites {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

json summary(const Workplace& place) { return json::parse(place.text("hallmark-report/summary.json")); }

std::vector<std::string> alarms(const json& summary) {
  std::vector<std::string> words;
  for (const auto& alarm : summary.at("alarms")) {
    words.push_back(alarm.at("kind").get<std::string>() + ' ' + alarm.at("subject").get<std::string>());
  }
  return words;
}

TEST(Certification, TakesNoFilter) {
  const Workplace place;
  for (const auto* filter : {"--suite restricted", "--case '*flag*'", "--gtest_filter='*flag*'"}) {
    const auto run = place.hallmark("run inproc:reference --certification " + std::string(filter));
    EXPECT_EQ(run.exit_code, 3) << filter;
    EXPECT_THAT(run.err, HasSubstr("--certification counts every case")) << filter;
  }
}

TEST(WhatARunSaysOfItself, WhoRefusesAllRaisesAlarms) {
  const Workplace place;
  const auto run = place.hallmark("run inproc:miniature/refuses-all --case '*srv_6_2_1.esme.is.cv1' --shrink-steps 0");
  EXPECT_THAT(run.out, HasSubstr("vacuity alarm"));
  const auto raised = alarms(summary(place));
  EXPECT_THAT(raised, Contains("only-refusals submit, ssi"));
  EXPECT_THAT(raised, Contains("request-never-accepted 6.2.1"));
  EXPECT_THAT(raised, Contains("operation-never-accepted submit send-command"));
}

TEST(WhatARunSaysOfItself, WhoAcceptsAllGivesOutByName) {
  const Workplace place;
  const auto run = place.hallmark("run inproc:miniature/accepts-all --case '*srv_4_1_1.esme.is.cv1' --shrink-steps 0");
  const auto requests = summary(place).at("still_gives_out").at("requests");
  ASSERT_FALSE(requests.empty());
  EXPECT_EQ(requests.at(0).at("srv"), "4.1.1");
  EXPECT_EQ(requests.at(0).at("profile"), "reject");
  EXPECT_EQ(requests.at(0).at("consumption"), true);
  EXPECT_LT(run.out.find("4.1.1 Read Instantaneous"), run.out.find("implementation"));
  EXPECT_THAT(place.text("hallmark-report/summary.md"), HasSubstr("4.1.1 Read Instantaneous"));
}

TEST(WhatARunSaysOfItself, APartOfAnHonestRunRaisesNoneAndCountsWhatItMet) {
  const Workplace place;
  const auto run = place.hallmark("run inproc:reference --jobs 2 --case '*srv_4_1_1.esme.*:*srv_6_2_1.esme.is.cv1'");
  EXPECT_EQ(run.exit_code, 0) << run.out;
  const auto said = summary(place);
  EXPECT_THAT(alarms(said), IsEmpty());
  EXPECT_THAT(run.out, Not(HasSubstr("alarm")));
  const auto& coverage = said.at("coverage");
  EXPECT_FALSE(coverage.at("states").at("transitions").empty());
  bool refused = false;
  for (const auto& cell : coverage.at("cells")) {
    const bool is_it = cell.at("srv") == "4.1.1" && cell.at("device_type") == "ESME" && cell.at("flag") == "set";
    refused = refused || (is_it && cell.at("refused") > 0 && cell.at("passed_on") == 0);
  }
  EXPECT_TRUE(refused);
  for (const auto& row : coverage.at("requirements")) {
    EXPECT_EQ(row.at("why_not").is_null(), row.at("judged") > 0) << row.at("id");
    EXPECT_NE(row.at("why_not"), "") << row.at("id");
  }
}

TEST(WhatARunSaysOfItself, HowManyWorkersDoesNotMatter) {
  const Workplace place;
  json counted;
  for (const auto* jobs : {"1", "3"}) {
    place.hallmark("run inproc:reference --case '*allow_list/srv_4_1_1.*' --jobs " + std::string(jobs));
    const auto model = json::parse(place.lines("hallmark-report/record.jsonl").back()).at("model");
    if (counted.is_null()) counted = model;
    EXPECT_EQ(model, counted);
  }
}

}  // namespace
}  // namespace hallmark::suites
