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

void RestrictedFlag::forget_all() {
  states_.clear();
  announced_.clear();
}

void RestrictedFlag::give(const std::string& device) {
  auto& state = states_[device];
  if (!state.holds) turn(state, beginning);
}

bool RestrictedFlag::holds(std::string_view device) const {
  const auto* state = find(device);
  return state != nullptr && state->holds;
}

bool RestrictedFlag::is_wanted(std::string_view device) const { return holds(device) != announced_.contains(device); }

std::optional<Instant> RestrictedFlag::pending(std::string_view device) const {
  const auto found = announced_.find(device);
  return found == announced_.end() ? std::nullopt : std::optional(found->second);
}

void RestrictedFlag::turn(State& state, Instant at) {
  state.holds = !state.holds;
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
    announced_.erase(device);  // what was announced to the contrary is off
    return false;
  }
  if (from > now) {
    announced_.emplace(device, from);  // what was announced before stays as it was
    return false;
  }
  announced_.erase(device);
  turn(state, now);
  return true;
}

std::optional<Instant> RestrictedFlag::next_due() const {
  std::optional<Instant> next;
  for (const auto& [device, at] : announced_) {
    if (!next || at < *next) next = at;
  }
  return next;
}

std::vector<RestrictedFlag::Change> RestrictedFlag::take_effect(Instant at) {
  std::vector<Change> changes;
  std::erase_if(announced_, [&](const auto& announced) {
    if (announced.second > at) return false;
    State& state = states_[announced.first];
    turn(state, at);
    changes.push_back({announced.first, state.holds});
    return true;
  });
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
