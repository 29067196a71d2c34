/// \file
/// For tests of the oracle as a whole: every state of its world that lawful answers lead to, and what must hold in
/// each.
#pragma once

#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "harness/run/metamorphic.h"
#include "suites/complete/permitted_answers.h"
#include "suites/complete/policy_machine.h"
#include "suites/suites_scene.h"

namespace hallmark::suites {

using observation::Observation;

/// One world that some lawful answers have led to.
struct Reached {
  PermittedAnswers oracle;
  Representatives people;
};

/// What tells worlds apart. Which answers were given at open points before is none of it: what is lawful goes by what
/// is declared, and by what was answered before there is only a should.
inline std::string key(const Reached& reached) {
  const auto& meter = reached.people.meter();
  std::string text = reached.oracle.state(meter) + ", " + reached.people.situation();
  if (reached.oracle.world().flags().set_at(meter)) text += ", was set";
  for (const auto* each : reached.people.outstanding()) text += "; " + reached.oracle.standing(*each);
  return text;
}

/// What must hold whatever was answered: what is wrong with having taken that answer; empty: nothing.
inline std::string breach(const PermittedAnswers& before, const PermittedAnswers& after, const std::string& meter,
                          const scenario::Stimulus& stimulus, const Observation& answer) {
  static const std::set<std::string> read_srvs = {"4.1.1", "4.6.1", "4.8.1"};
  const auto& world = after.world();
  const auto mode = world.inventory().payment_mode(meter);
  if (world.flag(meter).is_set() && mode == "prepayment") return "Restricted and in prepayment mode";
  for (const auto& device : world.inventory().estate().devices) {
    const auto& id = device.id;
    const auto* was = before.world().device(id);
    const bool is_flag = std::holds_alternative<scenario::Ssi>(stimulus);
    if (is_flag && was != nullptr && was->status != device.status) return "the flag moves the Device status of " + id;
    const bool has_own = world.flag_holder(id) != meter;
    if (has_own && (world.flag(id).is_set() || world.flag(id).is_open())) return "the flag of " + id + " is moved too";
  }
  const auto* drained = observation::answer<observation::Drained>(answer);
  if (drained == nullptr || !before.world().flags().covered_since_drain(meter)) return {};
  for (const auto& row : drained->effects.to_devices) {
    if (read_srvs.contains(row.srv)) return "a command for " + row.srv + " to a Restricted device";
  }
  return {};
}

/// Searches breadth first, until nothing new is reached: each state is tried with each class, and every lawful answer
/// is taken. What is lawful is compared with what the search of an oracle that is right found, where there is one.
class OracleSearch {
 public:
  /// What lawful answers to a class are, each in a word, by state and class.
  using Found = std::map<std::string, std::set<std::string>>;
  /// Sees each stimulus in each state, and what could be answered.
  using Watch = std::function<void(const PermittedAnswers&, const scenario::Stimulus&)>;

  OracleSearch(const spec::Profile& profile, const observation::Statement& statement, const Abstraction& abstraction,
               Judging judging = {})
      : abstraction_(&abstraction) {
    Reached first = {PermittedAnswers(built().facts, profile, statement, std::move(judging)),
                     Representatives(built().material, abstraction.target, 5)};
    try {
      for (const auto& stimulus : first.people.without_flag()) first.oracle.answer(stimulus);
      first.oracle.answer(first.people.reset());
    } catch (const std::logic_error& wrong) {
      wrong_ = wrong.what();
    }
    reached_.push_back(std::move(first));
  }

  /// What is wrong; empty: nothing, in any state.
  std::string search(const Found* right = nullptr, const Watch& watch = {}) {
    std::set<std::string> seen = {key(reached_.front())};
    for (std::size_t place = 0; wrong_.empty() && place < reached_.size(); ++place) {
      if (reached_.size() > states_max) return wrong_ = "more states than are looked for";
      for (const auto what : abstraction_->inputs) {
        Reached from = reached_[place];
        const auto stimuli = from.people.of(what);
        auto& words = found_[key(reached_[place]) + ": " + std::string(name(what))];
        ends_.clear();
        auto wrong = branch(stimuli, 0, from, {}, words, watch);
        if (wrong.empty() && right != nullptr) wrong = difference(*right, words, key(reached_[place]), what);
        if (!wrong.empty()) {
          wrong_ = key(reached_[place]) + ", " + std::string(name(what)) + ": " + wrong;
          return wrong_;
        }
        for (auto& end : ends_) {
          if (seen.insert(key(end)).second) reached_.push_back(std::move(end));
        }
      }
    }
    return wrong_;
  }
  const std::vector<Reached>& reached() const { return reached_; }
  const Found& found() const { return found_; }

  /// Lawful answers to a class, in a word each.
  std::set<std::string> answers_to(const Reached& from, StimulusClass what) {
    std::set<std::string> words;
    Reached copy = from;
    const auto stimuli = copy.people.of(what);
    ends_.clear();
    branch(stimuli, 0, copy, {}, words, {});
    return words;
  }

 private:
  static std::string difference(const Found& right, const std::set<std::string>& words, const std::string& state,
                                StimulusClass what) {
    const auto found = right.find(state + ": " + std::string(name(what)));
    if (found == right.end()) return "a state that there is not";
    return found->second == words ? "" : "other answers are lawful";
  }

  /// Everything that is lawful in answer to a class, one stimulus after the other. Returns what is wrong.
  std::string branch(const std::vector<scenario::Stimulus>& stimuli, std::size_t place, const Reached& from,
                     const std::string& word, std::set<std::string>& words, const Watch& watch) {
    if (place == stimuli.size()) {
      words.insert(word);
      ends_.push_back(from);
      return {};
    }
    const auto& stimulus = stimuli[place];
    if (watch) watch(from.oracle, stimulus);
    const auto answers = from.oracle.lawful(stimulus);
    if (answers.empty()) return "no answer is left to " + std::string(scenario::operation(stimulus));
    for (const auto& answer : answers) {
      Reached next = from;
      next.oracle.learn(stimulus, answer);
      auto wrong = breach(from.oracle, next.oracle, from.people.meter(), stimulus, answer);
      if (wrong.empty()) {
        wrong = branch(stimuli, place + 1, next, word + "; " + run::in_a_word(stimulus, answer), words, watch);
      }
      if (!wrong.empty()) return wrong;
    }
    return {};
  }

  static constexpr std::size_t states_max = 500;

  const Abstraction* abstraction_;
  std::string wrong_;
  std::vector<Reached> reached_;
  std::vector<Reached> ends_;
  Found found_;
};

}  // namespace hallmark::suites
