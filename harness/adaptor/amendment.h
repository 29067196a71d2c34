/// \file
/// A statement as the harness goes by it, where that is not how the implementation made it.
#pragma once

#include <functional>

#include "harness/observation/observation.h"

namespace hallmark::adaptor {

/// Changes what an implementation states, before anybody goes by it; empty: it stands as it is.
using Amendment = std::function<void(observation::Statement&)>;

/// Applies it where an implementation was opened.
inline void amend(const Amendment& amendment, observation::Observation& opening) {
  auto* answered = std::get_if<observation::Answered>(&opening);
  auto* initialized = answered == nullptr ? nullptr : std::get_if<observation::Initialized>(&answered->answer);
  if (amendment && initialized != nullptr) amendment(initialized->statement);
}

}  // namespace hallmark::adaptor
