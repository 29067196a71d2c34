#include "suites/restricted/allow_list.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "harness/schema/validator.h"

namespace hallmark::suites {
namespace {

/// Material from what was built.
struct Built {
  spec::Facts facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  spec::Profile profile = spec::shipped_profile(facts);
  std::vector<schema::Sample> samples = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
  Material material{&facts, &profile, &samples, "5.1"};
};

const Built& built() {
  static const Built all;
  return all;
}

TEST(AllSuites, CaseIdsAreUniqueAndSpeltAsFiltersNeedThem) {
  const std::regex spelling("[a-z0-9_/]+\\.[a-z0-9_.]+");
  std::set<std::string> ids;
  for (const auto& suite : all_suites(built().material)) {
    EXPECT_FALSE(suite.cases.empty()) << suite.name;
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
  EXPECT_GT(suite.cases.size(), 1000U);
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
