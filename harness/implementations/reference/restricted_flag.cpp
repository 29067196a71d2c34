#include "harness/implementations/reference/restricted_flag.h"

#include <algorithm>
#include <limits>

namespace hallmark::implementations {

using scenario::Instant;

namespace {

constexpr Instant beginning{std::numeric_limits<std::int64_t>::min()};
constexpr Instant end_of_time{std::numeric_limits<std::int64_t>::max()};

}  // namespace

const RestrictedFlag::State* RestrictedFlag::find(std::string_view device) const {
  const auto found = states_.find(device);
  return found == states_.end() ? nullptr : &found->second;
}

void RestrictedFlag::give(const std::string& device) {
  auto& state = states_[device];
  if (!state.holds) turn(state, beginning);
}

bool RestrictedFlag::holds(std::string_view device) const {
  const auto* state = find(device);
  return state != nullptr && state->holds;
}

bool RestrictedFlag::is_wanted(std::string_view device) const {
  const auto* state = find(device);
  return state != nullptr && state->holds != state->change_at.has_value();
}

std::optional<Instant> RestrictedFlag::pending(std::string_view device) const {
  const auto* state = find(device);
  return state == nullptr ? std::nullopt : state->change_at;
}

void RestrictedFlag::turn(State& state, Instant at) {
  state.holds = !state.holds;
  state.change_at.reset();
  auto& times = state.times;
  if (!state.holds) {
    times.back().until = at;
    if (times.back().since == at) times.pop_back();
  } else if (!times.empty() && times.back().until == at) {
    times.back().until = end_of_time;
  } else {
    times.push_back({at, end_of_time});
  }
}

bool RestrictedFlag::change(const std::string& device, bool restricted, Instant now, Instant from) {
  auto& state = states_[device];
  if (state.holds == restricted) {
    state.change_at.reset();  // what was announced to the contrary is off
    return false;
  }
  if (from <= now) {
    turn(state, now);
    return true;
  }
  if (!state.change_at) state.change_at = from;
  return false;
}

std::optional<Instant> RestrictedFlag::next_due() const {
  std::optional<Instant> next;
  for (const auto& [id, state] : states_) {
    if (state.change_at && (!next || *state.change_at < *next)) next = state.change_at;
  }
  return next;
}

std::vector<RestrictedFlag::Change> RestrictedFlag::take_effect(Instant at) {
  std::vector<Change> changes;
  for (auto& [id, state] : states_) {
    if (!state.change_at || *state.change_at > at) continue;
    turn(state, at);
    changes.push_back({id, state.holds});
  }
  return changes;
}

bool RestrictedFlag::held_within(std::string_view device, Instant from, Instant until) const {
  const auto* state = find(device);
  return state != nullptr && std::ranges::any_of(state->times, [&](const RestrictedTime& time) {
           return time.since < until && time.until > from;
         });
}

bool RestrictedFlag::held_throughout(std::string_view device, Instant from, Instant until) const {
  const auto* state = find(device);
  return state != nullptr && std::ranges::any_of(state->times, [&](const RestrictedTime& time) {
           return time.since <= from && time.until >= until;
         });
}

}  // namespace hallmark::implementations
