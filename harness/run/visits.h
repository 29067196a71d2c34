/// \file
/// What one case meets of the model, counted as it is played: a number or two a step.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "harness/observation/observation.h"
#include "harness/oracle/world.h"
#include "harness/run/model_grid.h"
#include "harness/scenario/stimulus.h"

namespace hallmark::run {

/// How often something was met.
struct Met {
  std::uint32_t thing = 0;  ///< of the grid
  std::uint32_t times = 0;
  bool operator==(const Met&) const = default;
};

/// What two plays of one case met.
std::vector<Met> sum(std::vector<Met> one, const std::vector<Met>& other);

/// Follows the meter that the latest stimulus is about, or else the one before it.
class Visits {
 public:
  /// Keeps a reference.
  explicit Visits(const ModelGrid& grid) : grid_(&grid) {}

  /// Before anything is asked: a reset ends what came of the requests so far.
  void before(const oracle::World& world, const scenario::Stimulus& stimulus);
  /// After it did.
  void after(const oracle::World& world, const scenario::Stimulus& stimulus,
             const observation::Observation& observation);
  /// The end of the case: everything met, each thing once, ascending.
  std::vector<Met> take(const oracle::World& world);

 private:
  /// Something accepted that may still fall due for a meter.
  struct Waiting {
    std::string meter;
    scenario::Instant until;
  };

  void note(std::uint32_t thing);
  void fold();
  void note_half(const oracle::World& world);
  bool focus_on(const oracle::World& world, const scenario::Stimulus& stimulus);
  void note_waiting(const scenario::Submit& submit, const oracle::World& world);
  bool is_waiting(const oracle::World& world);
  MeterState state(const oracle::World& world);

  const ModelGrid* grid_;
  std::string meter_;  ///< in focus; empty: none yet
  std::uint32_t state_ = 0;
  std::vector<Waiting> waiting_;
  std::vector<std::uint32_t> fresh_;  ///< met since the last fold
  std::vector<Met> met_;
};

/// Adds up what the cases of a run met; the order does not matter.
class ModelCoverageOfRun {
 public:
  /// Keeps a reference.
  explicit ModelCoverageOfRun(const ModelGrid& grid) : grid_(&grid), counts_(grid.size()) {}

  void add(const std::vector<Met>& met) {
    for (const auto& [thing, times] : met) counts_[thing] += times;
  }
  ModelCoverage result() const { return grid_->named(counts_); }

 private:
  const ModelGrid* grid_;
  std::vector<long long> counts_;
};

}  // namespace hallmark::run
