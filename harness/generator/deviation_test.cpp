#include "harness/generator/deviation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "harness/generator/request.h"
#include "harness/generator/two_engines.h"
#include "harness/schema/validator.h"

namespace hallmark::generator {
namespace {

using scenario::Submit;

/// Valid requests of several kinds, and what deviations are made from.
struct Scene {
  spec::Facts facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  std::vector<schema::Sample> samples = schema::load_samples(HALLMARK_SHARE_DIR "/samples");
  schema::Validator validator = schema::Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  Random random{1};
  Premises all = premises(random);
  Deviator deviator{duis_5_1().documents};
  std::vector<Submit> valid;

  Scene() {
    add("4.1.1", "ESME", 1);
    add("11.2", "GSME", 2);
    add("1.1.1", "ESME", 4);
    add("5.1", "ESME", 8);
    add("8.11", "CHF", 1);
    for (const auto& each : valid) EXPECT_FALSE(validator.check(each.duis)) << each.reading.header_srv;
  }

  void add(const std::string& srv, const std::string& type, int command_variant) {
    RequestPlan plan;
    plan.service = facts.service_request(srv);
    plan.device_type = type;
    plan.device = device_of_type(all, type);
    plan.user = type == "GSME" ? all.gas_supplier : all.import_supplier;
    plan.command_variant = command_variant;
    plan.counter = 1000 + valid.size();
    plan.schema_version = "5.1";
    valid.push_back(request(*schema::samples_of(samples, srv).at(0), plan, all));
  }

