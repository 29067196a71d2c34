#include "harness/generator/complete_suite.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

#include "harness/generator/fault_domain_scene.h"

namespace hallmark::generator {
namespace {

std::string described(const Machine& right, std::size_t extra) {
  return std::to_string(right.states()) + " states, " + std::to_string(right.inputs) + " inputs, " +
         std::to_string(extra) + " extra";
}

/// Every machine with that many states, one after the other; the last choice is followed by the first.
bool advance(Machine& machine) {
  for (std::size_t row = 0; row < machine.targets.size(); ++row) {
    if (++machine.outputs[row] < 2) return true;
    machine.outputs[row] = 0;
    if (++machine.targets[row] < machine.states()) return true;
    machine.targets[row] = 0;
  }
  return false;
}

TEST(CompleteSuite, IdentifiersOfAnyTwoStatesShareABeginningThatTellsThemApart) {
  Random random(3);
  for (int round = 0; round < 200; ++round) {
    const auto right = random_machine(2 + random.below(7), 2 + random.below(3), random);
    const auto identifiers = harmonised_identifiers(right);
    const auto from_set = identifiers_from(right, characterising_set(right));
    for (std::size_t one = 0; one < right.states(); ++one) {
      for (std::size_t other = 0; other < one; ++other) {
        bool shared = false;
        for (const auto& word : identifiers[one]) {
          for (const auto& other_word : identifiers[other]) {
            const auto ends = std::mismatch(word.begin(), word.end(), other_word.begin(), other_word.end());
            shared = shared || tells_apart(right, {word.begin(), ends.first}, one, other);
          }
        }
        EXPECT_TRUE(shared);
        const auto tells = [&](const InputWord& word) { return tells_apart(right, word, one, other); };
        EXPECT_TRUE(std::any_of(from_set[one].begin(), from_set[one].end(), tells));
        EXPECT_TRUE(std::any_of(from_set[other].begin(), from_set[other].end(), tells));
      }
    }
  }
}

TEST(CompleteSuite, WhatIsNoMachineIsRefused) {
  EXPECT_THROW(CompleteSuite({1, {2, 0}, {0, 1}}, 0), std::invalid_argument);
  EXPECT_THROW(harmonised_identifiers({1, {1, 0}, {0, 0}}), std::invalid_argument);
  EXPECT_THROW(characterising_set({1, {0, 1}, {0, 1}}), std::invalid_argument);
}

/// Twice the states, of which each may be led to by either.
Machine doubled(const Machine& right, Random& random) {
  auto made = right;
  for (std::size_t row = 0; row < right.targets.size(); ++row) {
    made.targets.push_back(right.targets[row] + right.states() * random.below(2));
    made.outputs.push_back(right.outputs[row]);
    made.targets[row] += right.states() * random.below(2);
  }
  return made;
}

/// Whether each state is reached by at most `extra` inputs after a word of the cover.
bool is_near(const Machine& suspect, const Machine& right, std::size_t extra) {
  std::set<std::size_t> reached;
  for (const auto& word : state_cover(right)) {
    if (word) reached.insert(state_after(suspect, *word));
  }
  for (std::size_t round = 0; round < extra; ++round) {
    for (const auto state : std::set<std::size_t>(reached)) {
      for (std::size_t input = 0; input < suspect.inputs; ++input) reached.insert(suspect.target(state, input));
    }
  }
  for (const auto& word : state_cover(suspect)) {
    if (word && !reached.contains(state_after(suspect, *word))) return false;
  }
  return true;
}

/// Of a machine with states that are the same, faults in each of them are found: also with more states than the
/// minimal one and the extra ones have together.
TEST(CompleteSuite, EveryStateOfAMachineThatIsNotMinimalIsGoneOnFrom) {
  Random random(11);
  int killed = 0;
  int beyond = 0;
  for (int round = 0; round < 40; ++round) {
    const auto extra = static_cast<std::size_t>(round % 2);
    const auto right = doubled(random_machine(3, 2, random), random);
    const auto tests = CompleteSuite(right, extra).tests();
    const auto fewer = CompleteSuite(minimised(right).machine, extra).tests();
    for (int each = 0; each < 50; ++each) {
      const auto suspect = mutant(right, extra, random);
      if (!is_near(suspect, right, extra)) continue;
      const bool wrong = difference(suspect, right).has_value();
      ASSERT_EQ(passes(suspect, right, tests), !wrong);
      killed += wrong ? 1 : 0;
      if (wrong && passes(suspect, right, fewer)) ++beyond;
    }
  }
  EXPECT_GT(killed, 200);
  EXPECT_GT(beyond, 0) << "the suite of the minimal machine misses some of them";
}

TEST(CompleteSuite, NoTestBeginsAnotherAndTheSizeIsCountedWithoutThem) {
  Random random(4);
  for (std::size_t extra = 0; extra < 3; ++extra) {
    for (const auto method : {SuiteMethod::hsi, SuiteMethod::wp}) {
      const CompleteSuite suite(random_machine(4, 3, random), extra, method);
      const auto tests = suite.tests();
      SuiteSize counted;
      for (const auto& test : tests) {
        ++counted.tests;
        counted.inputs += test.size();
        counted.longest = std::max(counted.longest, test.size());
      }
      EXPECT_EQ(suite.size(), counted);
      EXPECT_FALSE(suite.size(counted.tests - 1));
      for (std::size_t place = 0; place + 1 < tests.size(); ++place) {
        EXPECT_LT(tests[place], tests[place + 1]);
        const auto& word = tests[place];
        const auto& next = tests[place + 1];
        EXPECT_FALSE(word.size() <= next.size() && std::equal(word.begin(), word.end(), next.begin()));
      }
    }
  }
}

TEST(CompleteSuite, TakesEveryTransition) {
  Random random(5);
  const auto right = random_machine(6, 4, random);
  std::set<std::pair<std::size_t, std::size_t>> taken;
  for (const auto& test : CompleteSuite(right, 0).tests()) {
    std::size_t state = 0;
    for (const auto input : test) {
      taken.insert({state, input});
      state = right.target(state, input);
    }
  }
  EXPECT_EQ(taken.size(), 24U);
}

TEST(CompleteSuite, EveryMachineOfATinyDomainIsTried) {
  Random random(6);
  for (int round = 0; round < 12; ++round) {
    const auto right = random_machine(2, 2, random);
    const std::size_t extra = round % 3 == 0 ? 1 : 0;
    const auto tests = CompleteSuite(right, extra).tests();
    Machine suspect = {2, std::vector<std::size_t>(2 * (2 + extra)), std::vector<std::size_t>(2 * (2 + extra))};
    long long same = 0;
    long long killed = 0;
    do {
      const bool equivalent = !difference(suspect, right);
      ASSERT_EQ(passes(suspect, right, tests), equivalent) << described(right, extra);
      (equivalent ? same : killed) += 1;
    } while (advance(suspect));
    EXPECT_GT(same, 0);
    EXPECT_GT(killed, 100);
  }
}

/// The same by search, in domains too large to be listed; Wp must agree.
TEST(CompleteSuite, NoMachineOfTheDomainSurvives) {
  Random random(7);
  struct Domain {
    std::size_t states, inputs, extra;
    int rounds;
  };
  for (const auto& [states, inputs, extra, rounds] :
       {Domain{2, 2, 2, 10}, Domain{2, 3, 1, 10}, Domain{3, 2, 0, 20}, Domain{3, 2, 1, 10}, Domain{3, 2, 2, 3},
        Domain{3, 3, 0, 10}, Domain{4, 2, 0, 10}, Domain{4, 2, 1, 3}}) {
    for (int round = 0; round < rounds; ++round) {
      const auto right = random_machine(states, inputs, random);
      for (const auto method : {SuiteMethod::hsi, SuiteMethod::wp}) {
        const auto tests = CompleteSuite(right, extra, method).tests();
        FaultDomain domain(right, tests, states + extra);
        EXPECT_FALSE(domain.survivor()) << described(right, extra);
        EXPECT_GT(domain.passed(), 0);
      }
    }
  }
}

/// The search finds what is there to be found: the suite without one of its tests, the suite for fewer extra states,
/// and all transitions without telling the states behind them.
TEST(CompleteSuite, WhereATestIsMissingAWrongMachineSurvives) {
  Random random(8);
  int weaker = 0;
  for (int round = 0; round < 10; ++round) {
    const auto right = random_machine(3, 2, random);
    auto tests = CompleteSuite(right, 0).tests();
    for (std::size_t place = 0; place < tests.size();) {  // made as small as it can be
      auto fewer = tests;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(place));
      if (FaultDomain(right, fewer, 3).survivor()) {
        ++place;
      } else {
        tests = std::move(fewer);
      }
    }
    EXPECT_FALSE(FaultDomain(right, tests, 3).survivor());
    for (std::size_t place = 0; place < tests.size(); ++place) {
      auto fewer = tests;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(place));
      const auto survivor = FaultDomain(right, fewer, 3).survivor();
      ASSERT_TRUE(survivor);
      EXPECT_TRUE(difference(*survivor, right));
      EXPECT_TRUE(passes(*survivor, right, fewer));
      EXPECT_FALSE(passes(*survivor, right, tests)) << "of the same domain, so the whole suite kills it";
    }
    if (FaultDomain(right, CompleteSuite(right, 0).tests(), 4).survivor()) ++weaker;
    InputWords transitions;
    for (const auto& word : state_cover(right)) {
      for (std::size_t input = 0; input < right.inputs; ++input) {
        transitions.push_back(*word);
        transitions.back().push_back(input);
      }
    }
    EXPECT_TRUE(FaultDomain(right, transitions, 3).survivor());
  }
  EXPECT_GT(weaker, 0) << "a suite for no extra state would have to miss one somewhere";
}

