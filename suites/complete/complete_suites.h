/// \file
/// The complete suites: words of stimulus classes that leave no wrong implementation of a stated fault domain unfound.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "harness/observation/observation.h"
#include "suites/complete/policy_machine.h"
#include "suites/suite.h"

namespace hallmark::suites {

/// What a suite was derived from.
struct Derivation {
  Abstraction abstraction;
  PolicyMachine policy;
  std::shared_ptr<const std::vector<generator::InputWord>> tests;

  /// The tests of the case at that place in the suite, in their order.
  std::vector<generator::InputWord> tests_of(std::size_t place) const;
};

/// One suite an abstraction, and what can be said of each before it is played.
struct CompleteSuites {
  std::vector<Suite> suites;
  std::vector<Derivation> derivations;  ///< of each suite
  /// Of each how large it is, "complete/…, k = 1: 12 states, 13 classes of stimuli, … tests, … steps", and its fault
  /// domain in words, with what is assumed.
  std::vector<std::string> descriptions;
};

/// The suites whose names are asked for ("complete", "complete/queue_of_gas"), for implementations with that statement
/// and at most `extra_states` states more than the policy has.
CompleteSuites complete_suites(const Material& material, const observation::Statement& statement,
                               std::size_t extra_states, const std::vector<std::string>& names);

/// Whether a name on the command line means one of the complete suites, which nobody plays without asking for them.
bool is_complete_suite(const std::string& name);

}  // namespace hallmark::suites
