#include "harness/run/conversation.h"

#include <algorithm>
#include <utility>

namespace hallmark::run {

using observation::Observation;
using scenario::Stimulus;

Conversation::Conversation(adaptor::Adaptor& adaptor, const Rules& rules)
    : adaptor_(&adaptor), signers_(rules.signers) {}

/// Signatures come last and are not kept: the record has what was signed.
std::optional<scenario::Submit> Conversation::signed_request(const Stimulus& stimulus) {
  if (signers_ == nullptr) return std::nullopt;
  if (const auto* reset = std::get_if<scenario::Reset>(&stimulus)) users_ = reset->estate.users;
  const auto* submit = std::get_if<scenario::Submit>(&stimulus);
  if (submit == nullptr) return std::nullopt;
  const auto user =
      std::find_if(users_.begin(), users_.end(), [&](const auto& each) { return each.id == submit->user; });
  return signers_->sign(*submit, user == users_.end() ? std::vector<std::string>{} : user->roles);
}

void Conversation::hand_over(std::span<const Stimulus> stimuli) {
  asked_for_ = 0;
  signed_.clear();
  if (signers_ == nullptr) {
    seen_ = adaptor_->exchange_all(stimuli);
    return;
  }
  std::vector<Stimulus> sent;
  for (const Stimulus& stimulus : stimuli) {
    signed_.push_back(signed_request(stimulus));
    sent.push_back(signed_.back() ? Stimulus(*signed_.back()) : stimulus);
  }
  seen_ = adaptor_->exchange_all(sent);
}

Observation Conversation::exchange(const Stimulus& stimulus) {
  Observation observation;
  std::optional<scenario::Submit> sent;
  if (asked_for_ < seen_.size()) {
    if (signers_ != nullptr) sent = std::move(signed_[asked_for_]);
    observation = std::move(seen_[asked_for_++]);
  } else {
    sent = signed_request(stimulus);
    observation = sent ? adaptor_->exchange(*sent) : adaptor_->exchange(stimulus);
  }
  if (sent) stand_ins_.remember(std::get<scenario::Submit>(stimulus), *sent);
  if (signers_ != nullptr) stand_ins_.put_back(observation);
  return observation;
}

std::vector<Observation> Conversation::exchange_at_once(std::vector<Stimulus> stimuli) {
  if (signers_ == nullptr) return adaptor_->exchange_at_once(stimuli);
  for (auto& stimulus : stimuli) {
    auto sent = signed_request(stimulus);
    if (!sent) continue;
    stand_ins_.remember(std::get<scenario::Submit>(stimulus), *sent);
    stimulus = *std::move(sent);
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

}  // namespace hallmark::run