/// Every machine that differs in one transition or two: another answer, another target, or both.
TEST(CompleteSuite, EverySingleAndDoubleFaultIsFound) {
  Random random(9);
  int killed = 0;
  for (int round = 0; round < 3; ++round) {
    const auto right = random_machine(4, 3, random);
    const auto tests = CompleteSuite(right, 0).tests();
    const auto singles = single_faults(right);
    for (const auto& single : singles) {
      for (const auto& suspect : single_faults(single)) {
        const bool wrong = difference(suspect, right).has_value();
        ASSERT_EQ(passes(suspect, right, tests), !wrong);
        killed += wrong ? 1 : 0;
      }
    }
  }
  EXPECT_GT(killed, 10'000);
}

TEST(CompleteSuite, MutantsWithMoreStatesAreKilled) {
  Random random(10);
  int killed = 0;
  for (int round = 0; round < 40; ++round) {
    const auto extra = static_cast<std::size_t>(1 + round % 2);
    const auto right = random_machine(3 + random.below(3), 3, random);
    const auto tests = CompleteSuite(right, extra).tests();
    for (int each = 0; each < 100; ++each) {
      const auto suspect = mutant(right, extra, random);
      const bool wrong = difference(suspect, right).has_value();
      EXPECT_EQ(passes(suspect, right, tests), !wrong) << described(right, extra);
      killed += wrong ? 1 : 0;
    }
  }
  EXPECT_GT(killed, 1000);
}

}  // namespace
}  // namespace hallmark::generator
