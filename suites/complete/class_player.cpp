#include "suites/complete/class_player.h"

#include <algorithm>
#include <utility>

#include "harness/run/metamorphic.h"
#include "harness/verdict/judge.h"

namespace hallmark::suites {

namespace {

/// What other facets put out is judged, but is no part of what the machine is about.
observation::Observation as_looked_at(observation::Observation observation) {
  auto* answered = std::get_if<observation::Answered>(&observation);
  auto* drained = answered != nullptr ? std::get_if<observation::Drained>(&answered->answer) : nullptr;
  if (drained != nullptr) {
    auto& effects = drained->effects;
    effects = {std::move(effects.to_devices), std::move(effects.to_users), {}, {}, {}};
  }
  return observation;
}

}  // namespace

ClassPlayer::ClassPlayer(std::unique_ptr<adaptor::Adaptor> adaptor, const run::Rules& rules, const Material& material,
                         const Abstraction& abstraction, std::size_t members, IsBreach is_breach)
    : adaptor_(std::move(adaptor)), rules_(rules), inputs_(abstraction.inputs), is_breach_(std::move(is_breach)) {
  const auto opening = adaptor_->exchange(run::opening(rules_));
  if (const auto* opened = observation::answer<observation::Initialized>(opening)) statement_ = opened->statement;
  for (std::size_t member = 0; member < members; ++member) {
    Representatives people(material, abstraction.target, 1000 + member);
    oracle::World world(*rules_.facts, *rules_.profile, statement_);
    for (const auto& stimulus : people.without_flag()) exchange(world, stimulus);
    members_.push_back({std::move(people), std::move(world)});
  }
}

std::string ClassPlayer::exchange(oracle::World& world, const scenario::Stimulus& stimulus) {
  const auto expectation = world.expect(stimulus);
  auto observation = adaptor_->exchange(stimulus);
  observation::read_documents(observation, *rules_.vote);
  const auto judged = verdict::judge(expectation, observation, 0, rules_.strict).judgements;
  if (observation::is_broken(observation) || std::any_of(judged.begin(), judged.end(), is_breach_)) return {};
  world.learn(stimulus, observation);
  const auto* answer = observation::answer<observation::SsiAnswer>(observation);
  const bool is_announced = answer != nullptr && answer->effective;
  auto said = run::in_a_word(stimulus, as_looked_at(std::move(observation)));
  return said + (is_announced ? ", later" : "");
}

std::vector<std::string> ClassPlayer::play(const generator::InputWord& word) {
  // Counters of requests go on: no word repeats a RequestID of another.
  auto& member = members_[next_++ % members_.size()];
  auto world = member.world;
  auto& people = member.people;
  bool is_whole = !exchange(world, people.reset()).empty();
  std::vector<std::string> answers;
  for (const auto input : word) {
    std::string said;
    if (is_whole) {
      for (const auto& stimulus : people.of(inputs_.at(input))) {
        const auto step = exchange(world, stimulus);
        is_whole = !step.empty();
        if (!is_whole) break;
        said += (said.empty() ? "" : "; ") + step;
      }
    }
    answers.push_back(is_whole ? std::move(said) : broken_answer);
  }
  return answers;
}

}  // namespace hallmark::suites
