/// \file
/// What stands between a case and its adaptor: requests go signed by their Users, and come back as they were written.
#pragma once

#include <vector>

#include "harness/run/session.h"
#include "harness/run/stand_ins.h"

namespace hallmark::run {

/// Of one case. The adaptor and what the rules point to must outlive it.
class Conversation {
 public:
  Conversation(adaptor::Adaptor& adaptor, const Rules& rules);

  /// Hands over a stimulus; a request signed by its User, where requests are signed.
  observation::Observation exchange(const scenario::Stimulus& stimulus);
  /// Likewise stimuli that are under way together, an observation for each.
  std::vector<observation::Observation> exchange_at_once(std::vector<scenario::Stimulus> stimuli);
  /// Likewise one after the other.
  std::vector<observation::Observation> exchange_in_turn(const std::vector<scenario::Stimulus>& stimuli);

 private:
  /// As its User signs it.
  scenario::Submit as_signed(const scenario::Submit& submit);

  adaptor::Adaptor* adaptor_;
  const UserSigners* signers_;
  std::vector<scenario::User> users_;  ///< of the estate in force
  StandIns stand_ins_;
};

}  // namespace hallmark::run
