#include "harness/run/record_alarms.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace hallmark::run {
namespace {

using verdict::Outcome;

spec::Requirement requirement(const std::string& id, const std::string& facet = "") {
  spec::Requirement made;
  made.id = id;
  made.facet = facet;
  return made;
}

/// A run in which everything was reached, to be spoilt in one way.
struct Scene {
  Scene() {
    facts.requirements = {requirement("one"), requirement("two", "service-flags")};
    spec::ServiceRequest service;
    service.variant = "6.4.1";
    service.roles = {"IS"};
    service.device_types = {"ESME"};
    service.command_variants = {1};
    facts.service_requests = {service};
    header.statement = {{"facets", {"restricted-mode", "service-flags", "install-codes", "performance-report"}}};
    header.selected = 1;
    for (const auto* by : {"reset",
                           "drain",
                           "advance",
                           "installCode",
                           "submit send-command",
                           "submit transform",
                           "submit non-device",
                           "ssi set-restricted",
                           "ssi clear-restricted",
                           "ssi read",
                           "inventory status",
                           "inventory paymentMode",
                           "inventory meteringPoints",
                           "inventory hub",
                           "inventory add",
                           "registration change-of-supplier",
                           "registration change-of-tenancy",
                           "fromDevice response",
                           "fromDevice alert",
                           "report performance",
                           "report service-requests"}) {
      model.operations[by] = {1, 1};
    }
    for (const auto* status : {"not-installed", "installed-not-commissioned", "commissioned", "suspended"}) {
      for (const auto* flag : {"clear", "set"}) model.states[flag + std::string(" credit ") + status + " empty"] = 1;
    }
    for (const auto* state :
         {"clear credit decommissioned empty", "clear prepayment commissioned empty",
          "clear credit commissioned waiting", "set credit commissioned waiting", "open credit commissioned empty"}) {
      model.states[state] = 1;
    }
    model.cells[{"6.4.1", "ESME", "clear"}] = {1, 0, 1};
    for (const auto* id : {"one", "two"}) judge(id, Outcome::pass);
  }

  void judge(const std::string& id, Outcome outcome) {
    CaseRow row;
    row.case_id = "a/b/c." + id;
    row.verdict = verdict::conclude({{outcome, spec::Level::must, {id}, "because", 0}}, {});
    rows.push_back(row);
  }
  std::vector<Alarm> raised() const {
    const auto requirements = tallied();
    return alarms({header, facts, profile, requirements.all(), why_not_run, model});
  }
  std::vector<NotJudged> unjudged() const {
    const auto requirements = tallied();
    return not_judged({header, facts, profile, requirements.all(), why_not_run, model});
  }
  RecordRequirements tallied() const {
    RecordRequirements requirements(facts);
    for (const auto& row : rows) requirements.add(row);
    return requirements;
  }

  spec::Facts facts;
  spec::Profile profile{"shipped", "", {row_permitting()}, {}, true};
  Header header;
  std::set<std::string> why_not_run;
  ModelCoverage model;
  std::vector<CaseRow> rows;

