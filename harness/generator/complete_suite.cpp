#include "harness/generator/complete_suite.h"

#include <algorithm>
#include <span>
#include <utility>

namespace hallmark::generator {

using Rest = std::span<const std::size_t>;

struct CompleteSuite::Path {
  const std::function<bool(const InputWord&)>* take;
  InputWord word;  ///< to the present node
};

struct CompleteSuite::Node {
  std::size_t state = 0;
  bool in_cover = false;                     ///< its word is the one that covers its state
  std::size_t free = 0;                      ///< so many inputs may follow, whichever they are
  bool identified = false;                   ///< the state is told here
  std::vector<Rest> identified_before = {};  ///< what is left of identifiers that began before; none is empty
};

namespace {

/// Which transitions the state cover is made of: each word of it is another with one input more.
std::vector<bool> cover_of(const Machine& machine) {
  std::vector<bool> in_cover(machine.targets.size(), false);
  for (const auto& word : state_cover(machine)) {
    if (!word || word->empty()) continue;
    const auto before = state_after(machine, InputWord(word->begin(), word->end() - 1));
    in_cover[before * machine.inputs + word->back()] = true;
  }
  return in_cover;
}

}  // namespace

CompleteSuite::CompleteSuite(Machine machine, std::size_t extra_states, SuiteMethod method)
    : machine_(std::move(machine)), extra_states_(extra_states) {
  const auto least = minimised(machine_);
  if (method == SuiteMethod::wp) characterising_ = characterising_set(least.machine);
  const auto identifiers = method == SuiteMethod::hsi ? harmonised_identifiers(least.machine)
                                                      : identifiers_from(least.machine, characterising_);
  for (const auto& state : least.stands_for) identifiers_.push_back(state ? identifiers[*state] : InputWords{});
  is_in_cover_ = cover_of(machine_);
}

const InputWords& CompleteSuite::identifier_at(const Node& node) const {
  // Wp: the whole set as long as extra states may hide, and for the transitions behind them what the state needs.
  return !characterising_.empty() && node.free > 0 ? characterising_ : identifiers_[node.state];
}

bool CompleteSuite::walk(Path& path, const Node& node) const {
  auto rests = node.identified_before;
  if (node.identified) {
    for (const auto& word : identifier_at(node)) rests.emplace_back(word);
  }
  bool is_leaf = true;
  for (std::size_t input = 0; input < machine_.inputs; ++input) {
    Node next;
    bool goes_on = node.free > 0;
    for (const auto& rest : rests) {
      if (rest.front() != input) continue;
      goes_on = true;
      if (rest.size() > 1) next.identified_before.push_back(rest.subspan(1));
    }
    if (!goes_on) continue;
    is_leaf = false;
    next.state = machine_.target(node.state, input);
    next.in_cover = node.in_cover && is_in_cover_[node.state * machine_.inputs + input];
    next.identified = node.free > 0;
    next.free = next.in_cover ? extra_states_ + 1 : node.free - (node.free > 0 ? 1 : 0);
    path.word.push_back(input);
    const bool more = walk(path, next);
    path.word.pop_back();
    if (!more) return false;
  }
  return !is_leaf || (*path.take)(path.word);
}

void CompleteSuite::for_each(const std::function<bool(const InputWord&)>& take) const {
  Path path = {&take, {}};
  Node root;
  root.in_cover = true;
  root.free = extra_states_ + 1;
  root.identified = true;
  walk(path, root);
}

InputWords CompleteSuite::tests() const {
  InputWords all;
  for_each([&](const InputWord& test) {
    all.push_back(test);
    return true;
  });
  return all;
}

std::optional<SuiteSize> CompleteSuite::size(std::uint64_t tests_max) const {
  SuiteSize counted;
  for_each([&](const InputWord& test) {
    ++counted.tests;
    counted.inputs += test.size();
    counted.longest = std::max(counted.longest, test.size());
    return counted.tests <= tests_max;
  });
  if (counted.tests > tests_max) return std::nullopt;
  return counted;
}

}  // namespace hallmark::generator
