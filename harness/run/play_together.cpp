// Play: stimuli that are under way together. They are judged one by one in the order in which the case has them; the
// oracle knows what that order leaves open.
#include "harness/run/play.h"

namespace hallmark::run {

using observation::Observation;
using scenario::Stimulus;
using verdict::Outcome;

namespace {

bool is_refused_set(const Stimulus& stimulus, const Observation& observation) {
  const auto* ssi = std::get_if<scenario::Ssi>(&stimulus);
  const auto* answer = observation::answer<observation::SsiAnswer>(observation);
  return ssi != nullptr && ssi->action == "set-restricted" && (answer == nullptr || !answer->accepted);
}

}  // namespace

std::size_t Play::most_together(std::span<const Stimulus> group) const {
  if (statement_.concurrent < 2) return group.size();
  const auto* last = std::get_if<scenario::Submit>(&group.back());
  const bool overloads = last != nullptr && last->reading.at_once == scenario::AtOnce::overloading;
  return static_cast<std::size_t>(statement_.concurrent) * (overloads ? overload_times : 1);
}

bool Play::play_together(std::span<const Stimulus> group) {
  std::vector<Stimulus> ready;
  for (const auto& planned : group) {
    if (ready.size() == most_together(group)) break;
    auto stimulus = prepared(planned);
    if (stopped_) return false;
    if (stimulus) ready.push_back(*std::move(stimulus));
  }
  if (ready.empty()) return true;
  const auto* asked = std::get_if<scenario::Ssi>(&ready.front());
  const bool builds_on = asked != nullptr && world_.must_accept(*asked) && !case_->goes_on;
  auto seen = statement_.concurrent < 2 ? conversation_.exchange_in_turn(ready) : conversation_.exchange_at_once(ready);
  bool goes_on = true;
  const Exchanged* first = nullptr;
  for (std::size_t i = 0; i < ready.size(); ++i) {
    if (visits_) visits_->before(world_, ready[i]);
    overload_.add(ready[i], seen[i]);
    const auto expectation = world_.expect(ready[i]);
    const auto& [sent, observation] = take_in(std::move(ready[i]), expectation, std::move(seen[i]));
    if (first == nullptr) first = &steps_.back();
    const bool stands = !observation::is_broken(observation) || is_late_by_overload(sent, observation);
    goes_on = goes_on && stands && !std::holds_alternative<observation::Declined>(observation);
  }
  if (!goes_on) return false;
  if (builds_on && is_refused_set(first->first, first->second)) {
    add(Outcome::inconclusive, spec::Level::must, case_->requirements,
        "the flag could not be set, so nothing shows what it does");
    return false;
  }
  await_effect(first->first, first->second, false);
  return true;
}

}  // namespace hallmark::run
