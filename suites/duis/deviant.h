/// \file
/// A half of a pair in which the request that it is about deviates from the plain one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/generator/deviation.h"
#include "harness/run/test_case.h"

namespace hallmark::suites {

/// A half, and the RequestID that it is now about.
struct DeviantHalf {
  std::vector<scenario::Stimulus> steps;
  std::string probe;
};

/// The half with its probe made to deviate. `source` says what from; its `valid` is found here. What the device answers
/// goes with the deviant request, and is left out where no such device exists. Empty: this request cannot deviate so.
std::optional<DeviantHalf> deviant_half(std::vector<scenario::Stimulus> half, const std::string& probe,
                                        const generator::Deviation& deviation, generator::DeviationSource source,
                                        generator::Random& random);

/// The request that a half is about; null where it has none.
const scenario::Submit* probe_of(const std::vector<scenario::Stimulus>& half, const std::string& probe);

/// A half that never asks for the flag.
std::vector<scenario::Stimulus> without_flag(std::vector<scenario::Stimulus> half);

}  // namespace hallmark::suites
