#include "harness/implementations/own_clock.h"

#include "harness/observation/later_effects.h"

namespace hallmark::implementations {

using observation::Observation;

Observation OwnClock::exchange(const scenario::Stimulus& stimulus) {
  if (std::holds_alternative<scenario::Advance>(stimulus)) {
    return observation::Declined{-32601, "its time passes by itself"};
  }
  if (std::holds_alternative<scenario::Drain>(stimulus)) return drain();
  auto seen = ask(stimulus);
  auto* answered = std::get_if<observation::Answered>(&seen);
  auto* initialized = answered == nullptr ? nullptr : std::get_if<observation::Initialized>(&answered->answer);
  if (initialized != nullptr) initialized->statement.clock = "real";
  return seen;
}

Observation OwnClock::ask(const scenario::Stimulus& stimulus) {
  if (const auto* reset = std::get_if<scenario::Reset>(&stimulus)) {
    on_their_way_.clear();
    auto now = *reset;
    now.estate.now = clock_.now();
    return inner_->exchange(now);
  }
  catch_up();
  auto seen = inner_->exchange(stimulus);
  collect();
  return seen;
}

/// What fell due since is done, in order.
void OwnClock::catch_up() {
  inner_->exchange(scenario::Advance{clock_.now()});
  collect();
}

void OwnClock::collect() {
  const auto seen = inner_->exchange(scenario::Drain{});
  const auto* drained = observation::answer<observation::Drained>(seen);
  if (drained == nullptr || drained->effects == observation::Effects{}) return;
  on_their_way_.push_back({clock_.elapsed() + delay_, drained->effects});
}

Observation OwnClock::drain() {
  catch_up();
  observation::Drained shown;
  while (!on_their_way_.empty() && on_their_way_.front().due <= clock_.elapsed()) {
    observation::append(shown.effects, std::move(on_their_way_.front().effects));
    on_their_way_.pop_front();
  }
  return observation::Answered{std::move(shown)};
}

}  // namespace hallmark::implementations
