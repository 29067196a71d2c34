/// \file
/// What stands between a case and its adaptor: requests go signed by their Users, and come back as they were written;
/// what can go together goes in one line.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "harness/run/session.h"
#include "harness/run/stand_ins.h"

namespace hallmark::run {

/// Of one case. The adaptor and what the rules point to must outlive it.
class Conversation {
 public:
  Conversation(adaptor::Adaptor& adaptor, const Rules& rules);

  /// Hands over stimuli at once, none of which depends on what comes of another (batch.h). Each has to be asked for by
  /// `exchange` then, in this order, until one broke the conversation.
  void hand_over(std::span<const scenario::Stimulus> stimuli);
  /// Hands over a stimulus, if that was not done already; a request signed by its User, where requests are signed.
  observation::Observation exchange(const scenario::Stimulus& stimulus);
  /// Likewise stimuli that are under way together, an observation for each.
  std::vector<observation::Observation> exchange_at_once(std::vector<scenario::Stimulus> stimuli);
  /// Likewise one after the other.
  std::vector<observation::Observation> exchange_in_turn(const std::vector<scenario::Stimulus>& stimuli);

 private:
  /// The request as it goes out; empty where it goes as it is, or is none.
  std::optional<scenario::Submit> signed_request(const scenario::Stimulus& stimulus);

  adaptor::Adaptor* adaptor_;
  const UserSigners* signers_;
  std::vector<scenario::User> users_;  ///< of the estate in force
  StandIns stand_ins_;
  std::vector<observation::Observation> seen_;           ///< of stimuli that were handed over at once
  std::vector<std::optional<scenario::Submit>> signed_;  ///< of them, by their place, where requests are signed
  std::size_t asked_for_ = 0;                            ///< how many of those
};

}  // namespace hallmark::run
