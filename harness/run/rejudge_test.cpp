#include "harness/run/rejudge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "harness/run/findings.h"
#include "harness/run/recorded.h"
#include "harness/run/small_pair.h"
#include "harness/run/small_world.h"
#include "harness/run/step_json.h"
#include "harness/scenario/scenario_file.h"

namespace hallmark::run {
namespace {

using testing::HasSubstr;
using verdict::Outcome;

Rules keeping_whole() {
  Rules rules = built_rules();
  rules.keep_whole = true;
  return rules;
}

/// A case played, as its record holds it.
struct Kept {
  RecordedCase recorded;
  observation::Observation opening;
};

Played with_row(CaseRow row) {
  Played made;
  made.row = std::move(row);
  return made;
}

Kept played(const Case& test_case, const Make& make, const Rules& rules) {
  Session session(make(), rules);
  auto result = session.play(test_case);
  return {{result.row, result.steps}, session.opening()};
}

class JudgedAgain : public testing::TestWithParam<const char*> {};

/// A pair that is rejected and one that is permitted, by honest and dishonest ones, kept whole and as usual.
TEST_P(JudgedAgain, GetsTheSameVerdict) {
  for (const auto* srv : {"4.1.1", "11.2"}) {
    for (const auto& rules : {built_rules(), keeping_whole()}) {
      const auto pair = small_pair(srv);
      const auto kept = played(pair, shipped(GetParam()), rules);
      const auto again = judge_again(kept.recorded, pair, built_rules(), kept.opening);
      ASSERT_TRUE(again.row) << again.why_not;
      EXPECT_EQ(again.row->verdict, kept.recorded.row.verdict) << srv;
      EXPECT_EQ(again.row->axes.restricted, kept.recorded.row.axes.restricted);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Rejudge, JudgedAgain,
                         testing::Values("reference", "miniature/accepts-all", "miniature/refuses-all",
                                         "miniature/crashes"),
                         [](const auto& each) {
                           std::string name = each.param;
                           std::erase_if(name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; });
                           return name;
                         });

Json& last_drain(std::vector<Step>& steps) {
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (step->stimulus.at("operation") == "drain") return step->observation;
  }
  throw std::logic_error("no drain");
}

/// Passing steps keep no documents, and what they keep still decides.
TEST(Rejudge, WhatIsTamperedWithInTheRecordChangesTheVerdict) {
  const auto pair = small_pair("4.1.1");
  const auto honest = played(pair, shipped("reference"), built_rules());
  ASSERT_EQ(honest.recorded.row.verdict.outcome, Outcome::pass);
  const auto outcome = [&](const std::function<void(std::vector<Step>&)>& change) {
    auto tampered = honest.recorded;
    change(tampered.steps);
    const auto again = judge_again(tampered, pair, built_rules(), honest.opening);
    return again.row ? again.row->verdict.outcome : Outcome::none;
  };
  EXPECT_EQ(outcome([](auto&) {}), Outcome::pass);
  const std::string id = small_request("4.1.1", 101).reading.request_id;
  EXPECT_EQ(outcome([&](auto& steps) {
              last_drain(steps)["result"]["toDevices"].push_back(
                  {{"device", pair_estate().esme}, {"requestId", id}, {"srv", "4.1.1"}});
            }),
            Outcome::fail);
  // An answer that held the canary.
  EXPECT_EQ(outcome([&](auto& steps) {
              auto& drain = last_drain(steps);
              drain["result"]["toUsers"].push_back({{"user", pair_estate().import_supplier}, {"duis", "sha256:00"}});
              drain["readings"].push_back({{"valid", true},
                                           {"requestId", id},
                                           {"code", "I0"},
                                           {"holds", Json::array({"a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5"})}});
            }),
            Outcome::fail);
  // A Response that was not valid.
  EXPECT_EQ(outcome([&](auto& steps) {
              for (auto& step : steps) {
                if (step.stimulus.at("operation") == "submit") step.observation["readings"][0]["valid"] = false;
              }
            }),
            Outcome::fail);
}

TEST(Rejudge, StimuliThatAreOthersTodayAreToldUnlessTheRecordHoldsThem) {
  const auto pair = small_pair("4.1.1");
  const auto other = small_pair("11.2");
  const auto brief = played(pair, shipped("reference"), built_rules());
  const auto lost = judge_again(brief.recorded, other, built_rules(), brief.opening);
  EXPECT_FALSE(lost.row);
  EXPECT_THAT(lost.why_not, HasSubstr("is another submit today"));
  const auto whole = played(pair, shipped("reference"), keeping_whole());
  const auto held = judge_again(whole.recorded, other, built_rules(), whole.opening);
  ASSERT_TRUE(held.row) << held.why_not;
  EXPECT_EQ(held.row->verdict, whole.recorded.row.verdict);
  auto cut = brief.recorded;
  cut.steps.resize(4);
  EXPECT_THAT(judge_again(cut, pair, built_rules(), brief.opening).why_not, HasSubstr("was not asked"));
}

TEST(Rejudge, APassingCaseKeepsNoDocument) {
  const auto usual = played(small_pair("4.1.1"), shipped("reference"), built_rules());
  for (const auto& step : usual.recorded.steps) {
    EXPECT_EQ(step.stimulus.dump().find("<sr:"), std::string::npos);
    EXPECT_EQ(step.observation.dump().find("<sr:"), std::string::npos);
    EXPECT_FALSE(step.stimulus.contains("estate"));
  }
  const auto full = played(small_pair("4.1.1"), shipped("reference"), keeping_whole());
  EXPECT_TRUE(std::all_of(full.recorded.steps.begin(), full.recorded.steps.end(), is_whole));
}

TEST(StepJson, ObservationsThatAreNoAnswersComeBack) {
  using namespace observation;
  for (const Observation& each :
       {Observation{Refused{"no"}}, Observation{Declined{-32601, "x"}}, Observation{Declined{-32602, "x", true}},
        Observation{Malformed{"why", "\xff\xfe", "log"}}, Observation{TimedOut{5, "b", "l"}},
        Observation{Crashed{"how", "", ""}}}) {
    EXPECT_EQ(observation_from_json("submit", observation_json(each, false, {})), each);
  }
  EXPECT_THROW(observation_from_json("submit", Json::parse(R"({"kind":"dreamt"})")), std::runtime_error);
  EXPECT_THROW(observation_from_json("submit", Json::parse(R"({"kind":"answered"})")), std::runtime_error);
  EXPECT_THROW(observation_from_json("submit", Json::parse(R"({"kind":"answered","result":7})")), std::runtime_error);
  EXPECT_THROW(observation_from_json("drain", Json::parse(R"({"kind":"answered","result":{},"readings":[{}]})")),
               std::runtime_error);
}

TEST(Recalling, GoesForwardAndLeavesOutWhatIsNotAsked) {
  using scenario::Drain;
  using scenario::Ssi;
  const std::vector<Exchange> notes = {{Ssi{"u", "read", "d"}, observation::Refused{"1"}},
                                       {Drain{}, observation::Refused{"2"}},
                                       {Ssi{"u", "read", "e"}, observation::Refused{"3"}},
                                       {Drain{}, observation::Refused{"4"}}};
  Recalling recalling(notes);
  const auto why = [](const observation::Observation& seen) { return std::get<observation::Refused>(seen).why; };
  EXPECT_EQ(why(recalling.exchange(Ssi{"u", "read", "e"})), "3");
  EXPECT_EQ(why(recalling.exchange(Drain{})), "4");
  EXPECT_THROW(recalling.exchange(Drain{}), NotRecorded);
}

TEST(Replay, SaysFixedOnlyOfWhatPasses) {
  scenario::Scenario scenario;
  scenario.found = scenario::Finding{"", "fail", {"a"}, "why"};
  const auto said = [&](Outcome outcome, std::vector<std::string> ids) {
    return replayed(scenario, verdict::conclude({{outcome, spec::Level::must, std::move(ids), "why", 0}}, {}));
  };
  EXPECT_EQ(said(Outcome::pass, {"a"}), Replayed::fixed);
  EXPECT_EQ(said(Outcome::warn, {"b"}), Replayed::fixed);
  EXPECT_EQ(said(Outcome::fail, {"a"}), Replayed::still_fails);
  EXPECT_EQ(said(Outcome::fail, {"b"}), Replayed::still_fails);
  EXPECT_EQ(said(Outcome::error, {}), Replayed::error);
  EXPECT_EQ(said(Outcome::inconclusive, {"a"}), Replayed::error);
  EXPECT_EQ(said(Outcome::not_applicable, {"a"}), Replayed::error);
  EXPECT_EQ(replayed(scenario, {}), Replayed::error);
  scenario.found = scenario::Finding{"", "error", {}, "submit: it crashed: signal 11"};
  const auto error = [&](const char* reason) {
    return replayed(scenario, verdict::conclude({{Outcome::error, spec::Level::must, {}, reason, 0}}, {}));
  };
  EXPECT_EQ(error("submit: it crashed: signal 6"), Replayed::still_fails);
  EXPECT_EQ(error("submit: no answer within 5 ms"), Replayed::error);
  EXPECT_EQ(error("drain: it crashed: signal 11"), Replayed::error);
}

TEST(Findings, AreWrittenAtOnceAndShrunkLater) {
  const auto folder = std::filesystem::path(testing::TempDir()) / ("findings_" + std::to_string(getpid()));
  std::filesystem::create_directories(folder / "findings");
  std::ofstream(folder / "findings" / "old.json") << "{}";
  std::ofstream(folder / "findings" / "notes.txt") << "mine";
  const auto make = shipped("miniature/accepts-all");
  const auto pair = small_pair("4.1.1");
  Findings findings(folder, "inproc:miniature/accepts-all");
  EXPECT_FALSE(std::filesystem::exists(folder / "findings" / "old.json"));
  EXPECT_TRUE(std::filesystem::exists(folder / "findings" / "notes.txt"));
  EXPECT_EQ(findings.add(pair, with_row(played(pair, shipped("reference"), built_rules()).recorded.row), built_rules()),
            "");
  const auto name = findings.add(pair, with_row(played(pair, make, built_rules()).recorded.row), built_rules());
  EXPECT_EQ(name, "findings/test-pair-srv.4.1.1.json");
  EXPECT_FALSE(scenario::read_scenario(folder / name).shrunk);
  const auto went = findings.shrink(make, built_rules(), {}, [](int) {});
  EXPECT_EQ(went.fully, 1);
  EXPECT_EQ(scenario::read_scenario(folder / name).shrunk->steps, 4);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace hallmark::run