  /// What becomes of every valid request, where it can deviate so.
  std::vector<std::pair<Submit, Submit>> deviants(const Deviation& deviation) {
    std::vector<std::pair<Submit, Submit>> made;
    for (std::size_t i = 0; i < valid.size(); ++i) {
      auto earlier = valid[i];
      earlier.reading.request_id = earlier.reading.originator + ':' + earlier.reading.header_target + ":77";
      const DeviationSource source{&valid[i], &valid[(i + 1) % valid.size()], &facts, &all, &deviator, &earlier};
      if (auto deviant = deviation.apply(source, random)) made.emplace_back(valid[i], std::move(*deviant));
    }
    return made;
  }
};

Scene& scene() {
  static Scene one;
  return one;
}

TEST(Deviations, HaveUniqueNamesAndSayWhatTheyAre) {
  std::set<std::string> names;
  for (const auto& deviation : all_deviations()) {
    EXPECT_TRUE(names.insert(deviation.name).second) << deviation.name;
    EXPECT_FALSE(deviation.what.empty()) << deviation.name;
  }
  EXPECT_GE(names.size(), 100U);
}

TEST(Deviations, EachAppliesToSomeRequestAndChangesItAlone) {
  for (const auto& deviation : all_deviations()) {
    const auto made = scene().deviants(deviation);
    // What a schema has to be departed from is not in five requests: schema_deviations_test.cpp has them all.
    EXPECT_TRUE(!made.empty() || deviation.layer == "schema") << deviation.name;
    for (const auto& [plain, deviant] : made) {
      EXPECT_EQ(deviant.reading.deviation, deviation.name);
      EXPECT_TRUE(deviant.duis != plain.duis || deviant.service != plain.service) << deviation.name;
    }
  }
}

TEST(Deviations, WhatIsNotWellFormedIsRefusedAsThat) {
  for (const auto& deviation : text_deviations()) {
    if (deviation.layer != "well-formedness" || deviation.fate != Fate::refused) continue;
    for (const auto& [plain, deviant] : scene().deviants(deviation)) {
      const auto problem = scene().validator.check(deviant.duis);
      ASSERT_TRUE(problem) << deviation.name;
      EXPECT_EQ(problem->layer, "well-formedness") << deviation.name << ": " << schema::text(*problem);
    }
  }
}

TEST(Deviations, WhatIsHostileIsRefused) {
  const std::set<std::string> by_their_form = {"doctype",     "internal_entity",           "external_entity",
                                               "entity_bomb", "external_parameter_entity", "many_attributes"};
  for (const auto& deviation : text_deviations()) {
    if (deviation.layer != "hostile") continue;
    for (const auto& [plain, deviant] : scene().deviants(deviation)) {
      const auto problem = scene().validator.check(deviant.duis);
      ASSERT_TRUE(problem) << deviation.name;
      if (by_their_form.contains(deviation.name)) {
        EXPECT_EQ(problem->layer, "hostile") << deviation.name;
      }
    }
  }
}

TEST(Deviations, OfTheSchemaAreRefusedByIt) {
  std::size_t made = 0;
  for (const auto& deviation : schema_deviations()) {
    EXPECT_EQ(deviation.layer, "schema");
    EXPECT_FALSE(deviation.rule.empty()) << deviation.name;
    if (deviation.fate != Fate::refused) continue;
    for (const auto& [plain, deviant] : scene().deviants(deviation)) {
      const auto problem = scene().validator.check(deviant.duis);
      ASSERT_TRUE(problem) << deviation.name;
      EXPECT_EQ(problem->layer, "schema") << deviation.name << ": " << schema::text(*problem);
      ++made;
    }
  }
  EXPECT_GT(made, 100U);
}

TEST(Deviations, AreNotMadeWithoutWhatTheyAreMadeFrom) {
  const auto& valid = scene().valid.front();
  const DeviationSource bare{&valid, &scene().valid.back(), &scene().facts, &scene().all};
  for (const auto& deviation : all_deviations()) {
    if (deviation.layer != "schema" && !deviation.follows) continue;
    EXPECT_FALSE(deviation.apply(bare, scene().random)) << deviation.name;
  }
}

TEST(Deviations, OfACounterFollowARequestOfTheSameUserForTheSameDevice) {
  for (const auto& deviation : meaning_deviations()) {
    if (!deviation.follows) continue;
    EXPECT_EQ(deviation.fate, Fate::open) << "replayed-request-id is an open point";
    for (const auto& [plain, deviant] : scene().deviants(deviation)) {
      const auto counter = std::stoull(deviant.reading.request_id.substr(deviant.reading.request_id.rfind(':') + 1));
      EXPECT_EQ(counter == 77, deviation.name == "replayed_request_id");
      EXPECT_LE(counter, 77U);
      EXPECT_THAT(deviant.duis, testing::HasSubstr('>' + deviant.reading.request_id + '<'));
    }
    const auto& valid = scene().valid.front();
    auto stranger = valid;
    stranger.reading.originator = "90-B3-D5-1F-30-09-00-00";
    const DeviationSource source{&valid, nullptr, &scene().facts, &scene().all, nullptr, &stranger};
    EXPECT_FALSE(deviation.apply(source, scene().random));
  }
}

TEST(Deviations, WhatOnlyLooksDifferentIsValid) {
  for (const auto& deviation : all_deviations()) {
    if (deviation.fate != Fate::equivalent) continue;
    for (const auto& [plain, deviant] : scene().deviants(deviation)) {
      const auto problem = scene().validator.check(deviant.duis);
      EXPECT_FALSE(problem) << deviation.name << ": " << schema::text(*problem);
      EXPECT_EQ(deviant.reading.header_srv, plain.reading.header_srv);
      auto reading = deviant.reading;
      reading.deviation.reset();
      EXPECT_EQ(reading, plain.reading) << deviation.name;
    }
  }
}

/// The schema binds none of these: only who reads the facts can refuse them.
TEST(Deviations, OfMeaningAreValidInTheSchema) {
  for (const auto& deviation : meaning_deviations()) {
    for (const auto& [plain, deviant] : scene().deviants(deviation)) {
      const auto problem = scene().validator.check(deviant.duis);
      EXPECT_FALSE(problem) << deviation.name << ": " << schema::text(*problem);
    }
  }
}

TEST(Deviations, OfMeaningBreakTheFactsTheyName) {
  std::map<std::string, Deviation> by_name;
  for (auto& deviation : meaning_deviations()) by_name.emplace(deviation.name, deviation);
  const auto& facts = scene().facts;
  for (const auto& [plain, deviant] : scene().deviants(by_name.at("command_variant_not_allowed"))) {
    const auto& allowed = facts.service_request(deviant.reading.header_srv)->command_variants;
    EXPECT_THAT(allowed, testing::Not(testing::Contains(deviant.reading.command_variant)));
  }
  for (const auto& [plain, deviant] : scene().deviants(by_name.at("role_not_eligible"))) {
    const auto* user = scenario::find_user(scene().all.estate, deviant.user);
    const auto& eligible = facts.service_request(deviant.reading.header_srv)->roles;
    EXPECT_THAT(eligible, testing::Not(testing::Contains(user->roles.front())));
  }
  for (const auto& [plain, deviant] : scene().deviants(by_name.at("wrong_target"))) {
    const auto& types = facts.service_request(deviant.reading.header_srv)->device_types;
    EXPECT_THAT(types, testing::Not(testing::Contains(deviant.reading.device_type)));
  }
  for (const auto& [plain, deviant] : scene().deviants(by_name.at("body_of_another_service_request"))) {
    EXPECT_NE(deviant.reading.body_srv, deviant.reading.header_srv);
  }
}

}  // namespace
}  // namespace hallmark::generator
