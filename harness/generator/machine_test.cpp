#include "harness/generator/machine.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "harness/generator/fault_domain_scene.h"

namespace hallmark::generator {
namespace {

/// Two lamps on one switch, with a third state that is the first again and a fourth that nothing leads to.
Machine lamps() { return {2, {1, 0, 2, 1, 1, 2, 3, 3}, {0, 5, 1, 6, 0, 5, 9, 9}}; }

TEST(Machine, WhatIsNoMachineIsRefused) {
  EXPECT_THROW(require_complete({0, {}, {}}), std::invalid_argument);
  EXPECT_THROW(require_complete({2, {0}, {0}}), std::invalid_argument);
  EXPECT_THROW(require_complete({1, {0}, {}}), std::invalid_argument);
  EXPECT_THROW(require_complete({1, {1}, {0}}), std::invalid_argument);
  EXPECT_NO_THROW(require_complete({1, {0}, {0}}));
  EXPECT_THROW(difference({1, {0}, {0}}, {2, {0, 0}, {0, 0}}), std::invalid_argument);
}

TEST(Machine, LeadsSomewhereAndAnswers) {
  EXPECT_EQ(state_after(lamps(), {0, 1, 0}), 2U);
  EXPECT_EQ(answers(lamps(), {0, 1, 0}), (std::vector<std::size_t>{0, 6, 1}));
  EXPECT_EQ(answers(lamps(), {1}, 3), (std::vector<std::size_t>{9}));
}

TEST(Machine, CoverHasAShortestWordToEachStateThatIsReached) {
  const auto cover = state_cover(lamps());
  EXPECT_EQ(cover.at(0), InputWord{});
  EXPECT_EQ(cover.at(1), InputWord{0});
  EXPECT_EQ(cover.at(2), (InputWord{0, 0}));
  EXPECT_FALSE(cover.at(3));
}

TEST(Machine, MinimisedItHasNoStateTwiceAndNoneThatIsNotReached) {
  const auto made = minimised(lamps());
  EXPECT_EQ(made.machine, (Machine{2, {1, 0, 0, 1}, {0, 5, 1, 6}}));
  EXPECT_EQ(made.stands_for, (std::vector<std::optional<std::size_t>>{0, 1, 0, std::nullopt}));
  EXPECT_FALSE(difference(made.machine, lamps()));
  EXPECT_TRUE(is_minimal(made.machine));
  EXPECT_FALSE(is_minimal(lamps()));
}

TEST(Machine, RandomMachinesStayWhatTheyAreWhenStatesAreDoubled) {
  Random random(1);
  for (int round = 0; round < 200; ++round) {
    const auto right = random_machine(2 + random.below(4), 2, random);
    auto doubled = right;
    for (std::size_t row = 0; row < right.targets.size(); ++row) {
      doubled.targets.push_back(right.targets[row] + right.states() * random.below(2));
      doubled.outputs.push_back(right.outputs[row]);
    }
    for (auto& target : doubled.targets) target = (target + right.states() * random.below(2)) % doubled.states();
    const auto made = minimised(doubled);
    EXPECT_EQ(made.machine.states(), right.states());
    EXPECT_FALSE(difference(made.machine, right));
  }
}

TEST(Machine, SeparationsAreShortest) {
  Random random(2);
  for (int round = 0; round < 100; ++round) {
    const auto right = random_machine(5, 2, random);
    const Separations separations(right);
    for (std::size_t one = 0; one < 5; ++one) {
      EXPECT_FALSE(separations.word(one, one));
      for (std::size_t other = 0; other < one; ++other) {
        const auto word = separations.word(one, other);
        ASSERT_TRUE(word);
        EXPECT_TRUE(tells_apart(right, *word, one, other));
        // None that is shorter does: all words of one input less are tried.
        const auto length = word->size() - 1;
        for (std::size_t number = 0; number < (std::size_t{1} << length); ++number) {
          InputWord shorter;
          for (std::size_t place = 0; place < length; ++place) shorter.push_back((number >> place) & 1U);
          EXPECT_FALSE(tells_apart(right, shorter, one, other));
        }
      }
    }
  }
}

TEST(Machine, DifferenceIsAShortestWordThatBothAnswerDifferently) {
  const Machine right = minimised(lamps()).machine;
  auto wrong = right;
  wrong.targets[2] = 1;  // the switch no longer turns it off
  EXPECT_EQ(difference(right, wrong), (InputWord{0, 0, 0}));
  EXPECT_FALSE(difference(right, lamps()));
}

}  // namespace
}  // namespace hallmark::generator
