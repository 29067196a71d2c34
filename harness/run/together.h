/// \file
/// Stimuli that are handed over together: where such a group begins and ends, and what came of requests that ask for
/// more than is claimed.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "harness/observation/observation.h"
#include "harness/scenario/scenario.h"
#include "harness/verdict/verdict.h"

namespace hallmark::run {

/// How many times what is claimed is asked at once where a request overloads (`restricted/concurrent`).
inline constexpr int overload_times = 10;

/// The first stimuli that go together; one where the second waits. There has to be one.
std::span<const scenario::Stimulus> first_together(std::span<const scenario::Stimulus> stimuli);

/// A history, group by group.
class Groups {
 public:
  explicit Groups(std::unique_ptr<scenario::StimulusSource> source) : source_(std::move(source)) {}
  /// Those that go together, at least one; empty at the end.
  std::vector<scenario::Stimulus> next();

 private:
  std::unique_ptr<scenario::StimulusSource> source_;
  std::optional<scenario::Stimulus> ahead_;
  bool begun_ = false;
};

/// What came of requests that overload.
class Overload {
 public:
  void add(const scenario::Stimulus& stimulus, const observation::Observation& observation);
  /// In a sentence, where there were any.
  std::optional<verdict::Note> note() const;

 private:
  long long asked_ = 0;
  long long late_ = 0;         ///< no answer in time
  long long turned_away_ = 0;  ///< refused without a Response
};

/// Whether it was asked for more than is claimed, and answered nothing in time: no breakdown.
bool is_late_by_overload(const scenario::Stimulus& stimulus, const observation::Observation& observation);

}  // namespace hallmark::run
