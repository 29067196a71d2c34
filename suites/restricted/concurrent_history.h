/// \file
/// The histories of `restricted/concurrent`, stimulus by stimulus.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "harness/scenario/scenario.h"
#include "suites/suite.h"

namespace hallmark::suites {

/// More than any statement that is taken at its word claims: of a group those that fit are played.
inline constexpr int most_overlapping = 16;

/// Each kind of request is asked once without the flag, and after another Reset come the rounds. Each sets the flag
/// of the meter ("ESME" or "GSME") while requests are under way, asks on when the set was answered, lets devices
/// answer, and clears it likewise. Pure.
std::unique_ptr<scenario::StimulusSource> overlapping_rounds(const Material& material, const std::string& meter,
                                                             int rounds, std::uint64_t seed);

/// Both meters are set; then bursts of requests for what is rejected, each drained, until `is_over`, which decides
/// nothing but how many there are.
std::unique_ptr<scenario::StimulusSource> overloading_bursts(const Material& material, std::function<bool()> is_over,
                                                             std::uint64_t seed);

}  // namespace hallmark::suites
