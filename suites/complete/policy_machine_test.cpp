#include "suites/complete/policy_machine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "harness/generator/complete_suite.h"
#include "suites/complete/permitted_answers.h"
#include "suites/suites_scene.h"

namespace hallmark::suites {
namespace {

using observation::Observation;

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

/// One world that some permitted answers have led to.
struct Reached {
  PermittedAnswers oracle;
  Representatives people;
};

/// What is wrong with taking that answer in that state; empty: nothing. `read_srvs` are never to reach a device that is
/// Restricted.
std::string breach(const PermittedAnswers& before, const PermittedAnswers& after, const std::string& meter,
                   const Observation& answer) {
  static const std::set<std::string> read_srvs = {"4.1.1", "4.6.1", "4.8.1"};
  const auto mode = after.world().inventory().payment_mode(meter);
  if (after.world().flag(meter).is_set() && mode == "prepayment") return "Restricted and in prepayment mode";
  const auto* drained = observation::answer<observation::Drained>(answer);
  if (drained == nullptr || !before.world().flags().covered_since_drain(meter)) return {};
  for (const auto& row : drained->effects.to_devices) {
    if (read_srvs.contains(row.srv)) return "a command for " + row.srv + " to a Restricted device";
  }
  return {};
}

/// Everything that the codes permit in answer to a class, one stimulus after the other. Returns what is wrong.
std::string branch(const std::vector<scenario::Stimulus>& stimuli, std::size_t place, const Reached& from,
                   std::vector<Reached>& ends) {
  if (place == stimuli.size()) {
    ends.push_back(from);
    return {};
  }
  const auto answers = from.oracle.permitted(stimuli[place]);
  if (answers.empty()) return "no answer is left to " + std::string(scenario::operation(stimuli[place]));
  for (const auto& answer : answers) {
    Reached next = from;
    next.oracle.learn(stimuli[place], answer);
    auto wrong = breach(from.oracle, next.oracle, from.people.meter(), answer);
    if (wrong.empty()) wrong = branch(stimuli, place + 1, next, ends);
    if (!wrong.empty()) return wrong;
  }
  return {};
}

std::string key(const Reached& reached) {
  std::string text = reached.oracle.state(reached.people.meter()) + ", " + reached.people.situation();
  for (const auto* each : reached.people.outstanding()) text += "; " + reached.oracle.standing(*each);
  for (const auto& seen : reached.oracle.world().choices().seen()) text += "; " + seen.point + seen.key + seen.token;
  return text;
}

/// Searches every state that some permitted answers lead to; returns what is wrong, and how many there are.
std::pair<std::string, std::size_t> searched(const spec::Profile& profile, const Abstraction& each,
                                             std::size_t states_max) {
  const auto& all = built();
  Reached first = {PermittedAnswers(all.facts, profile, plain_statement()),
                   Representatives(all.material, each.target, 5)};
  first.oracle.answer(first.people.reset());
  std::vector<Reached> reached = {first};
  std::set<std::string> seen = {key(first)};
  for (std::size_t place = 0; place < reached.size() && reached.size() < states_max; ++place) {
    for (const auto what : each.inputs) {
      Reached from = reached[place];
      const auto stimuli = from.people.of(what);
      std::vector<Reached> ends;
      const auto wrong = branch(stimuli, 0, from, ends);
      if (!wrong.empty()) return {key(reached[place]) + ", " + std::string(name(what)) + ": " + wrong, reached.size()};
      for (auto& end : ends) {
        if (seen.insert(key(end)).second) reached.push_back(std::move(end));
      }
    }
  }
  return {"", reached.size()};
}

TEST(PolicyMachine, WhateverIsPermittedTheInvariantsHold) {
  const bool heavy = std::getenv("HALLMARK_HEAVY") != nullptr;
  for (const auto& each : abstractions()) {
    const auto [wrong, states] = searched(built().profile, each, heavy ? 5'000 : 40);
    EXPECT_EQ(wrong, "") << each.name;
    EXPECT_GT(states, 12U) << each.name;
  }
}

/// The search finds a rule that is broken: a profile that lets consumption out.
TEST(PolicyMachine, ARuleThatIsBrokenIsNoticed) {
  const auto file = std::filesystem::path(testing::TempDir()) / "permits_consumption.csv";
  std::ofstream(file) << "srv,device_type,expect,sensitive\n4.6.1,ESME,permit,sensitive: acknowledged\n"
                      << "*,*,reject,\n";
  const auto broken = spec::load_profile(file, built().facts);
  std::filesystem::remove(file);
  const auto [wrong, states] = searched(broken, abstraction("queue_of_electricity"), 100);
  EXPECT_NE(wrong.find("a command for 4.6.1 to a Restricted device"), std::string::npos) << wrong;
}

}  // namespace
}  // namespace hallmark::suites
