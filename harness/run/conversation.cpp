#include "harness/run/conversation.h"

#include <algorithm>

namespace hallmark::run {

using observation::Observation;
using scenario::Stimulus;

Conversation::Conversation(adaptor::Adaptor& adaptor, const Rules& rules)
    : adaptor_(&adaptor), signers_(rules.signers) {}

/// Signatures come last and are not kept: the record has what was signed.
Observation Conversation::exchange(const Stimulus& stimulus) {
  if (const auto* reset = std::get_if<scenario::Reset>(&stimulus)) users_ = reset->estate.users;
  const auto* submit = std::get_if<scenario::Submit>(&stimulus);
  if (signers_ == nullptr) return adaptor_->exchange(stimulus);
  Observation observation = adaptor_->exchange(submit == nullptr ? stimulus : Stimulus(as_signed(*submit)));
  stand_ins_.put_back(observation);
  return observation;
}

std::vector<Observation> Conversation::exchange_at_once(std::vector<Stimulus> stimuli) {
  if (signers_ == nullptr) return adaptor_->exchange_at_once(stimuli);
  for (auto& stimulus : stimuli) {
    if (auto* submit = std::get_if<scenario::Submit>(&stimulus)) *submit = as_signed(*submit);
  }
  auto seen = adaptor_->exchange_at_once(stimuli);
  for (auto& observation : seen) stand_ins_.put_back(observation);
  return seen;
}

std::vector<Observation> Conversation::exchange_in_turn(const std::vector<Stimulus>& stimuli) {
  std::vector<Observation> seen;
  for (const auto& stimulus : stimuli) seen.push_back(exchange(stimulus));
  return seen;
}

scenario::Submit Conversation::as_signed(const scenario::Submit& submit) {
  const auto user =
      std::find_if(users_.begin(), users_.end(), [&](const auto& each) { return each.id == submit.user; });
  auto sent = signers_->sign(submit, user == users_.end() ? std::vector<std::string>{} : user->roles);
  stand_ins_.remember(submit, sent);
  return sent;
}

}  // namespace hallmark::run
