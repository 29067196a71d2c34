#include "suites/restricted/allow_list.h"

#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>

#include "suites/suites_scene.h"

namespace hallmark::suites {
namespace {

TEST(AllSuites, CaseIdsAreUniqueAndSpeltAsFiltersNeedThem) {
  const std::regex spelling("[a-z0-9_/]+\\.[a-z0-9_.]+");
  std::set<std::string> ids;
  for (const auto& suite : all_suites(built().material)) {
    EXPECT_FALSE(suite.cases.empty() && suite.not_run.empty()) << suite.name;
    for (const auto& each : suite.cases) {
      EXPECT_TRUE(ids.insert(each.id).second) << each.id;
      EXPECT_TRUE(std::regex_match(each.id, spelling)) << each.id;
      EXPECT_TRUE(each.id.starts_with(suite.name + '/')) << each.id;
    }
    for (const auto& each : suite.not_run) EXPECT_TRUE(ids.insert(each.case_id).second) << each.case_id;
  }
}

TEST(AllSuites, EveryRequirementNamedExists) {
  for (const auto& suite : all_suites(built().material)) {
    for (const auto& each : suite.cases) {
      EXPECT_FALSE(each.requirements.empty()) << each.id;
      for (const auto& id : each.requirements) EXPECT_NE(built().facts.requirement(id), nullptr) << id;
      for (const auto& id : each.assumes) EXPECT_NE(built().facts.requirement(id), nullptr) << id;
    }
  }
}

TEST(AllSuites, NoEstateHasADeviceTwice) {
  std::size_t estates = 0;
  const auto look_at = [&](const run::Case& each, const scenario::Estate& estate) {
    ++estates;
    std::set<std::string> ids;
    for (const auto& device : estate.devices) EXPECT_TRUE(ids.insert(device.id).second) << each.id << ' ' << device.id;
  };
  for (const auto& suite : all_suites(built().material)) {
    if (suite.name.starts_with("metamorphic/")) continue;  // of the same trials
    for (const auto& each : suite.cases) {
      if (each.is_large || each.history) continue;
      for (const auto& trial : each.trials(1)) {
        for (const auto* half : {&trial.clear, &trial.restricted}) {
          if (half->empty()) continue;
          if (const auto* reset = std::get_if<scenario::Reset>(&half->front())) look_at(each, reset->estate);
        }
      }
    }
  }
  EXPECT_GT(estates, 4000U);
}

/// Counted here a second way, from the facts alone.
TEST(AllowList, CoversEverythingTheFactsAllow) {
  const auto& facts = built().facts;
  std::size_t allowed = 0;
  for (const auto& service : facts.service_requests) {
    auto types = service.device_types;
    if (types.empty()) types.emplace_back();
    for (const auto& type : types) {
      if (service.roles.empty()) ++allowed;  // listed once, as not run
      for (const auto& role : service.roles) {
        const bool electric = role == "IS" || role == "ES" || role == "ED";
        const bool gas = role == "GS" || role == "GT";
        const bool gas_device = type == "GSME" || type == "GPF";
        const bool electric_device = type == "ESME" || type == "HCALCS" || type == "SAPC";
        if ((electric && gas_device) || (gas && electric_device)) continue;
        allowed += service.command_variants.size();
      }
    }
  }
  const auto suite = allow_list(built().material);
  EXPECT_EQ(suite.cases.size() + suite.not_run.size(), allowed);
  EXPECT_GT(suite.cases.size(), 1400U);
}

TEST(AllowList, LeavesOutOnlyWhatNoDocumentCanAsk) {
  std::map<std::string, int> reasons;
  for (const auto& row : allow_list(built().material).not_run) ++reasons[row.reason];
  const std::map<std::string, int> expected = {
      {"SAPC is no DeviceType of the schema, so no estate can hold one", 4},
      {"no User role is eligible for 7.16", 1},
      {"no User role is eligible for 8.5", 2},
      {"no User role is eligible for 8.6", 2},
      {"8.13 answers a local command, and no Service Request of role GS has one for a device of type CAD", 1},
      {"8.13 answers a local command, and no Service Request of role GS has one for a device of type IHD", 1},
      {"8.13 answers a local command, and no Service Request of role IS has one for a device of type CAD", 1},
      {"8.13 answers a local command, and no Service Request of role IS has one for a device of type IHD", 1}};
  EXPECT_EQ(reasons, expected);
}

std::vector<const scenario::Submit*> submitted(const std::vector<scenario::Stimulus>& half) {
  std::vector<const scenario::Submit*> found;
  for (const auto& stimulus : half) {
    if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) found.push_back(submit);
  }
  return found;
}

TEST(AllowList, ASignedPreCommandFollowsItsTransformWithTheSameId) {
  int seen = 0;
  for (const auto& each : allow_list(built().material).cases) {
    if (each.axes.command_variant < 5 || each.axes.command_variant > 7) continue;
    ++seen;
    for (const auto& trial : each.trials(1)) {
      for (const auto* half : {&trial.clear, &trial.restricted}) {
        const auto requests = submitted(*half);
        ASSERT_EQ(requests.size(), 2U) << each.id;
        EXPECT_EQ(requests[0]->reading.command_variant, 4);
        EXPECT_EQ(requests[1]->pre_command_of, requests[0]->reading.request_id);
        EXPECT_EQ(requests[1]->reading.request_id, requests[0]->reading.request_id);
        EXPECT_EQ(requests[1]->reading.header_srv, each.axes.srv);
        EXPECT_NE(requests[1]->duis.find("<sr:SignedPreCommand>"), std::string::npos);
      }
    }
  }
  EXPECT_GT(seen, 200);
}

/// A sample where one suits, the least and a rich document: three that differ.
TEST(AllowList, TriesDocumentsThatDiffer) {
  for (const auto& each : allow_list(built().material).cases) {
    std::set<std::string> documents;
    std::size_t trials = 0;
    for (const auto& trial : each.trials(1)) {
      ++trials;
      for (const auto* submit : submitted(trial.clear)) {
        if (submit->reading.request_id == trial.clear_probe)
          documents.insert(submit->duis.substr(submit->duis.find("<sr:Body>")));
      }
    }
    EXPECT_GE(trials, 2U) << each.id;
    EXPECT_GE(documents.size(), 1U) << each.id;
    if (each.axes.srv == "1.1.1" && each.axes.command_variant == 4) {
      EXPECT_EQ(documents.size(), 3U) << each.id;
    }
  }
}

TEST(AllowList, EveryCaseHasATrialAndBothHalves) {
  for (const auto& each : allow_list(built().material).cases) {
    const auto trials = each.trials(1);
    ASSERT_FALSE(trials.empty()) << each.id;
    EXPECT_LE(trials.size(), 3U) << each.id;
    for (const auto& trial : trials) {
      EXPECT_NE(trial.clear_probe, trial.restricted_probe) << each.id;
      EXPECT_FALSE(trial.clear.empty()) << each.id;
      EXPECT_FALSE(trial.restricted.empty()) << each.id;
    }
  }
}

TEST(AllowList, TrialsAreAFunctionOfTheSeed) {
  const auto suite = allow_list(built().material);
  const auto& some = suite.cases.at(100);
  EXPECT_EQ(some.trials(5).front().clear, some.trials(5).front().clear);
  EXPECT_NE(some.trials(5).front().clear, some.trials(6).front().clear);
}

}  // namespace
}  // namespace hallmark::suites
