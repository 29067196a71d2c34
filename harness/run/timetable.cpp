#include "harness/run/timetable.h"

#include <algorithm>

#include "harness/generator/disguise.h"

namespace hallmark::run {

using scenario::Stimulus;

namespace {

constexpr std::int64_t seconds_of_a_day = 86400;

bool hangs_on_a_moment(const Stimulus& stimulus) {
  if (const auto* submit = std::get_if<scenario::Submit>(&stimulus)) {
    const auto& reading = submit->reading;
    return reading.execution_time || reading.scheduled_srv;
  }
  return std::holds_alternative<scenario::InstallCode>(stimulus) || std::holds_alternative<scenario::Report>(stimulus);
}

/// How much time each Advance lets pass.
std::vector<std::int64_t> gaps_of(const std::vector<Stimulus>& half) {
  std::vector<std::int64_t> gaps;
  scenario::Instant now;
  for (const auto& stimulus : half) {
    if (const auto* reset = std::get_if<scenario::Reset>(&stimulus)) now = reset->estate.now;
    const auto* advance = std::get_if<scenario::Advance>(&stimulus);
    if (advance == nullptr) continue;
    gaps.push_back(std::max<std::int64_t>(0, advance->to.seconds - now.seconds));
    now = std::max(now, advance->to);
  }
  return gaps;
}

std::int64_t day_of(scenario::Instant moment) {
  return (moment.seconds - ((moment.seconds % seconds_of_a_day) + seconds_of_a_day) % seconds_of_a_day) /
         seconds_of_a_day;
}

}  // namespace

bool hangs_on_moments(const std::vector<Stimulus>& half) {
  bool has_passed = false;
  return std::ranges::any_of(half, [&](const Stimulus& stimulus) {
    has_passed = has_passed || std::holds_alternative<scenario::Advance>(stimulus);
    const auto* submit = std::get_if<scenario::Submit>(&stimulus);
    const bool looks_back = submit != nullptr && submit->reading.log_period && has_passed;
    return looks_back || hangs_on_a_moment(stimulus);
  });
}

std::vector<std::int64_t> waits_of(const std::vector<Stimulus>& half, std::int64_t feed_every) {
  auto waits = gaps_of(half);
  if (hangs_on_moments(half)) return waits;
  for (auto& wait : waits) wait = std::min(wait, feed_every);
  return waits;
}

std::int64_t shortened_by(const std::vector<Stimulus>& half, std::int64_t feed_every) {
  std::int64_t left_out = 0;
  for (const auto gap : gaps_of(half)) left_out += gap;
  for (const auto wait : waits_of(half, feed_every)) left_out -= wait;
  return left_out;
}

std::string tied_to_its_dates(const Case& test_case, const std::vector<Trial>& trials) {
  if (test_case.history) return "its history lasts more than a year";
  if (test_case.keeps_clock) return "it is about certain dates";
  if (generator::calendar_of(trials) == generator::Calendar::months)
    return "it asks for reports of whole calendar months";
  return {};
}

std::optional<scenario::Instant> start_of(const std::vector<Stimulus>& half) {
  const auto* reset = half.empty() ? nullptr : std::get_if<scenario::Reset>(&half.front());
  return reset == nullptr ? std::nullopt : std::optional(reset->estate.now);
}

std::vector<Stimulus> moved_by(std::int64_t seconds, std::vector<Stimulus> half, std::uint64_t seed) {
  const auto start = start_of(half);
  if (seconds == 0 || !start) return half;
  // Dates without a time move with the day that the half begins on, moments by all of it.
  generator::ClockChange change;
  change.days = day_of(*start + seconds) - day_of(*start);
  change.seconds = seconds - change.days * seconds_of_a_day;
  const generator::Rewriting rewriting(std::nullopt, change, seed);
  for (auto& stimulus : half) stimulus = rewriting(std::move(stimulus));
  return half;
}

}  // namespace hallmark::run
