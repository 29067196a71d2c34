/// \file
/// The one virtual between Hallmark and any implementation. An adaptor knows no oracle and no expectation.
#pragma once

#include <span>
#include <vector>

#include "harness/observation/observation.h"
#include "harness/scenario/stimulus.h"

namespace hallmark::adaptor {

/// A way to reach an implementation. Not copyable: it owns a process, a connection or an object.
class Adaptor {
 public:
  Adaptor() = default;
  Adaptor(const Adaptor&) = delete;
  Adaptor& operator=(const Adaptor&) = delete;
  virtual ~Adaptor() = default;

  /// Hands over one stimulus and says what came of it. Whatever the implementation does is a value, never an exception;
  /// after a Crashed, TimedOut or Malformed the next exchange meets a fresh implementation that knows nothing.
  virtual observation::Observation exchange(const scenario::Stimulus& stimulus) = 0;

  /// Hands over stimuli so that all of them are under way together, and says what came of each, in their order. Where
  /// that cannot be done they go one after the other, which is one of the orders in which they may fall anyway.
  virtual std::vector<observation::Observation> exchange_at_once(std::span<const scenario::Stimulus> stimuli) {
    std::vector<observation::Observation> seen;
    seen.reserve(stimuli.size());
    for (const auto& stimulus : stimuli) seen.push_back(exchange(stimulus));
    return seen;
  }

  /// How many operations it can have under way together; from 1, which means one after the other. A statement that
  /// claims more `concurrent` counts as that.
  virtual int most_at_once() const { return 1; }
  /// Hands over several stimuli, none of which depends on what comes of another, and says what came of each, in order.
  /// The list ends with the first that broke the conversation: what is said of those after it is not known. One by one,
  /// unless the way to the implementation can carry them together.
  virtual std::vector<observation::Observation> exchange_all(std::span<const scenario::Stimulus> stimuli) {
    std::vector<observation::Observation> seen;
    for (const auto& stimulus : stimuli) {
      seen.push_back(exchange(stimulus));
      if (observation::is_broken(seen.back())) break;
    }
    return seen;
  }
};

}  // namespace hallmark::adaptor
