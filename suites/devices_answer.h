/// \file
/// Devices that answer by themselves: for a service that somebody talks to without a harness.
#pragma once

#include "harness/adaptor/adaptor.h"
#include "spec/facts.h"

namespace hallmark::suites {

/// Wraps an implementation: to every command that it sends to a device the device answers at once, with success and a
/// GBCS response that says nothing.
class DevicesAnswer final : public adaptor::Adaptor {
 public:
  /// Both must outlive it.
  DevicesAnswer(adaptor::Adaptor& implementation, const spec::Facts& facts)
      : implementation_(implementation), facts_(facts) {}
  observation::Observation exchange(const scenario::Stimulus& stimulus) override;

 private:
  void let_devices_answer();
  void answer(const observation::ToDevice& command);

  adaptor::Adaptor& implementation_;
  const spec::Facts& facts_;
  observation::Effects kept_;  ///< what it put out, until it is drained
};

}  // namespace hallmark::suites
