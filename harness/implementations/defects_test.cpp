// The table of defects: every row is well-formed, names what it breaks, and shows; without one nothing is decided
// otherwise.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "harness/implementations/catalogue.h"
#include "harness/implementations/defects/all_defects.h"
#include "harness/implementations/reference/behaviour.h"

namespace hallmark::implementations {
namespace {

TEST(Defects, AreWellFormedUniqueAndNameWhatTheyBreak) {
  const auto facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  const auto all = all_defects(facts);
  EXPECT_GE(all.size(), 200U);
  std::set<std::string> names;
  for (const auto& each : all) {
    EXPECT_TRUE(names.insert(each.name).second) << each.name << " stands twice";
    EXPECT_EQ(each.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"), std::string::npos) << each.name;
    EXPECT_NE(facts.requirement(each.requirement), nullptr) << each.name << ": " << each.requirement;
    EXPECT_TRUE(each.why.ends_with('.')) << each.name;
    EXPECT_FALSE(each.effects.empty()) << each.name;
    EXPECT_NO_THROW(read_behaviour(each.behaviour, facts)) << each.name;
  }
}

TEST(Defects, BreakEveryRequirement) {
  const auto facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  std::set<std::string> broken;
  for (const auto& each : all_defects(facts)) broken.insert(each.requirement);
  for (const auto& each : facts.requirements) EXPECT_TRUE(broken.contains(each.id)) << each.id;
}

TEST(Defects, AreMadeByNameAndRefusedByAnother) {
  const auto facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  const auto profile = spec::shipped_profile(facts);
  const auto validator = schema::Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  const auto make = [&](const std::string& name) { return maker(name, facts, profile, validator); };
  EXPECT_TRUE(make("reference+flag_holds_nothing_back"));
  EXPECT_TRUE(make("reference+flag_holds_nothing_back?declare=no"));
  EXPECT_THROW(make("reference+no_such_defect"), std::invalid_argument);
  EXPECT_THROW(make("reference+repeated_set_moves_on?effective-when=immediate"), std::invalid_argument);
}

scenario::Estate home() {
  scenario::Estate estate;
  estate.now = {1751371200};
  estate.dcc = "90-B3-D5-00-00-00-00-01";
  estate.users = {{"90-B3-D5-00-00-00-00-02", {"IS"}}, {"90-B3-D5-00-00-00-00-03", {"OU"}}};
  scenario::MeteringPoint point;
  point.id = "1234567890128";
  point.fuel = "electricity";
  point.supplier = estate.users.front().id;
  point.network_operator = estate.users.back().id;
  estate.metering_points = {point};
  scenario::Device meter;
  meter.id = "00-DB-12-00-00-00-00-01";
  meter.type = "ESME";
  meter.status = "Commissioned";
  meter.payment_mode = "credit";
  meter.metering_points = {point.id};
  estate.devices = {meter};
  return estate;
}

bool sets(adaptor::Adaptor& implementation, const std::string& user) {
  const auto answer = implementation.exchange(scenario::Ssi{user, "set-restricted", home().devices.front().id});
  const auto* said = observation::answer<observation::SsiAnswer>(answer);
  return said != nullptr && said->accepted;
}

TEST(Defects, ShowWhenTheirConditionHolds) {
  const auto facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  const auto profile = spec::shipped_profile(facts);
  const auto validator = schema::Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  const auto opened = [&](const std::string& name) {
    auto made = maker(name, facts, profile, validator)();
    made->exchange(scenario::Initialize{"5.1"});
    made->exchange(scenario::Reset{home()});
    return made;
  };
  const auto supplier = home().users.front().id;
  const auto other = home().users.back().id;
  EXPECT_TRUE(sets(*opened("reference"), supplier));
  EXPECT_FALSE(sets(*opened("reference"), other));
  EXPECT_TRUE(sets(*opened("reference+other_user_controls_the_flag"), other));
  EXPECT_FALSE(sets(*opened("reference+other_user_controls_the_flag"), "90-B3-D5-00-00-00-00-09")) << "another role";
  EXPECT_FALSE(sets(*opened("reference+set_is_refused_in_status_commissioned"), supplier));
  EXPECT_TRUE(sets(*opened("reference+set_is_refused_in_status_suspended"), supplier)) << "it is Commissioned";
}

/// A conversation about the flag: everybody sets and reads it, and the meter is moved to prepayment.
std::vector<observation::Observation> answers_of(adaptor::Adaptor& implementation) {
  scenario::Inventory to_prepayment;
  to_prepayment.devices = {home().devices.front().id};
  to_prepayment.payment_mode = "prepayment";
  std::vector<scenario::Stimulus> stimuli = {scenario::Initialize{"5.1"}, scenario::Reset{home()}};
  for (const char* action : {"read", "set-restricted", "read", "clear-restricted", "set-restricted"}) {
    for (const auto& user : home().users) {
      stimuli.emplace_back(scenario::Ssi{user.id, action, home().devices.front().id});
      stimuli.emplace_back(scenario::Drain{});
    }
  }
  stimuli.emplace_back(to_prepayment);
  stimuli.emplace_back(scenario::Ssi{home().users.front().id, "read", home().devices.front().id});
  std::vector<observation::Observation> answers;
  for (const auto& stimulus : stimuli) answers.push_back(implementation.exchange(stimulus));
  return answers;
}

/// One conversation watches all of them: whoever has not shown answers as the reference.
TEST(Defects, AreWatchedBesideTheReference) {
  const auto facts = spec::load_facts(HALLMARK_SHARE_DIR "/spec");
  const auto profile = spec::shipped_profile(facts);
  const auto validator = schema::Validator::load(HALLMARK_SHARE_DIR "/schema/duis-5.1");
  const auto honest = answers_of(*maker("reference", facts, profile, validator)());
  const auto watched = watched_reference(facts, profile, validator);
  EXPECT_TRUE(watched->shown().empty());
  EXPECT_EQ(answers_of(*watched), honest);
  const std::set<std::string> shown(watched->shown().begin(), watched->shown().end());
  EXPECT_EQ(shown.size(), watched->shown().size()) << "each shows once";
  std::size_t answering_otherwise = 0;
  for (const auto& each : all_defects(facts)) {
    if (!each.behaviour.empty()) continue;
    if (answers_of(*maker("reference+" + each.name, facts, profile, validator)()) == honest) continue;
    ++answering_otherwise;
    EXPECT_TRUE(shown.contains(each.name)) << each.name;
  }
  EXPECT_GT(answering_otherwise, 20U);
  EXPECT_TRUE(shown.contains("other_user_controls_the_flag"));
  EXPECT_TRUE(shown.contains("set_by_others_is_refused_and_done")) << "it asks on its own account";
  EXPECT_FALSE(shown.contains("set_is_refused_in_status_suspended")) << "it is Commissioned";
  EXPECT_LT(shown.size(), all_defects(facts).size() / 2);
}

}  // namespace
}  // namespace hallmark::implementations
