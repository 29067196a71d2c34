#include "suites/complete/policy_machine.h"

#include <map>
#include <stdexcept>

#include "harness/run/metamorphic.h"
#include "suites/complete/permitted_answers.h"

namespace hallmark::suites {

namespace {

constexpr std::size_t states_max = 200;

/// One of the worlds that a state stands for.
struct Place {
  PermittedAnswers oracle;
  Representatives people;

  /// What the oracle says to a class, in a word a step; `steps`: of how many.
  std::string take(StimulusClass what, std::size_t& steps) {
    std::string said;
    const auto stimuli = people.of(what);
    steps = stimuli.size();
    for (const auto& stimulus : stimuli) {
      said += (said.empty() ? "" : "; ") + run::in_a_word(stimulus, oracle.answer(stimulus));
    }
    return said;
  }
  std::string name() const {
    std::string text = oracle.state(people.meter()) + ", " + people.situation();
    for (const auto* each : people.outstanding()) text += "; " + oracle.standing(*each);
    return text;
  }
};

Place beginning(const Material& material, const observation::Statement& statement, const Abstraction& abstraction,
                std::uint64_t seed) {
  Place place = {PermittedAnswers(*material.facts, *material.profile, statement),
                 Representatives(material, abstraction.target, seed)};
  for (const auto& stimulus : place.people.without_flag()) place.oracle.answer(stimulus);
  place.oracle.answer(place.people.reset());
  return place;
}

/// Numbers of texts, in the order in which they come.
class Names {
 public:
  std::size_t number(const std::string& name) {
    const auto [place, is_new] = numbers_.try_emplace(name, names.size());
    if (is_new) names.push_back(name);
    return place->second;
  }
  std::vector<std::string> names;

 private:
  std::map<std::string, std::size_t> numbers_;
};

}  // namespace

std::vector<Abstraction> abstractions() {
  using enum StimulusClass;
  const std::vector<StimulusClass> control = {
      set,           clear,      read,   set_by_another, clear_by_another, consumption,       tamper_alert,
      billing_alert, prepayment, credit, suspended,      commissioned,     change_of_supplier};
  const std::vector<StimulusClass> queue = {
      set, clear, read, consumption, future_dated, time_passes, change_of_supplier};
  const std::vector<StimulusClass> in_flight = {
      set, clear, read, consumption, firmware, consumption_unanswered, late_answer, change_of_supplier};
  std::vector<Abstraction> all;
  for (const auto& target : consumption_targets()) {
    if (target.type == "GSME") continue;  // read by way of its proxy, which is the same flag
    const std::string fuel = target.type == "ESME" ? "electricity" : "gas";
    all.push_back(
        {"control_of_" + fuel, "Who controls the flag of a meter for " + fuel + ", and what passes", target, control});
    all.push_back(
        {"queue_of_" + fuel, "What is asked of a meter for " + fuel + " for later, and falls due", target, queue});
    all.push_back(
        {"in_flight_of_" + fuel, "What is asked of a meter for " + fuel + " and answered later", target, in_flight});
  }
  return all;
}

PolicyMachine explored(const Material& material, const observation::Statement& statement,
                       const Abstraction& abstraction) {
  PolicyMachine made;
  Names states;
  Names answers;
  std::vector<Place> places = {beginning(material, statement, abstraction, 1)};
  states.number(places.front().name());
  made.explored.inputs = abstraction.inputs.size();
  for (std::size_t state = 0; state < places.size(); ++state) {
    for (const auto what : abstraction.inputs) {
      Place place = places[state];
      made.explored.outputs.push_back(answers.number(place.take(what, made.steps.emplace_back())));
      const auto target = states.number(place.name());
      made.explored.targets.push_back(target);
      if (target == places.size()) places.push_back(std::move(place));
      if (places.size() > states_max) throw std::logic_error("the abstraction " + abstraction.name + " has no end");
    }
  }
  made.told_apart = generator::minimised(made.explored).machine.states();
  made.states = std::move(states.names);
  made.answers = std::move(answers.names);
  return made;
}

std::vector<std::string> answers_of_oracle(const Material& material, const observation::Statement& statement,
                                           const Abstraction& abstraction, const generator::InputWord& word,
                                           std::uint64_t seed) {
  auto place = beginning(material, statement, abstraction, seed);
  std::vector<std::string> said;
  std::size_t steps = 0;
  for (const auto input : word) said.push_back(place.take(abstraction.inputs.at(input), steps));
  return said;
}

}  // namespace hallmark::suites
