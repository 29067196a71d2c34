/// \file
/// Brute force for tests of suites: random machines, and a search through every machine of a fault domain.
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "harness/generator/complete_suite.h"
#include "harness/generator/random.h"

namespace hallmark::generator {

/// A minimal machine of that size, outputs 0 and 1.
inline Machine random_machine(std::size_t states, std::size_t inputs, Random& random) {
  for (;;) {
    Machine made;
    made.inputs = inputs;
    for (std::size_t row = 0; row < states * inputs; ++row) {
      made.targets.push_back(random.below(states));
      made.outputs.push_back(random.below(2));
    }
    if (is_minimal(made)) return made;
  }
}

inline bool passes(const Machine& suspect, const Machine& right, const InputWords& tests) {
  return std::all_of(tests.begin(), tests.end(),
                     [&](const InputWord& test) { return answers(suspect, test) == answers(right, test); });
}

/// Every machine with at most `states` states, up to the names of states, that a suite lets pass: a transition is
/// chosen when a test first takes it, and the choice taken back when a later test finds it out.
class FaultDomain {
 public:
  FaultDomain(const Machine& right, const InputWords& tests, std::size_t states)
      : right_(right), tests_(tests), states_(states) {
    open_.inputs = right.inputs;
    open_.targets.assign(states * right.inputs, states);
    open_.outputs.assign(states * right.inputs, 0);
    // Short ones first: wrong choices are found out sooner.
    std::stable_sort(tests_.begin(), tests_.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
  }

  /// One that passes every test and is not equivalent to the right machine; empty: the suite is complete.
  std::optional<Machine> survivor() {
    play(0, 0, 0, 0);
    return survivor_;
  }

  /// How many (partly chosen) machines passed all tests.
  int passed() const { return passed_; }

 private:
  void play(std::size_t test, std::size_t place, std::size_t state, std::size_t right_state) {
    if (survivor_) return;
    if (test == tests_.size()) return examine();
    if (place == tests_[test].size()) return play(test + 1, 0, 0, 0);
    const auto input = tests_[test][place];
    const auto row = state * open_.inputs + input;
    const auto expected = right_.output(right_state, input);
    const auto right_next = right_.target(right_state, input);
    if (open_.targets[row] != states_) {
      if (open_.outputs[row] == expected) play(test, place + 1, open_.targets[row], right_next);
      return;
    }
    open_.outputs[row] = expected;
    for (std::size_t target = 0; target <= std::min(used_, states_ - 1); ++target) {
      const auto used = std::exchange(used_, std::max(used_, target + 1));
      open_.targets[row] = target;
      play(test, place + 1, target, right_next);
      used_ = used;
    }
    open_.targets[row] = states_;
  }

  /// What no test has chosen may be anything, and so wrong.
  void examine() {
    ++passed_;
    Machine whole = open_;
    for (std::size_t row = 0; row < whole.targets.size(); ++row) {
      if (whole.targets[row] != states_) continue;
      whole.targets[row] = 0;
      whole.outputs[row] = 9;
    }
    if (difference(whole, right_)) survivor_ = std::move(whole);
  }

  const Machine& right_;
  InputWords tests_;
  std::size_t states_;
  std::size_t used_ = 1;
  Machine open_;
  int passed_ = 0;
  std::optional<Machine> survivor_;
};

/// Every machine that differs in one transition.
inline std::vector<Machine> single_faults(const Machine& right) {
  std::vector<Machine> made;
  for (std::size_t row = 0; row < right.targets.size(); ++row) {
    for (std::size_t target = 0; target < right.states(); ++target) {
      for (const std::size_t output : {0U, 1U}) {
        if (target == right.targets[row] && output == right.outputs[row]) continue;
        made.push_back(right);
        made.back().targets[row] = target;
        made.back().outputs[row] = output;
      }
    }
  }
  return made;
}

/// The machine with copies of some of its states, and a few transitions that answer or lead elsewhere, among them to
/// those copies.
inline Machine mutant(const Machine& right, std::size_t extra_states, Random& random) {
  Machine made = right;
  for (std::size_t more = 0; more < extra_states; ++more) {
    const auto copied = random.below(right.states());
    for (std::size_t input = 0; input < right.inputs; ++input) {
      made.targets.push_back(right.target(copied, input));
      made.outputs.push_back(right.output(copied, input));
    }
  }
  for (std::size_t fault = 0; fault < 2 + 2 * extra_states; ++fault) {
    const auto row = random.below(made.targets.size());
    if (random.below(4) == 0) {
      made.outputs[row] = 1 - made.outputs[row];
    } else {
      made.targets[row] = random.below(made.states());
    }
  }
  return made;
}

}  // namespace hallmark::generator
