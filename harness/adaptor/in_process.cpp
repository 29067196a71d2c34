#include "harness/adaptor/in_process.h"

#include <algorithm>
#include <exception>

namespace hallmark::adaptor {

using observation::Crashed;
using observation::Observation;

Observation InProcess::exchange(const scenario::Stimulus& stimulus) {
  const auto* initialize = std::get_if<scenario::Initialize>(&stimulus);
  if (initialize) initialize_ = *initialize;
  if (!implementation_ && !initialize && initialize_) {
    Observation again = ask(*initialize_);
    if (!observation::answer<observation::Initialized>(again)) {
      implementation_.reset();
      return again;
    }
  }
  return ask(stimulus);
}

std::vector<Observation> InProcess::exchange_at_once(std::span<const scenario::Stimulus> stimuli) {
  if (!implementation_) return Adaptor::exchange_at_once(stimuli);
  std::vector<Observation> seen;
  try {
    seen = implementation_->exchange_at_once(stimuli);
  } catch (const std::exception& thrown) {
    seen.assign(stimuli.size(), Crashed{std::string("threw: ") + thrown.what(), {}, {}});
  }
  if (std::ranges::any_of(seen, observation::is_broken)) implementation_.reset();
  return seen;
}

int InProcess::most_at_once() const { return implementation_ ? implementation_->most_at_once() : 1; }

Observation InProcess::ask(const scenario::Stimulus& stimulus) {
  Observation observation;
  try {
    if (!implementation_) implementation_ = factory_();
    observation = implementation_->exchange(stimulus);
  } catch (const std::exception& thrown) {
    observation = Crashed{std::string("threw: ") + thrown.what(), {}, {}};
  } catch (...) {
    observation = Crashed{"threw something that is no std::exception", {}, {}};
  }
  if (observation::is_broken(observation)) implementation_.reset();
  return observation;
}

}  // namespace hallmark::adaptor
