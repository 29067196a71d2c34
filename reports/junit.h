/// \file
/// JUnit XML, for the continuous-integration servers that read it.
#pragma once

#include <string>

#include "harness/run/record.h"

namespace hallmark::reports {

/// A testsuite for every `suite/file`, a testcase for every case and every case not run. fail → failure,
/// error → error, inconclusive, not_applicable, none and not run → skipped, warn → passed with system-out.
/// Where none of these shows red although the run is not as expected (could not tell, nothing judged, no footer), a
/// testcase `hallmark/run/has_a_verdict` of that outcome is added, so that the file is never greener than the run.
std::string junit(const run::Record& record);

}  // namespace hallmark::reports
