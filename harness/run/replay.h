/// \file
/// From a finding to a scenario, and from a scenario back to a case that is played like any other.
#pragma once

#include <memory>
#include <string>

#include "harness/run/session.h"

namespace hallmark::run {

/// The scenario of a case, by its seed, with what was found; `target` is as on the command line. A verdict that is
/// neither `fail` nor `error` found nothing. Of a history it has the excerpt of what was played; without one it has no
/// trials.
scenario::Scenario scenario_of(const Case& test_case, const Played& played, const Rules& rules,
                               const std::string& target);

/// The case that plays a scenario, whatever the seed.
Case case_of(const scenario::Scenario& scenario);

/// The first of the worst judgements of a verdict, as a finding.
scenario::Finding finding_of(const verdict::Verdict& verdict, const std::string& target);

/// Whether a verdict is the finding again: the same outcome, for the same requirements; where it crashed, hung or broke
/// the protocol, in the same operation and manner.
bool comes_again(const scenario::Finding& finding, const verdict::Verdict& verdict);

/// What a replay says.
enum class Replayed {
  fixed,        ///< it passes, or only warns where a failure was found
  still_fails,  ///< as it was found, or in another way
  error  ///< it could not be told: an error that is not the finding, inconclusive, not applicable, nothing judged
};

/// What the verdict of today says of a scenario; one without a finding is held to what fails.
Replayed replayed(const scenario::Scenario& scenario, const verdict::Verdict& verdict);

}  // namespace hallmark::run
