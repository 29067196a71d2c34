#include "suites/complete/fault_domain.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "harness/generator/learned_machine.h"
#include "harness/generator/random.h"
#include "harness/run/kill.h"
#include "suites/complete/class_player.h"

namespace hallmark::suites {

namespace {

using generator::InputWord;
using generator::Machine;

constexpr std::size_t members = 3;
/// States beyond those allowed that are looked for: the second part of the domain is told by how states are reached.
constexpr std::size_t states_further = 12;

/// Answers as numbers, those of the policy first, then `broken_answer`, then others as they come.
class Answers {
 public:
  explicit Answers(const PolicyMachine& policy) {
    for (const auto& answer : policy.answers) number(answer);
    broken_ = number(broken_answer);
  }
  std::size_t number(const std::string& answer) { return numbers_.try_emplace(answer, numbers_.size()).first->second; }
  std::vector<std::size_t> numbers(const std::vector<std::string>& answers) {
    std::vector<std::size_t> made;
    for (const auto& each : answers) made.push_back(number(each));
    return made;
  }
  const std::string& text(std::size_t number) const {
    const auto is_it = [&](const auto& each) { return each.second == number; };
    return std::find_if(numbers_.begin(), numbers_.end(), is_it)->first;
  }
  std::size_t broken() const { return broken_; }

 private:
  std::map<std::string, std::size_t> numbers_;
  std::size_t broken_ = 0;
};

std::string in_words(const InputWord& word, const Abstraction& abstraction) {
  std::string text;
  for (const auto input : word) text += (text.empty() ? "" : ", ") + std::string(name(abstraction.inputs[input]));
  return text;
}

std::string instead(const std::string& is, const std::string& was) {
  return "\"" + is + "\" where \"" + was + "\" is assumed";
}

/// Where policy and implementation part company.
struct Parting {
  bool is_broken = false;              ///< by a breach, at some place
  std::optional<InputWord> otherwise;  ///< a shortest word that is answered otherwise, and no breach
  std::size_t is = 0;                  ///< its last answer
  std::size_t was = 0;                 ///< the answer of the policy
};

/// All that can be said to both, up to the first answer that is not the same.
Parting parting(const Machine& policy, const Machine& seen, std::size_t broken) {
  using Pair = std::pair<std::size_t, std::size_t>;
  Parting made;
  std::map<Pair, InputWord> words = {{{0, 0}, {}}};
  std::vector<Pair> order = {{0, 0}};
  for (std::size_t place = 0; place < order.size(); ++place) {
    const auto [right, state] = order[place];
    for (std::size_t input = 0; input < policy.inputs; ++input) {
      auto word = words.at(order[place]);
      word.push_back(input);
      const auto answer = seen.output(state, input);
      if (answer == broken) {
        made.is_broken = true;
      } else if (answer != policy.output(right, input)) {
        if (!made.otherwise) made = {made.is_broken, word, answer, policy.output(right, input)};
      } else {
        const Pair next = {policy.target(right, input), seen.target(state, input)};
        if (words.try_emplace(next, std::move(word)).second) order.push_back(next);
      }
    }
  }
  return made;
}

/// The states that are reached without a breach.
std::set<std::size_t> unbroken_states(const Machine& seen, std::size_t broken) {
  std::set<std::size_t> states = {0};
  std::vector<std::size_t> order = {0};
  for (std::size_t place = 0; place < order.size(); ++place) {
    for (std::size_t input = 0; input < seen.inputs; ++input) {
      const auto target = seen.target(order[place], input);
      if (seen.output(order[place], input) != broken && states.insert(target).second) order.push_back(target);
    }
  }
  return states;
}

/// Whether every such state is reached by at most that many inputs after a word that covers a state of the policy.
bool are_near(const std::set<std::size_t>& states, const Machine& policy, const Machine& seen, std::size_t inputs_max,
              std::size_t broken) {
  std::set<std::size_t> reached;
  for (const auto& word : generator::state_cover(policy)) {
    const auto said = generator::answers(seen, word.value_or(InputWord{}));
    if (word && std::find(said.begin(), said.end(), broken) == said.end()) {
      reached.insert(generator::state_after(seen, *word));
    }
  }
  for (std::size_t step = 0; step < inputs_max; ++step) {
    for (const auto state : std::set<std::size_t>(reached)) {
      for (std::size_t input = 0; input < seen.inputs; ++input) {
        if (seen.output(state, input) != broken) reached.insert(seen.target(state, input));
      }
    }
  }
  return std::includes(reached.begin(), reached.end(), states.begin(), states.end());
}

/// What the policy answers to a word.
std::vector<std::string> answers_of(const PolicyMachine& policy, const InputWord& word) {
  std::vector<std::string> made;
  for (const auto answer : generator::answers(policy.explored, word)) made.push_back(policy.answers[answer]);
  return made;
}

/// One implementation and one suite.
class Placing {
 public:
  Placing(const Quarry& quarry, const PlacingBy& by, const run::Rules& rules, const Material& material)
      : by_(&by),
        policy_(&by.derivation->policy),
        player_(quarry.defective(), rules, material, by.derivation->abstraction, members,
                [&quarry](const auto& judgement) {
                  return run::is_kill(judgement, quarry.requirement, quarry.level == spec::Level::should);
                }),
        answers_(*policy_) {
    made_.suite = by.suite->name;
    made_.states_allowed = policy_->told_apart + by.extra_states;
  }

