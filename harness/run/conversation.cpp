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
  Observation observation;
  if (submit == nullptr) {
    observation = adaptor_->exchange(stimulus);
  } else {
    const auto user =
        std::find_if(users_.begin(), users_.end(), [&](const auto& each) { return each.id == submit->user; });
    const auto sent = signers_->sign(*submit, user == users_.end() ? std::vector<std::string>{} : user->roles);
    stand_ins_.remember(*submit, sent);
    observation = adaptor_->exchange(sent);
  }
  stand_ins_.put_back(observation);
  return observation;
}

}  // namespace hallmark::run
