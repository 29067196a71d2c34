#include "harness/generator/machine.h"

#include <map>
#include <stdexcept>
#include <string>
#include <utility>

namespace hallmark::generator {

namespace {

/// The class of each state: two share one if and only if no word tells them apart.
std::vector<std::size_t> classes_of(const Machine& machine) {
  std::vector<std::size_t> classes(machine.states(), 0);
  for (std::size_t count = 1;;) {
    std::map<std::vector<std::size_t>, std::size_t> numbers;
    std::vector<std::size_t> refined(classes.size());
    for (std::size_t state = 0; state < classes.size(); ++state) {
      std::vector<std::size_t> looks = {classes[state]};
      for (std::size_t input = 0; input < machine.inputs; ++input) {
        looks.push_back(machine.output(state, input));
        looks.push_back(classes[machine.target(state, input)]);
      }
      refined[state] = numbers.try_emplace(std::move(looks), numbers.size()).first->second;
    }
    if (numbers.size() == count) return classes;
    count = numbers.size();
    classes = std::move(refined);
  }
}

/// Reached states, nearest first.
std::vector<std::size_t> reached_states(const Machine& machine) {
  std::vector<std::size_t> order = {0};
  std::vector<bool> seen(machine.states(), false);
  seen[0] = true;
  for (std::size_t place = 0; place < order.size(); ++place) {
    for (std::size_t input = 0; input < machine.inputs; ++input) {
      const auto target = machine.target(order[place], input);
      if (seen[target]) continue;
      seen[target] = true;
      order.push_back(target);
    }
  }
  return order;
}

}  // namespace

void require_complete(const Machine& machine) {
  const auto fail = [](const std::string& what) { throw std::invalid_argument("machine: " + what); };
  if (machine.inputs == 0 || machine.targets.empty()) fail("no state or no input");
  if (machine.targets.size() % machine.inputs != 0) fail("the last state lacks a target");
  if (machine.outputs.size() != machine.targets.size()) fail("as many outputs as targets are needed");
  for (const auto target : machine.targets) {
    if (target >= machine.states()) fail("there is no state " + std::to_string(target));
  }
}

std::size_t state_after(const Machine& machine, const InputWord& word, std::size_t from) {
  for (const auto input : word) from = machine.target(from, input);
  return from;
}

std::vector<std::size_t> answers(const Machine& machine, const InputWord& word, std::size_t from) {
  std::vector<std::size_t> given;
  given.reserve(word.size());
  for (const auto input : word) {
    given.push_back(machine.output(from, input));
    from = machine.target(from, input);
  }
  return given;
}

std::vector<std::optional<InputWord>> state_cover(const Machine& machine) {
  std::vector<std::optional<InputWord>> cover(machine.states());
  cover.at(0).emplace();
  for (const auto state : reached_states(machine)) {
    for (std::size_t input = 0; input < machine.inputs; ++input) {
      auto& word = cover[machine.target(state, input)];
      if (word) continue;
      word = cover[state];
      word->push_back(input);
    }
  }
  return cover;
}

Minimised minimised(const Machine& machine) {
  require_complete(machine);
  const auto classes = classes_of(machine);
  std::map<std::size_t, std::size_t> numbers;  // of classes, in the order in which words reach them
  Minimised made;
  made.machine.inputs = machine.inputs;
  made.stands_for.resize(machine.states());
  std::vector<std::size_t> members;
  for (const auto state : reached_states(machine)) {
    const auto [place, is_new] = numbers.try_emplace(classes[state], numbers.size());
    if (is_new) members.push_back(state);
    made.stands_for[state] = place->second;
  }
  for (const auto member : members) {
    for (std::size_t input = 0; input < machine.inputs; ++input) {
      made.machine.targets.push_back(numbers.at(classes[machine.target(member, input)]));
      made.machine.outputs.push_back(machine.output(member, input));
    }
  }
  return made;
}

bool is_minimal(const Machine& machine) { return minimised(machine).machine.states() == machine.states(); }

Separations::Separations(const Machine& machine)
    : machine_(&machine), first_inputs_(machine.states() * machine.states(), machine.inputs) {
  struct Told {
    std::size_t one;
    std::size_t other;
    std::size_t input;
  };
  std::vector<Told> round;
  do {  // each round finds the pairs that need one input more than those of the round before
    round.clear();
    for (std::size_t one = 0; one < machine.states(); ++one) {
      for (std::size_t other = 0; other < one; ++other) {
        if (first_input(one, other) != machine.inputs) continue;
        const auto input = telling_input(one, other);
        if (input != machine.inputs) round.push_back({one, other, input});
      }
    }
    for (const auto& [one, other, input] : round) first_input(one, other) = first_input(other, one) = input;
  } while (!round.empty());
}

std::size_t Separations::telling_input(std::size_t one, std::size_t other) {
  for (std::size_t input = 0; input < machine_->inputs; ++input) {
    if (machine_->output(one, input) != machine_->output(other, input)) return input;
    const auto next = std::pair(machine_->target(one, input), machine_->target(other, input));
    if (first_input(next.first, next.second) != machine_->inputs) return input;
  }
  return machine_->inputs;
}

std::optional<InputWord> Separations::word(std::size_t one, std::size_t other) const {
  InputWord word;
  for (;;) {
    const auto input = first_inputs_.at(one * machine_->states() + other);
    if (input == machine_->inputs) return std::nullopt;
    word.push_back(input);
    if (machine_->output(one, input) != machine_->output(other, input)) return word;
    one = machine_->target(one, input);
    other = machine_->target(other, input);
  }
}

std::optional<InputWord> difference(const Machine& one, const Machine& other) {
  if (one.inputs != other.inputs) throw std::invalid_argument("machine: they have other inputs");
  using Pair = std::pair<std::size_t, std::size_t>;
  std::map<Pair, InputWord> words = {{{0, 0}, {}}};
  std::vector<Pair> order = {{0, 0}};
  for (std::size_t place = 0; place < order.size(); ++place) {
    const auto pair = order[place];
    for (std::size_t input = 0; input < one.inputs; ++input) {
      auto word = words.at(pair);
      word.push_back(input);
      if (one.output(pair.first, input) != other.output(pair.second, input)) return word;
      const Pair next = {one.target(pair.first, input), other.target(pair.second, input)};
      if (words.try_emplace(next, std::move(word)).second) order.push_back(next);
    }
  }
  return std::nullopt;
}

}  // namespace hallmark::generator