  Placed place(const Hunted& hunted) {
    made_.killed = hunted.killed;
    made_.case_id = hunted.case_id;
    const bool breaks = play_long_words();
    if (!hunted.killed && !breaks) return std::move(made_);
    learn();
    return std::move(made_);
  }

 private:
  /// Whether any of them breaks the policy.
  bool play_long_words() {
    made_.standing = Standing::never_shows;
    for (const auto& word : by_->long_words) {
      const auto said = player_.play(word);
      if (said.back() == broken_answer) return true;
      const auto expected = answers_of(*policy_, word);
      const auto [is, was] = std::mismatch(said.begin(), said.end(), expected.begin());
      if (is == said.end() || made_.standing == Standing::permitted) continue;
      made_.standing = Standing::permitted;
      made_.detail = instead(*is, *was);
    }
    return false;
  }

  void learn() {
    made_.detail.clear();
    generator::LearningPlan plan;
    plan.inputs = policy_->explored.inputs;
    plan.experiments = generator::characterising_set(generator::minimised(policy_->explored).machine);
    plan.checks = by_->long_words;
    const auto& cases = by_->suite->cases;
    const auto killer =
        std::find_if(cases.begin(), cases.end(), [&](const run::Case& each) { return each.id == made_.case_id; });
    if (killer != cases.end()) {
      const auto tests = by_->derivation->tests_of(static_cast<std::size_t>(killer - cases.begin()));
      plan.checks.insert(plan.checks.begin(), tests.begin(), tests.end());
    }
    plan.states_max = made_.states_allowed + states_further;
    const auto learnt =
        learned_machine(plan, [&](const InputWord& word) { return answers_.numbers(player_.play(word)); });
    if (learnt.contradiction) {
      made_.standing = Standing::no_machine;
      made_.detail = in_words(*learnt.contradiction, by_->derivation->abstraction);
    } else if (!learnt.machine) {
      made_.standing = Standing::more_states;
      made_.states = learnt.told_apart - 1;  // without the one that a breach leads to
    } else {
      judge(*learnt.machine);
    }
  }

  void judge(const Machine& seen) {
    const auto parted = parting(policy_->explored, seen, answers_.broken());
    const auto states = unbroken_states(seen, answers_.broken());
    made_.states = states.size();
    if (parted.otherwise) {
      made_.standing = Standing::answers_otherwise;
      made_.detail = in_words(*parted.otherwise, by_->derivation->abstraction) + ": " +
                     instead(answers_.text(parted.is), answers_.text(parted.was));
    } else if (!parted.is_broken) {
      made_.standing = Standing::no_machine;
      made_.detail = "no word by itself breaks anything";
    } else if (states.size() <= made_.states_allowed ||
               are_near(states, policy_->explored, seen, by_->extra_states, answers_.broken())) {
      made_.standing = Standing::inside;
    } else {
      made_.standing = Standing::more_states;
    }
  }

  const PlacingBy* by_;
  const PolicyMachine* policy_;
  ClassPlayer player_;
  Answers answers_;
  Placed made_;
};

}  // namespace

std::string_view name(Standing standing) {
  constexpr std::array<std::string_view, 6> names = {"inside",     "never shows", "permitted", "answers otherwise",
                                                     "no machine", "more states"};
  return names.at(static_cast<std::size_t>(standing));
}

std::vector<InputWord> random_words(std::size_t inputs, std::size_t count, std::size_t length) {
  generator::Random random(7);
  std::vector<InputWord> words(count);
  for (auto& word : words) {
    for (std::size_t place = 0; place < length; ++place) word.push_back(random.below(inputs));
  }
  return words;
}

Placed placed(const Quarry& quarry, const PlacingBy& by, const run::Rules& rules, const Material& material) {
  std::vector<HuntedBy> order;
  for (const auto& each : by.suite->cases) order.push_back({by.suite, &each, &rules});
  auto strict = rules;
  strict.strict = quarry.level == spec::Level::should;
  return Placing(quarry, by, strict, material).place(hunt({quarry}, order).front());
}

}  // namespace hallmark::suites
