/// \file
/// Deterministic finite state machines with outputs: which states are reached, which are the same, and what tells two
/// machines apart. Knows nothing of DUIS; a state, an input and an output are numbers from 0.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace hallmark::generator {

/// Inputs one after the other, from the initial state unless it says otherwise.
using InputWord = std::vector<std::size_t>;

/// A complete machine: every state answers every input. It starts in state 0.
struct Machine {
  std::size_t inputs = 0;            ///< at least 1
  std::vector<std::size_t> targets;  ///< by state × inputs + input
  std::vector<std::size_t> outputs;  ///< likewise

  std::size_t states() const { return inputs == 0 ? 0 : targets.size() / inputs; }
  std::size_t target(std::size_t state, std::size_t input) const { return targets[state * inputs + input]; }
  std::size_t output(std::size_t state, std::size_t input) const { return outputs[state * inputs + input]; }
  bool operator==(const Machine&) const = default;
};

/// Throws std::invalid_argument where it has no state, a row is missing, or a target is no state.
void require_complete(const Machine& machine);

/// Where a word leads to from a state.
std::size_t state_after(const Machine& machine, const InputWord& word, std::size_t from = 0);
/// The outputs to a word from a state, as many as its inputs.
std::vector<std::size_t> answers(const Machine& machine, const InputWord& word, std::size_t from = 0);

/// For each state a shortest word that leads to it, the least of those of its length; empty: it is never reached. With
/// a word it has every beginning of it.
std::vector<std::optional<InputWord>> state_cover(const Machine& machine);

/// The least machine that answers every word alike, its states in the order in which words reach them.
struct Minimised {
  Machine machine;
  /// For each state of the machine it was made from, the state that stands for it; empty: it is never reached.
  std::vector<std::optional<std::size_t>> stands_for;
};
/// Throws std::invalid_argument as `require_complete` does.
Minimised minimised(const Machine& machine);
/// Whether every state is reached and no two are the same.
bool is_minimal(const Machine& machine);

/// A shortest word that two states answer differently, for every pair of states of a machine.
class Separations {
 public:
  explicit Separations(const Machine& machine);
  /// Empty: they are the same.
  std::optional<InputWord> word(std::size_t one, std::size_t other) const;

 private:
  /// An input that they answer differently, or that leads to a pair found before; `inputs`: there is none yet.
  std::size_t telling_input(std::size_t one, std::size_t other);
  std::size_t& first_input(std::size_t one, std::size_t other) {
    return first_inputs_[one * machine_->states() + other];
  }
  const Machine* machine_;
  std::vector<std::size_t> first_inputs_;  ///< of a shortest word, by pair; `inputs` where there is none
};

/// A shortest word that two machines of as many inputs answer differently; empty: they are equivalent.
std::optional<InputWord> difference(const Machine& one, const Machine& other);

}  // namespace hallmark::generator
