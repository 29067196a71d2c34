/// \file
/// What comes after a run that found something: shrinking, and a line that says how it went.
#pragma once

#include <string>

#include "harness/run/findings.h"

namespace hallmark::suites {

/// Bounds, as the command line gives them; `out` is the run's folder, for the line.
struct ShrinkBounds {
  int steps = 0;    ///< candidates played for one finding; 0: none is shrunk
  int seconds = 0;  ///< for all findings together
  std::string out;
};

/// Shrinks what was found; progress goes to a terminal on standard error. The line is empty where nothing was found.
std::string shrink_findings(run::Findings& findings, const ShrinkBounds& bounds,
                            const std::function<std::unique_ptr<adaptor::Adaptor>()>& make, const run::Rules& rules);

}  // namespace hallmark::suites
