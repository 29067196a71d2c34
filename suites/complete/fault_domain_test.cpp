#include "suites/complete/fault_domain.h"

#include <gtest/gtest.h>

#include "suites/suites_scene.h"

namespace hallmark::suites {
namespace {

observation::Statement statement_of_reference() {
  const run::Session session(built().implementation(), built().rules);
  return observation::answer<observation::Initialized>(session.opening())->statement;
}

/// That implementation by one suite, with k = 0.
Placed placed_without_extra_states(const std::string& suite, const std::string& implementation) {
  const auto made = complete_suites(built().material, statement_of_reference(), 0, {suite});
  const auto& derivation = made.derivations.at(0);
  const PlacingBy by = {&derivation, &made.suites.at(0), 0, random_words(derivation.abstraction.inputs.size(), 10, 30)};
  Quarry quarry;
  quarry.name = implementation;
  quarry.defective = [=] { return built().implementation(implementation); };
  quarry.honest = [] { return built().implementation("reference"); };
  return placed(quarry, by, built().rules, built().material);
}

TEST(FaultDomain, HoldsWhatTheSuiteHasToFind) {
  const auto inside =
      placed_without_extra_states("complete/control_of_electricity", "reference+any_supplier_clears_the_flag");
  EXPECT_EQ(inside.standing, Standing::inside) << name(inside.standing) << ": " << inside.detail;
  EXPECT_TRUE(inside.killed);
  EXPECT_GT(inside.states, 0U);
  EXPECT_LE(inside.states, inside.states_allowed);
}

/// Three rounds of the flag are more states than one.
TEST(FaultDomain, IsLeftByMoreStates) {
  const auto outside =
      placed_without_extra_states("complete/in_flight_of_electricity", "reference+flag_lapses_at_the_third_set");
  EXPECT_EQ(outside.standing, Standing::more_states) << name(outside.standing) << ": " << outside.detail;
  EXPECT_GT(outside.states, outside.states_allowed);
}

TEST(FaultDomain, DoesNotHoldWhoIsHonest) {
  const auto honest = placed_without_extra_states("complete/in_flight_of_electricity", "reference");
  EXPECT_EQ(honest.standing, Standing::never_shows) << name(honest.standing) << ": " << honest.detail;
  EXPECT_FALSE(honest.killed);
  const auto other = placed_without_extra_states("complete/in_flight_of_electricity",
                                                 "reference?in-flight-response=deliver&declare=no");
  EXPECT_EQ(other.standing, Standing::permitted) << name(other.standing) << ": " << other.detail;
  EXPECT_FALSE(other.killed);
  EXPECT_FALSE(other.detail.empty());
}

TEST(FaultDomain, RandomWordsAreTheSameEachTime) {
  const auto words = random_words(4, 3, 20);
  EXPECT_EQ(words, random_words(4, 3, 20));
  ASSERT_EQ(words.size(), 3U);
  EXPECT_NE(words[0], words[1]);
  for (const auto input : words[0]) EXPECT_LT(input, 4U);
}

}  // namespace
}  // namespace hallmark::suites
