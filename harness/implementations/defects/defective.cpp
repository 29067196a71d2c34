#include "harness/implementations/defects/defective.h"

namespace hallmark::implementations {

using observation::Observation;

Defective::Defective(Defect defect, const spec::Facts& facts, const spec::Profile& profile,
                     const schema::Validator& validator, Behaviour behaviour)
    : defect_(std::move(defect)),
      reference_(facts, profile, validator, std::move(behaviour),
                 Decisions([this](Decision which, bool honest, const Subject& subject) {
                   return decide(which, honest, subject);
                 })) {}

bool Defective::decide(Decision which, bool honest, const Subject& subject) const {
  for (const auto& effect : defect_.effects) {
    const auto& takes = effect.takes;
    if (takes && takes->decision == which && takes->answer != honest && shows(subject)) return takes->answer;
  }
  return honest;
}

Observation Defective::ask(const scenario::Stimulus& stimulus) {
  for (auto& effect : defect_.effects) {
    if (effect.asks.ask && shows(situation_.subject())) return effect.asks.ask(stimulus, reference_, situation_);
  }
  return reference_.exchange(stimulus);
}

Observation Defective::exchange(const scenario::Stimulus& stimulus) {
  situation_.before(stimulus);
  Observation observation = ask(stimulus);
  for (auto& effect : defect_.effects) {
    if (effect.alters.alter && shows(situation_.subject())) effect.alters.alter(observation, situation_);
  }
  situation_.after(stimulus, observation);
  return observation;
}

}  // namespace hallmark::implementations
