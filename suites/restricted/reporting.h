/// \file
/// What is reported of Restricted devices: performance measures, counts of Service Requests, notices to the CSP.
#pragma once

#include "suites/suite.h"

namespace hallmark::suites {

/// The suite `restricted/reporting`.
Suite reporting(const Material& material);

}  // namespace hallmark::suites
