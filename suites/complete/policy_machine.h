/// \file
/// The policy as a finite state machine: the oracle's world of one device pair, explored by asking it.
#pragma once

#include <string>
#include <vector>

#include "harness/generator/machine.h"
#include "harness/observation/observation.h"
#include "suites/complete/stimulus_classes.h"

namespace hallmark::suites {

/// What of a device pair is looked at: some of all stimulus classes.
struct Abstraction {
  std::string name;   ///< of its suite, "complete/NAME": of [a-z_]
  std::string title;  ///< one sentence
  Target target;
  std::vector<StimulusClass> inputs;
};

/// What is looked at of each pair: who controls the flag and what passes, and what was asked before and comes after.
std::vector<Abstraction> abstractions();

/// States told apart by name, and the answers that a fair observer sees in a word.
struct PolicyMachine {
  generator::Machine explored;       ///< a state a name
  std::vector<std::string> states;   ///< their names
  std::vector<std::size_t> steps;    ///< by state × inputs + input: stimuli of a representative
  std::vector<std::string> answers;  ///< what an output stands for
  std::size_t told_apart = 0;        ///< states that answers tell apart
};

/// Explores from a reset, every class in every state. Where the codes leave a choice, what the statement declares is
/// taken, else the most obliging answer. Throws std::logic_error where the oracle leaves no way to answer, or there are
/// more than 200 states.
PolicyMachine explored(const Material& material, const observation::Statement& statement,
                       const Abstraction& abstraction);

/// What the oracle answers to a word of classes, as `PolicyMachine::answers` has it, each class made concrete from the
/// seed: what the machine has to say too, whoever represents the classes.
std::vector<std::string> answers_of_oracle(const Material& material, const observation::Statement& statement,
                                           const Abstraction& abstraction, const generator::InputWord& word,
                                           std::uint64_t seed);

}  // namespace hallmark::suites
