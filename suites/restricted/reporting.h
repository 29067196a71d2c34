/// \file
/// What is reported of Restricted devices: performance measures, counts of Service Requests, notices to the CSP.
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The first moment of the month, that many months after the one of a moment, in London.
scenario::Instant month_after(scenario::Instant moment, int count);

/// The suite `restricted/reporting`.
Suite reporting(const Material& material);

}  // namespace hallmark::suites
