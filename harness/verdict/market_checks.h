/// \file
/// What an observation makes of the conditions on service flags, install codes, reports and notices to the CSP.
#pragma once

#include <string>

#include "harness/observation/observation.h"
#include "harness/oracle/market_conditions.h"

namespace hallmark::verdict {

/// How the observation breaks the condition, in words; empty where it meets it or says nothing of it.
std::string market_breakage(const oracle::MarketCondition& condition, const observation::Observation& observation);

/// Whether rows that a later drain adds could mend how the observation of a drain breaks the condition.
bool may_be_completed(const oracle::MarketCondition& condition, const observation::Observation& observation);

}  // namespace hallmark::verdict
