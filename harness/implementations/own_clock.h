/// \file
/// An implementation whose time passes by itself, and from which things come a little later than they happened.
#pragma once

#include <chrono>
#include <deque>
#include <memory>

#include "harness/adaptor/adaptor.h"
#include "harness/scenario/clock.h"

namespace hallmark::implementations {

/// Goes by a clock of its own: `reset` begins at the clock's time whatever the estate says, `advance` is declined
/// (-32601), and what is put out shows in a `drain` after a delay. Its statement says `"clock":"real"`.
class OwnClock final : public adaptor::Adaptor {
 public:
  /// `inner` is one whose time passes when it is told so.
  OwnClock(std::unique_ptr<adaptor::Adaptor> inner, scenario::Clock clock, std::chrono::milliseconds delay)
      : inner_(std::move(inner)), clock_(std::move(clock)), delay_(delay) {}
  observation::Observation exchange(const scenario::Stimulus& stimulus) override;

 private:
  /// What was put out, and from when a drain shows it.
  struct OnItsWay {
    std::chrono::milliseconds due;
    observation::Effects effects;
  };

  observation::Observation ask(const scenario::Stimulus& stimulus);
  observation::Observation drain();
  void catch_up();
  void collect();

  std::unique_ptr<adaptor::Adaptor> inner_;
  scenario::Clock clock_;
  std::chrono::milliseconds delay_;
  std::deque<OnItsWay> on_their_way_;
};

}  // namespace hallmark::implementations
