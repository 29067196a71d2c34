/// \file
/// The one virtual between Hallmark and any implementation. An adaptor knows no oracle and no expectation.
#pragma once

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
};

}  // namespace hallmark::adaptor
