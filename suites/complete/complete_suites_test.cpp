#include "suites/complete/complete_suites.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "suites/suites_scene.h"

namespace hallmark::suites {
namespace {

observation::Statement statement_of(run::Session& session) {
  return observation::answer<observation::Initialized>(session.opening())->statement;
}

/// The worst outcome of the first cases of a suite, at most as many.
verdict::Outcome worst_of(const std::string& implementation, const std::string& name, std::size_t cases) {
  run::Session session(built().implementation(implementation), built().rules);
  const auto made = complete_suites(built().material, statement_of(session), 0, {name});
  auto worst = verdict::Outcome::none;
  const auto& all = made.suites.at(0).cases;
  for (std::size_t number = 0; number < std::min(cases, all.size()) && worst < verdict::Outcome::fail; ++number) {
    worst = std::max(worst, session.play(all[number]).row.verdict.outcome);
  }
  return worst;
}

TEST(CompleteSuites, AreThoseAskedForAndSayWhatTheyAreCompleteFor) {
  const observation::Statement statement;
  const auto all = complete_suites(built().material, statement, 1, {"complete"});
  EXPECT_EQ(all.suites.size(), 6U);
  EXPECT_EQ(all.descriptions.size(), 12U);
  EXPECT_NE(all.descriptions.at(0).find("k = 1: 12 states"), std::string::npos) << all.descriptions.at(0);
  EXPECT_NE(all.descriptions.at(1).find("Assumed: "), std::string::npos) << all.descriptions.at(1);
  const auto one = complete_suites(built().material, statement, 1, {"complete/queue_of_gas"});
  ASSERT_EQ(one.suites.size(), 1U);
  EXPECT_EQ(one.suites.front().name, "complete/queue_of_gas");
  EXPECT_TRUE(complete_suites(built().material, statement, 0, {"restricted"}).suites.empty());
  EXPECT_TRUE(is_complete_suite("complete"));
  EXPECT_TRUE(is_complete_suite("complete/queue_of_gas"));
  EXPECT_FALSE(is_complete_suite("complete/nothing"));
  for (const auto& suite : all_suites(built().material)) EXPECT_FALSE(suite.name.starts_with("complete"));
}

TEST(CompleteSuites, SameSeedSameStimuli) {
  const auto made = complete_suites(built().material, {}, 0, {"complete/in_flight_of_gas"});
  const auto& cases = made.suites.at(0).cases;
  ASSERT_GT(cases.size(), 1U);
  const auto stimuli_of = [](const run::Case& each) {
    std::vector<scenario::Stimulus> stimuli;
    const auto source = each.history(7);
    while (auto next = source->next()) stimuli.push_back(*std::move(next));
    return stimuli;
  };
  const auto stimuli = stimuli_of(cases[0]);
  EXPECT_EQ(stimuli, stimuli_of(cases[0]));
  EXPECT_NE(stimuli, stimuli_of(cases[1]));
  EXPECT_TRUE(std::holds_alternative<scenario::Reset>(stimuli.front()));
  const auto resets = std::count_if(stimuli.begin(), stimuli.end(),
                                    [](const auto& each) { return std::holds_alternative<scenario::Reset>(each); });
  EXPECT_EQ(resets, 51) << "one before what needs no flag, and one a test";
}

TEST(CompleteSuites, HonestImplementationPasses) {
  for (const char* name : {"complete/control_of_gas", "complete/queue_of_electricity", "complete/in_flight_of_gas"}) {
    EXPECT_EQ(worst_of("reference", name, 1), verdict::Outcome::pass) << name;
  }
  EXPECT_EQ(worst_of("reference?set-while-set=refuse&in-flight-response=deliver", "complete/control_of_gas", 1),
            verdict::Outcome::pass);
}

TEST(CompleteSuites, DefectsInsideTheFaultDomainAreFound) {
  EXPECT_EQ(worst_of("reference+any_supplier_clears_the_flag", "complete/control_of_electricity", 6),
            verdict::Outcome::fail);
  EXPECT_EQ(worst_of("reference+flag_lapses_after_a_change_of_supplier", "complete/control_of_electricity", 6),
            verdict::Outcome::fail);
  EXPECT_EQ(worst_of("reference+future_dated_request_is_sent_when_due", "complete/queue_of_electricity", 6),
            verdict::Outcome::fail);
}

}  // namespace
}  // namespace hallmark::suites
