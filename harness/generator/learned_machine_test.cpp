#include "harness/generator/learned_machine.h"

#include <gtest/gtest.h>

#include "harness/generator/random.h"

namespace hallmark::generator {
namespace {

Machine random_machine(Random& random, std::size_t states, std::size_t inputs) {
  Machine made;
  made.inputs = inputs;
  for (std::size_t place = 0; place < states * inputs; ++place) {
    made.targets.push_back(random.below(states));
    made.outputs.push_back(random.below(2));
  }
  return minimised(made).machine;
}

InputWords random_words(Random& random, std::size_t inputs, std::size_t count, std::size_t length) {
  InputWords words(count);
  for (auto& word : words) {
    for (std::size_t place = 0; place < length; ++place) word.push_back(random.below(inputs));
  }
  return words;
}

Answering answering(const Machine& machine) {
  return [&machine](const InputWord& word) { return answers(machine, word); };
}

TEST(LearnedMachine, IsTheOneThatAnswers) {
  Random random(3);
  for (int round = 0; round < 50; ++round) {
    const auto machine = random_machine(random, 2 + random.below(10), 2 + random.below(3));
    const LearningPlan plan = {machine.inputs, {}, random_words(random, machine.inputs, 40, 40), 20};
    const auto made = learned_machine(plan, answering(machine));
    ASSERT_TRUE(made.machine);
    EXPECT_EQ(difference(*made.machine, machine), std::nullopt);
    EXPECT_EQ(made.told_apart, machine.states());
    EXPECT_FALSE(made.contradiction);
  }
}

/// States that are found are there: whatever is known beforehand, never more are counted than there are.
TEST(LearnedMachine, CountsNoStateThatIsNone) {
  Random random(5);
  for (int round = 0; round < 50; ++round) {
    const auto machine = random_machine(random, 6, 2);
    const LearningPlan plan = {2, random_words(random, 2, 5, 3), random_words(random, 2, 2, 5), 50};
    EXPECT_LE(learned_machine(plan, answering(machine)).told_apart, machine.states());
  }
}

TEST(LearnedMachine, LooksForNoMoreStatesThanAskedFor) {
  Machine ring;  // input 0 goes round, and only the last of six states answers 1
  ring.inputs = 1;
  for (std::size_t state = 0; state < 6; ++state) {
    ring.targets.push_back((state + 1) % 6);
    ring.outputs.push_back(state == 5 ? 1 : 0);
  }
  const InputWords checks = {InputWord(20, 0)};
  const auto stopped = learned_machine({1, {}, checks, 4}, answering(ring));
  EXPECT_FALSE(stopped.machine);
  EXPECT_EQ(stopped.told_apart, 5U);
  EXPECT_TRUE(learned_machine({1, {}, checks, 6}, answering(ring)).machine);
}

/// Who answers by something else than the word is no machine.
TEST(LearnedMachine, ToldFromWhatIsNone) {
  Random random(9);
  const auto machine = random_machine(random, 6, 2);
  int asked = 0;
  const auto tires = [&](const InputWord& word) {
    auto given = answers(machine, word);
    if (++asked > 10) given.front() = 7;
    return given;
  };
  const auto made = learned_machine({2, {}, random_words(random, 2, 40, 10), 20}, tires);
  EXPECT_FALSE(made.machine);
  ASSERT_TRUE(made.contradiction);
  EXPECT_EQ(made.contradiction->size(), 1U);
  EXPECT_THROW(learned_machine({}, tires), std::invalid_argument);
}

}  // namespace
}  // namespace hallmark::generator
