#include "harness/generator/learned_machine.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

namespace hallmark::generator {

namespace {

InputWord joined(InputWord word, const InputWord& rest) {
  word.insert(word.end(), rest.begin(), rest.end());
  return word;
}

/// An answer differs from an earlier one to the same word.
struct Contradiction {
  InputWord word;
};
struct TooManyStates {};

/// Every word that was asked, each of its beginnings with it: asked once.
class Asked {
 public:
  Asked(std::size_t inputs, const Answering& answering) : answering_(&answering), inputs_(inputs) { add(); }

  /// Throws Contradiction.
  std::vector<std::size_t> answers(const InputWord& word) {
    std::vector<std::size_t> known;
    std::size_t node = 0;
    for (const auto input : word) {
      if (nodes_[node][input].next == 0) return ask(word);
      known.push_back(nodes_[node][input].output);
      node = nodes_[node][input].next;
    }
    return known;
  }
  /// Asks again, whatever is known.
  std::vector<std::size_t> ask(const InputWord& word) {
    const auto given = (*answering_)(word);
    std::size_t node = 0;
    for (std::size_t place = 0; place < word.size(); ++place) {
      const auto input = word[place];
      if (nodes_[node][input].next == 0) {
        const auto next = add();
        nodes_[node][input] = {given.at(place), next};
      } else if (nodes_[node][input].output != given.at(place)) {
        throw Contradiction{InputWord(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(place) + 1)};
      }
      node = nodes_[node][input].next;
    }
    return given;
  }

 private:
  struct Edge {
    std::size_t output = 0;
    std::size_t next = 0;  ///< 0: not asked yet, nothing leads back to the beginning
  };
  std::size_t add() {
    nodes_.emplace_back(inputs_);
    return nodes_.size() - 1;
  }

  const Answering* answering_;
  std::size_t inputs_;
  std::vector<std::vector<Edge>> nodes_;
};

class Learning {
 public:
  Learning(const LearningPlan& plan, const Answering& answering)
      : plan_(&plan), asked_(plan.inputs, answering), experiments_(plan.experiments) {
    state_of({});
  }

  /// Throws Contradiction and TooManyStates.
  Machine machine() {
    for (;;) {
      Machine made = hypothesis();
      const bool holds = std::none_of(plan_->checks.begin(), plan_->checks.end(),
                                      [&](const InputWord& check) { return learns_from(made, check); });
      if (holds) return made;
    }
  }
  std::size_t states() const { return words_.size(); }

 private:
  using Row = std::vector<std::size_t>;

  Row row(const InputWord& word) {
    Row made;
    for (const auto& experiment : experiments_) {
      const auto given = asked_.answers(joined(word, experiment));
      made.insert(made.end(), given.begin() + static_cast<std::ptrdiff_t>(word.size()), given.end());
    }
    return made;
  }
  /// Which state a word leads to, by what tells states apart so far.
  std::size_t state_of(const InputWord& word) {
    const auto [place, is_new] = numbers_.try_emplace(row(word), words_.size());
    if (is_new) words_.push_back(word);
    if (words_.size() > plan_->states_max) throw TooManyStates{};
    return place->second;
  }
  /// Each state has a word that leads to it, and each of its transitions is asked for.
  Machine hypothesis() {
    Machine made;
    made.inputs = plan_->inputs;
    for (std::size_t state = 0; state < words_.size(); ++state) {
      for (std::size_t input = 0; input < plan_->inputs; ++input) {
        const auto word = joined(words_[state], {input});
        made.targets.push_back(state_of(word));
        made.outputs.push_back(asked_.answers(word).back());
      }
    }
    return made;
  }
  /// Whether a check is answered otherwise than the machine has it; then what told it is an experiment from now on.
  bool learns_from(const Machine& machine, const InputWord& check) {
    const auto given = asked_.answers(check);
    const auto expected = answers(machine, check);
    const auto [said, foretold] = std::mismatch(given.begin(), given.end(), expected.begin());
    if (said == given.end()) return false;
    const auto length = static_cast<std::size_t>(said - given.begin()) + 1;
    const InputWord word(check.begin(), check.begin() + static_cast<std::ptrdiff_t>(length));
    for (std::size_t place = 1; place < length; ++place) {
      const auto split = word.begin() + static_cast<std::ptrdiff_t>(place);
      const InputWord rest(split, word.end());
      const auto state = state_after(machine, InputWord(word.begin(), split));
      if (asked_.answers(joined(words_[state], rest)).back() == *said) continue;
      add_experiment(rest);
      return true;
    }
    throw std::logic_error("learned machine: a check that nothing explains");
  }
  void add_experiment(const InputWord& experiment) {
    experiments_.push_back(experiment);
    const auto words = std::exchange(words_, {});
    numbers_.clear();
    for (const auto& word : words) state_of(word);
  }

  const LearningPlan* plan_;
  Asked asked_;
  InputWords experiments_;
  std::vector<InputWord> words_;        ///< one to each state
  std::map<Row, std::size_t> numbers_;  ///< of states
};

}  // namespace

LearnedMachine learned_machine(const LearningPlan& plan, const Answering& answering) {
  if (plan.inputs == 0) throw std::invalid_argument("learned machine: no input");
  LearnedMachine made;
  Learning learning(plan, answering);
  try {
    made.machine = learning.machine();
  } catch (const Contradiction& contradiction) {
    made.contradiction = contradiction.word;
  } catch (const TooManyStates&) {
  }
  made.told_apart = learning.states();
  return made;
}

}  // namespace hallmark::generator
