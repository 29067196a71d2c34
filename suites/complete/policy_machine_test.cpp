#include "suites/complete/policy_machine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "harness/generator/complete_suite.h"
#include "suites/suites_scene.h"

namespace hallmark::suites {
namespace {

observation::Statement plain_statement() {
  observation::Statement statement;
  statement.facets = {"restricted-mode", "duis-schema"};
  return statement;
}

const Abstraction& abstraction(const std::string& name) {
  static const auto all = abstractions();
  return *std::find_if(all.begin(), all.end(), [&](const Abstraction& each) { return each.name == name; });
}

TEST(PolicyMachine, StaysSmallAndEveryStateIsTriedWithEveryClass) {
  for (const auto& each : abstractions()) {
    const auto made = explored(built().material, plain_statement(), each);
    EXPECT_GT(made.told_apart, 2U) << each.name;
    EXPECT_LT(made.states.size(), 60U) << each.name;
    EXPECT_LT(each.inputs.size(), 50U) << each.name;
    EXPECT_EQ(made.explored.targets.size(), made.states.size() * each.inputs.size());
    EXPECT_EQ(std::set<std::string>(made.states.begin(), made.states.end()).size(), made.states.size());
    for (std::size_t input = 0; input < each.inputs.size(); ++input) {
      std::size_t steps = 0;
      for (std::size_t state = 0; state < made.states.size(); ++state) {
        steps += made.steps[state * each.inputs.size() + input];
      }
      EXPECT_GT(steps, 0U) << each.name << ": " << name(each.inputs[input]) << " is never done";
    }
  }
}

/// A declared answer is another machine.
TEST(PolicyMachine, IsThatOfTheStatement) {
  const auto& control = abstraction("control_of_electricity");
  auto refusing = plain_statement();
  refusing.choices = {{"set-while-set", "refuse"}};
  const auto made = explored(built().material, plain_statement(), control);
  const auto other = explored(built().material, refusing, control);
  EXPECT_NE(made.explored, other.explored);
}

/// Whoever represents the classes, and however a state was come to, the oracle says what the machine says.
TEST(PolicyMachine, MembersOfAClassAreAnsweredAlike) {
  const bool heavy = std::getenv("HALLMARK_HEAVY") != nullptr;
  const int words = heavy ? 2'000 : 10;
  for (const auto& each : abstractions()) {
    const auto made = explored(built().material, plain_statement(), each);
    generator::Random random(21);
    for (int round = 0; round < words; ++round) {
      generator::InputWord word;
      for (int length = 0; length < 10; ++length) word.push_back(random.below(each.inputs.size()));
      std::vector<std::string> expected;
      for (const auto answer : generator::answers(made.explored, word)) expected.push_back(made.answers[answer]);
      EXPECT_EQ(answers_of_oracle(built().material, plain_statement(), each, word, 100 + random.next() % 1000),
                expected)
          << each.name;
    }
  }
}

}  // namespace
}  // namespace hallmark::suites
