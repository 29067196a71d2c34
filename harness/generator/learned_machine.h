/// \file
/// A machine learnt by asking: how many states somebody has whom nobody can look into, as far as words show.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "harness/generator/machine.h"
#include "harness/generator/state_identifiers.h"

namespace hallmark::generator {

/// Answers a word from the initial state, as many outputs as it has inputs.
using Answering = std::function<std::vector<std::size_t>(const InputWord&)>;

/// What is known beforehand of whom is asked.
struct LearningPlan {
  std::size_t inputs = 0;      ///< at least 1
  InputWords experiments;      ///< words that may tell states apart, such as a characterising set
  InputWords checks;           ///< words that the machine has to answer as it was answered
  std::size_t states_max = 0;  ///< more are not looked for
};

/// What came of it.
struct LearnedMachine {
  /// Answers every word that was asked as it was answered; empty: there is no machine of so many states.
  std::optional<Machine> machine;
  /// As many states, at least, are told apart by what was answered.
  std::size_t told_apart = 0;
  /// A word whose answer was another when it was asked before: it is not the answer of a machine.
  std::optional<InputWord> contradiction;
};

/// Learns from the answers: a table of words to states and of experiments, and of each check that the machine so made
/// answers otherwise the one experiment that was missing (Angluin's L*, with the refinement of Rivest and Schapire).
/// That so many states are told apart is certain; that there are no more is as certain as the checks are good. Throws
/// std::invalid_argument where there is no input.
LearnedMachine learned_machine(const LearningPlan& plan, const Answering& answering);

}  // namespace hallmark::generator
