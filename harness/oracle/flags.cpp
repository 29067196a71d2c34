#include "harness/oracle/flags.h"

#include <algorithm>

namespace hallmark::oracle {

using scenario::Instant;

void Flags::reset(const scenario::Estate& estate) {
  states_.clear();
  intervals_.clear();
  covered_at_drain_.clear();
  touched_.clear();
  shown_.clear();
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
  return covered_at_drain_.contains(device) && of(device).covers();
}

FlagState& Flags::touch(const std::string& device) {
  touched_.insert(device);
  return states_[device];
}

void Flags::set(const std::string& device, Instant now) {
  auto& state = touch(device);
  if (!state.can_be_set) intervals_[device].push_back({now, std::nullopt});
  state.can_be_set = state.was_set = any_was_set_ = true;
  state.can_be_clear = false;
  state.left_open = {};
}

void Flags::clear(const std::string& device, Instant now) {
  auto& state = touch(device);
  if (state.can_be_set) intervals_[device].back().to = now;
  state.can_be_set = false;
  state.can_be_clear = true;
  state.left_open = {};
  covered_at_drain_.erase(device);
}

void Flags::leave_open(const std::string& device, LeftOpen left_open) {
  if (!of(device).can_be_set) return;
  auto& state = touch(device);
  // A second doubt on top of a first: nothing is preferred any more unless both prefer it.
  if (state.is_open() && state.left_open.should_be != left_open.should_be) left_open.should_be.reset();
  if (state.is_open()) left_open.point.clear();
  state.can_be_clear = true;
  state.left_open = std::move(left_open);
  state.shows.clear();
}

void Flags::may_be_set(const std::string& device, LeftOpen left_open, Instant now) {
  auto& state = touch(device);
  if (state.is_set()) return;
  if (!state.can_be_set) intervals_[device].push_back({now, std::nullopt});
  state.can_be_set = state.can_be_clear = state.was_set = any_was_set_ = true;
  state.left_open = std::move(left_open);
}

void Flags::will_show(const std::string& device, const std::string& requirement) {
  auto& shows = states_[device].shows;
  shown_.insert(device);
  if (std::find(shows.begin(), shows.end(), requirement) == shows.end()) shows.push_back(requirement);
}

void Flags::was_read(const std::string& device) {
  if (const auto found = states_.find(device); found != states_.end()) found->second.shows.clear();
}

void Flags::forget_what_reads_show() {
  for (const auto& device : shown_) states_[device].shows.clear();
  shown_.clear();
}

void Flags::drained() {
  for (const auto& device : touched_) {
    if (of(device).covers()) {
      covered_at_drain_.insert(device);
    } else {
      covered_at_drain_.erase(device);
    }
  }
  touched_.clear();
}

}  // namespace hallmark::oracle
