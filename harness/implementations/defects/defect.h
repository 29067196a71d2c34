/// \file
/// A defect: what is wrong, and when. A small closed algebra, so that a table of defects reads as a list of sentences.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/adaptor/adaptor.h"
#include "harness/implementations/defects/situation.h"

namespace hallmark::implementations {

/// When a defect shows: a question about the conversation so far and what is at hand. Empty: always.
using Condition = std::function<bool(const Situation&, const Subject&)>;

/// Inside: a decision of the reference is taken so, whatever is honest.
struct Takes {
  Decision decision;
  bool answer = false;
};
/// On the way out: what the reference answered is altered. The function may keep state; each implementation has its
/// own.
struct Alters {
  std::function<void(observation::Observation&, Situation&)> alter;
};
/// On the way in: the reference is asked otherwise than the implementation was. The adaptor is the honest one.
struct Asks {
  std::function<observation::Observation(const scenario::Stimulus&, adaptor::Adaptor&, Situation&)> ask;
};
/// One of the three.
struct Effect {
  Effect(Takes one) : takes(one) {}
  Effect(Alters one) : alters(std::move(one)) {}
  Effect(Asks one) : asks(std::move(one)) {}

  std::optional<Takes> takes;
  Alters alters = {};  ///< with an empty function where it is another
  Asks asks = {};      ///< likewise
};

/// One named defect of the reference. Values but for the functions.
struct Defect {
  std::string name;         ///< of [a-z0-9_]
  std::string requirement;  ///< the id of what it breaks
  std::string why;          ///< one sentence: why it is a breach
  std::vector<Effect> effects;
  Condition when = {};         ///< for all its effects
  std::string behaviour = {};  ///< the reference that it is made from, "NAME=VALUE&…"
  bool is_should = false;      ///< what it breaks is a should, though the requirement is a must elsewhere
};

}  // namespace hallmark::implementations
