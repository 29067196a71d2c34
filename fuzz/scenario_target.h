/// \file
/// What a campaign fuzzes: a scenario is played on an implementation behind any adaptor and judged by the oracle, and
/// what it met of the model is the feedback. Knows no fuzzer.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "fuzz/scenario_codec.h"
#include "harness/run/session.h"
#include "harness/scenario/scenario.h"

namespace hallmark::fuzz {

/// The case that a fuzzed scenario is. `sequences` must outlive it.
run::Case case_of(const FuzzedScenario& fuzzed, const generator::Sequences& sequences);

/// How many features there can be: what a counter array has to hold.
inline constexpr std::uint32_t feature_count = 1U << 17U;

/// Something that a scenario did, and how often, for the fuzzer's counters.
struct Feature {
  std::uint32_t number = 0;  ///< below `feature_count`
  std::uint8_t times = 0;    ///< at most 255
  bool operator==(const Feature&) const = default;
};

/// What was met of the model (states, transitions, cells of Service Request, device and flag, Alerts, operations) and
/// answered (operations with their codes) as features; the same for the same play, on any machine.
std::vector<Feature> features_of(const run::Played& played);

/// What a finding breaks and how it comes about, without ids, times or payloads: findings of one shape are one. The
/// requirements, and of each step the operation with the Service Request, Alert, status or setting that it is about.
std::string shape_of(const scenario::Scenario& scenario);

/// Plays scenarios one after the other. Not copyable: it owns the conversation.
class ScenarioTarget {
 public:
  /// What the rules point to, with a grid of the model, must outlive it, and so must the sequences.
  ScenarioTarget(std::unique_ptr<adaptor::Adaptor> adaptor, const run::Rules& rules,
                 const generator::Sequences& sequences);
  ScenarioTarget(const ScenarioTarget&) = delete;
  ScenarioTarget& operator=(const ScenarioTarget&) = delete;

  /// Plays any bytes. Never throws for what the implementation does.
  const run::Played& play(std::span<const std::uint8_t> bytes);
  /// The last one as a scenario with what was found, as it is kept and replayed; `target` is as on the command line.
  scenario::Scenario scenario(const std::string& target) const;
  /// What the implementation said at the start.
  const observation::Observation& opening() const { return session_.opening(); }
  long long executions() const { return executions_; }
  /// Stimuli that the implementation was given.
  long long steps() const { return steps_; }

 private:
  run::Session session_;
  const generator::Sequences* sequences_;
  run::Case case_;
  run::Played played_;
  long long executions_ = 0;
  long long steps_ = 0;
};

}  // namespace hallmark::fuzz
