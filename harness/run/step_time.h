/// \file
/// The times of a case that was played in real time, as its steps keep them, so that it can be judged again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "harness/run/record.h"
#include "harness/scenario/instant.h"

namespace hallmark::run {

/// Of one step.
struct StepTime {
  scenario::Instant at;               ///< when it was taken
  std::optional<std::int64_t> moved;  ///< where it begins a half: by how many seconds the half was moved to begin then
  std::string late = {};              ///< why the case ended after it, where it came too late to go on
  bool overtaken = false;             ///< the step itself came too late to be judged
  bool operator==(const StepTime&) const = default;
};

/// Adds `at`, `moved`, `late` and `overtaken` to a stimulus as the record keeps it.
void note_time(Json& stimulus, const StepTime& time);
/// Takes them away.
void forget_time(Json& stimulus);
/// Those of a case in a record; steps without a time have that of 1970. Throws std::invalid_argument for what is none.
std::vector<StepTime> times_of(const std::vector<Step>& steps);

}  // namespace hallmark::run
