#include "harness/oracle/flags.h"

#include <algorithm>

namespace hallmark::oracle {

using scenario::Instant;

void Flags::reset(const scenario::Estate& estate) {
  states_.clear();
  intervals_.clear();
  covered_since_drain_.clear();
  for (const auto& device : estate.devices) {
    if (device.restricted) set(device.id, estate.now);
  }
  any_was_set_ = false;
  drained();
}

const FlagState& Flags::of(const std::string& device) const {
  static const FlagState clear;
  const auto found = states_.find(device);
  return found == states_.end() ? clear : found->second;
}

bool Flags::was_set_within(const std::string& device, Instant from, Instant to) const {
  const auto found = intervals_.find(device);
  if (found == intervals_.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(), [&](const Interval& interval) {
    return interval.from <= to && (!interval.to || from <= *interval.to);
  });
}

std::optional<Instant> Flags::cleared_at(const std::string& device) const {
  const auto found = intervals_.find(device);
  return found == intervals_.end() ? std::nullopt : found->second.back().to;
}

std::optional<Instant> Flags::set_at(const std::string& device) const {
  const auto found = intervals_.find(device);
  return found == intervals_.end() ? std::nullopt : std::optional(found->second.back().from);
}

bool Flags::covered_since_drain(const std::string& device) const {
  const auto found = covered_since_drain_.find(device);
  return found != covered_since_drain_.end() && found->second && of(device).covers();
}

void Flags::set(const std::string& device, Instant now) {
  auto& state = states_[device];
  if (!state.can_be_set) intervals_[device].push_back({now, std::nullopt});
  state.can_be_set = state.was_set = any_was_set_ = true;
  state.can_be_clear = false;
  state.left_open = {};
}

void Flags::clear(const std::string& device, Instant now) {
  auto& state = states_[device];
  if (state.can_be_set) intervals_[device].back().to = now;
  state.can_be_set = false;
  state.can_be_clear = true;
  state.left_open = {};
  covered_since_drain_[device] = false;
}

void Flags::leave_open(const std::string& device, LeftOpen left_open) {
  const auto found = states_.find(device);
  if (found == states_.end() || !found->second.can_be_set) return;
  auto& state = found->second;
  // A second doubt on top of a first: nothing is preferred any more unless both prefer it.
  if (state.is_open() && state.left_open.should_be != left_open.should_be) left_open.should_be.reset();
  if (state.is_open()) left_open.point.clear();
  state.can_be_clear = true;
  state.left_open = std::move(left_open);
  state.shows.clear();
}

void Flags::may_be_set(const std::string& device, LeftOpen left_open, Instant now) {
  auto& state = states_[device];
  if (state.is_set()) return;
  if (!state.can_be_set) intervals_[device].push_back({now, std::nullopt});
  state.can_be_set = state.can_be_clear = state.was_set = any_was_set_ = true;
  state.left_open = std::move(left_open);
}

void Flags::will_show(const std::string& device, const std::string& requirement) {
  auto& shows = states_[device].shows;
  if (std::find(shows.begin(), shows.end(), requirement) == shows.end()) shows.push_back(requirement);
}

void Flags::was_read(const std::string& device) {
  if (const auto found = states_.find(device); found != states_.end()) found->second.shows.clear();
}

void Flags::forget_what_reads_show() {
  for (auto& [device, state] : states_) state.shows.clear();
}

void Flags::drained() {
  for (const auto& [device, state] : states_) covered_since_drain_[device] = state.covers();
}

}  // namespace hallmark::oracle