 private:
  static spec::ProfileRow row_permitting() {
    spec::ProfileRow row;
    row.srv = "6.4.1";
    row.device_type = "ESME";
    row.expect = spec::Permission::permit;
    return row;
  }
};

void expect_one(const Scene& scene, const std::string& kind, const std::string& subject) {
  const auto raised = scene.raised();
  ASSERT_EQ(raised.size(), 1U) << (raised.empty() ? "" : raised.back().kind + ' ' + raised.back().subject);
  EXPECT_EQ(raised.front().kind, kind);
  EXPECT_EQ(raised.front().subject, subject);
  EXPECT_FALSE(raised.front().text.empty());
}

TEST(Alarms, ARunThatReachedEverythingRaisesNone) {
  EXPECT_TRUE(Scene().raised().empty());
  EXPECT_TRUE(Scene().unjudged().empty());
}

TEST(Alarms, ARequirementWithoutAJudgedCase) {
  Scene scene;
  scene.rows.erase(scene.rows.begin());
  expect_one(scene, "requirement-not-judged", "one");
  EXPECT_EQ(scene.unjudged(), (std::vector<NotJudged>{{"one", "no case judges it"}}));
  scene.why_not_run = {"a case cannot do that yet (one)"};
  EXPECT_EQ(scene.unjudged().front().why, "not run: a case cannot do that yet (one)");
  scene.judge("one", Outcome::inconclusive);
  expect_one(scene, "requirement-not-judged", "one");
  EXPECT_EQ(scene.unjudged().front().why, "no case reached an answer: because");
}

TEST(Alarms, ARuleThatWasNeverApplicable) {
  Scene scene;
  scene.rows.erase(scene.rows.begin());
  scene.judge("one", Outcome::not_applicable);
  expect_one(scene, "requirement-never-applicable", "one");
}

TEST(Alarms, ARunThatCertifiesIsInDisguiseAndHasALongHistory) {
  Scene scene;
  scene.header.disguised = scene.header.certification = true;
  scene.header.history_requests = certified_history_requests;
  EXPECT_TRUE(scene.raised().empty());
  --scene.header.history_requests;
  expect_one(scene, "history-too-short", "restricted/long_history");
  ++scene.header.history_requests;
  scene.header.disguised = false;
  expect_one(scene, "not-disguised", "cases");
}

TEST(Alarms, WhatIsNotClaimedRaisesNone) {
  Scene scene;
  scene.rows.pop_back();
  scene.header.statement = {{"facets", {"restricted-mode"}}};
  scene.model.states.erase("clear credit decommissioned empty");
  scene.model.operations.erase("installCode");
  EXPECT_TRUE(scene.raised().empty());
  EXPECT_EQ(scene.unjudged().front().why, "the statement does not claim the facet service-flags");
}

TEST(Alarms, AStateThatWasNeverEntered) {
  Scene scene;
  scene.model.states.erase("set credit suspended empty");
  expect_one(scene, "state-never-entered", "set credit suspended empty");
}

TEST(Alarms, AnOperationThatWasNeverAccepted) {
  Scene scene;
  scene.model.operations["inventory hub"] = {3, 0};
  expect_one(scene, "operation-never-accepted", "inventory hub");
  scene.model.operations.erase("inventory hub");
  EXPECT_EQ(scene.raised().front().text, "never asked");
  scene.header.statement["commandVariants"] = {1, 4};
  scene.model.operations["inventory hub"] = {3, 3};
  scene.model.operations["submit non-device"] = {3, 0};
  EXPECT_TRUE(scene.raised().empty()) << "no Command Variant of it is claimed";
}

TEST(Alarms, APermittedServiceRequestThatWasNeverAccepted) {
  Scene scene;
  scene.model.cells[{"6.4.1", "ESME", "clear"}] = {0, 2, 0};
  expect_one(scene, "request-never-accepted", "6.4.1");
  scene.header.statement["srvs"] = {"4.1.1"};
  EXPECT_TRUE(scene.raised().empty()) << "it is not claimed";
}

TEST(Alarms, OnlyRefusals) {
  Scene scene;
  for (auto& [name, seen] : scene.model.operations) {
    if (name.starts_with("s") && name != "ssi read") seen.accepted = 0;
  }
  const auto raised = scene.raised();
  EXPECT_EQ(raised.back().kind, "only-refusals");
  EXPECT_EQ(std::count_if(raised.begin(), raised.end(), [](const auto& each) { return each.kind == "only-refusals"; }),
            1);
}

TEST(Alarms, APartOfTheCasesAnswersForWhatItTriedAlone) {
  Scene scene;
  scene.header.filter = "a/b/*";
  scene.rows.erase(scene.rows.begin());
  scene.model.states.clear();
  scene.model.operations.erase("installCode");
  EXPECT_TRUE(scene.raised().empty());
  EXPECT_EQ(scene.unjudged().front().why, "no case of this selection judges it");
  scene.model.operations["inventory hub"] = {3, 0};
  expect_one(scene, "operation-never-accepted", "inventory hub");
  EXPECT_FALSE(is_whole(scene.header));
  Header by_suite;
  by_suite.suites = {"restricted"};
  EXPECT_FALSE(is_whole(by_suite));
  Header shard;
  shard.shards = 2;
  EXPECT_FALSE(is_whole(shard));
  EXPECT_TRUE(is_whole(Header{}));
}

}  // namespace
}  // namespace hallmark::run
